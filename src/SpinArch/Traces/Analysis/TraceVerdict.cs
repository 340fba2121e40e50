using System.Collections.Immutable;

namespace SpinArch.Traces.Analysis;

/// <summary>What a check of a trace found.</summary>
/// <param name="Passed">The checks that hold, one line each.</param>
/// <param name="Failed">What does not hold: the first few of each check, with activity number and place.</param>
public sealed record TraceVerdict(ImmutableArray<string> Passed, ImmutableArray<string> Failed);

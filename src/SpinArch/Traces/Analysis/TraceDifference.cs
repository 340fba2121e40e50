using System.Collections.Immutable;

namespace SpinArch.Traces.Analysis;

/// <summary>What two traces differ in.</summary>
/// <param name="First">The first activity of the first trace, in its order, that the second does at another relative time, otherwise, or not at all; null where there is none.</param>
/// <param name="Counterpart">What the second trace has in its place; null where it has nothing.</param>
/// <param name="What">What differs, in words.</param>
/// <param name="Tracks">Time gained and lost by place and unit.</param>
public sealed record TraceDifference(Activity? First, Activity? Counterpart, string What, ImmutableArray<TrackDifference> Tracks);

using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>One dimension of a sweep: keys that take the same value, and the values.</summary>
/// <param name="Keys">Configuration keys, or <c>samples</c> or <c>inputs</c>; at least one.</param>
/// <param name="Values">Values as they would stand after <c>--set KEY=</c>; at least one.</param>
public sealed record SweepKnob(ImmutableArray<string> Keys, ImmutableArray<string> Values);

using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>One point of a sweep.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Network">Network as named in the file.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Values">Values of <see cref="SweepFile.Columns"/>, in order.</param>
public sealed record SweepPoint(int Index, string Network, ulong Seed, ImmutableArray<string> Values);

using System.Collections.Immutable;
using SpinArch.Traces.Analysis;

namespace SpinArch.Traces.Explanation;

/// <summary>A kind of activity that may have let another one start.</summary>
/// <param name="Cause">What the other one is then said to have waited for.</param>
/// <param name="Kinds">The kinds.</param>
/// <param name="Place">Tile, router of a hop, or -1 for the port.</param>
/// <param name="Release">What of it.</param>
/// <param name="Hops">Links that a credit goes back over.</param>
/// <param name="Output">The router output of a hop, -1 for any.</param>
/// <param name="SameColumn">Whether it is for the same column, sample and input.</param>
/// <param name="Instruction">The instruction it is, -1 for any.</param>
internal readonly record struct ReleaseRule(
    StallCause Cause, ImmutableArray<ActivityKind> Kinds, int Place, Release Release, int Hops = 0, int Output = -1,
        bool SameColumn = false, int Instruction = -1)
{
    /// <summary>Whether an earlier activity is of this kind.</summary>
    public bool Fits(in Activity earlier, in Activity held) =>
        Kinds.Contains(earlier.Kind)
        && earlier.Tile == Place
        && (Output < 0 || earlier.Column == Output)
        && (Instruction < 0 || earlier.Instruction == Instruction)
        && (!SameColumn || (earlier.Column == held.Column && earlier.Sample == held.Sample && earlier.Input == held.Input));
}

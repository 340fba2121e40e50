using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>gather</c>: one row block a tile; the home tile, in the middle of the row blocks, receives the words of all others.
/// <code>
///   row block 0 --1 word--+
///   row block 1 (home) ---+--> add all, activate
///   row block 2 --1 word--+
/// </code>
/// </summary>
internal sealed class GatherFanIn : IFanInStrategy
{
    /// <inheritdoc/>
    public FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec) =>
        FanInPlan.OneBlockATile(rowBlocks, tile => tile == rowBlocks / 2 ? FanInPlan.None : rowBlocks / 2);
}

using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>chain</c>: one row block a tile; every tile adds its word to the sum that it received and forwards it. The last row
/// block is the home: of a network's first layer its inputs come last, so that the sum waits for nobody there.
/// <code>
///   row block 0 --1 word--> row block 1 --2 words--> row block 2 (home) --> activate
/// </code>
/// </summary>
internal sealed class ChainFanIn : IFanInStrategy
{
    /// <inheritdoc/>
    public FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec) =>
        FanInPlan.OneBlockATile(rowBlocks, tile => tile == rowBlocks - 1 ? FanInPlan.None : tile + 1);
}

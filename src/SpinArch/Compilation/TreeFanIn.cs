using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>tree</c>: one row block a tile; neighbours add pairwise, then neighbouring pairs, so that a word passes at most
/// ceil(log2 B) tiles. Counted from the last row block, which is the home, tile i sends to i with its lowest set bit cleared.
/// A tile that takes part in several rounds adds all that it receives in one operation.
/// <code>
///   from the last:   7 -> 6    5 -> 4    3 -> 2    1 -> 0      first round
///                         6 ------> 4         2 ------> 0      second
///                                   4 ----------------> 0      third: home
/// </code>
/// </summary>
internal sealed class TreeFanIn : IFanInStrategy
{
    /// <inheritdoc/>
    public FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec)
    {
        int last = rowBlocks - 1;
        return FanInPlan.OneBlockATile(rowBlocks, tile => tile == last ? FanInPlan.None : last - ((last - tile) & (last - tile - 1)));
    }
}

using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>time-multiplex</c>: as few tiles as hold all row blocks, balanced; a tile works on one row block after the other with its
/// one sampler, scaler and converter, adds, and sends one sum. What several tiles sum is gathered.
/// <code>
///   tile 0:  block 0 + block 1 + block 2 --2 words--+
///   tile 1:  block 3 + block 4 (home) --------------+--> add, activate
/// </code>
/// A tile has a crossbar pair for each of its blocks (<c>crossbar.pairsPerTile</c>), or fewer, and then writes them onto its pairs in
/// turn (<c>crossbar.blocksPerTile</c>).
/// </summary>
internal sealed class TimeMultiplexFanIn : IFanInStrategy
{
    /// <summary>Blocks of a tile that an instruction can name.</summary>
    public const int MostBlocks = 16;

    /// <inheritdoc/>
    public FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec)
    {
        int places = Math.Min(spec.Crossbar.BlockPlaces, MostBlocks);
        if (rowBlocks > 1 && places == 1)
        {
            throw new InputException(
                "mapping.fanIn",
                FormattableString.Invariant($"time-multiplex of layer '{layer}' is infeasible: its {rowBlocks} row blocks need crossbar.pairsPerTile (resident) or crossbar.blocksPerTile (rewritten) of 2 to {Math.Min(rowBlocks, MostBlocks)}; a tile holds one"));
        }

        int tiles = (rowBlocks + places - 1) / places;
        int home = tiles / 2;
        return new FanInPlan
        {
            Tiles = [.. IndexRange.Balanced(rowBlocks, tiles)],
            Parents = [.. Enumerable.Range(0, tiles).Select(tile => tile == home ? FanInPlan.None : home)],
        };
    }
}

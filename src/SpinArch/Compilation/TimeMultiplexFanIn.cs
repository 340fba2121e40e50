using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>time-multiplex</c>: as few tiles as hold all row blocks on their crossbar pairs, balanced; a tile reads a column of one
/// pair after the other with its one sampler, scaler and converter, adds, and sends one sum. What several tiles sum is gathered.
/// <code>
///   tile 0:  pair 0 + pair 1 + pair 2 --2 words--+
///   tile 1:  pair 0 + pair 1 (home) -------------+--> add, activate
/// </code>
/// All row blocks stay on their crossbars: no crossbar is programmed while the chip runs.
/// </summary>
internal sealed class TimeMultiplexFanIn : IFanInStrategy
{
    /// <summary>Pairs that an instruction can name.</summary>
    public const int MostPairs = 16;

    /// <inheritdoc/>
    public FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec)
    {
        int pairs = Math.Min(spec.Crossbar.PairsPerTile, MostPairs);
        if (rowBlocks > 1 && pairs == 1)
        {
            throw new InputException(
                "mapping.fanIn",
                FormattableString.Invariant($"time-multiplex of layer '{layer}' is infeasible: its {rowBlocks} row blocks need crossbar.pairsPerTile of 2 to {Math.Min(rowBlocks, MostPairs)}, it is 1 (crossbars are not reprogrammed during a run)"));
        }

        int tiles = (rowBlocks + pairs - 1) / pairs;
        int home = tiles / 2;
        return new FanInPlan
        {
            Tiles = [.. IndexRange.Balanced(rowBlocks, tiles)],
            Parents = [.. Enumerable.Range(0, tiles).Select(tile => tile == home ? FanInPlan.None : home)],
        };
    }
}

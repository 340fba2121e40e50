using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// The way of the last word of a column through a layer's tree of partial sums (<c>docs/timing-model.md</c>, section 3): from the tile whose
/// inputs come last, of several the one farthest from the home. Tiles whose inputs came before have their words there by then.
/// </summary>
internal sealed class FanInPath
{
    private readonly FanInPlan plan;
    private readonly TileWork[] tiles;
    private readonly int[] hops;
    private readonly bool[] isLate;
    private readonly int start;

    /// <param name="layer">The layer.</param>
    /// <param name="before">The layer before it, null for the first.</param>
    /// <param name="spec">The architecture; no time of it is looked at.</param>
    /// <param name="hops">Hops from each tile to its parent.</param>
    public FanInPath(PartitionedLayer layer, PartitionedLayer? before, ArchitectureSpec spec, int[] hops)
    {
        plan = layer.FanIn;
        this.hops = hops;
        tiles = [.. Enumerable.Range(0, plan.Tiles.Length).Select(tile => TileWork.Of(layer, tile, spec))];
        int[] lead = [.. layer.RowBlocks.Select(rows => before is null ? layer.RowBlocks[^1].End - rows.End : Lead(rows, before))];
        isLate = [.. lead.Select(columns => columns == lead.Min())];
        start = Enumerable.Range(0, tiles.Length).Where(tile => Blocks(tile).Any(row => isLate[row])).MaxBy(Length);
        EarlyPairs = Blocks(start).TakeWhile(row => !isLate[row]).Count();
        Vectors = before is null ? [] : [.. Blocks(start).Select(row => Stream(layer.RowBlocks[row], before))];
        CrowdedFlits = Way(start).Where(tile => plan.Parents[tile] != FanInPlan.None).Select(Crowd).DefaultIfEmpty(0).Max();
    }

    /// <summary>Leading pairs of the first tile on the way whose inputs come before the last ones.</summary>
    public int EarlyPairs { get; }

    /// <summary>The input vectors of that tile's pairs; empty for the first layer.</summary>
    public ImmutableArray<VectorStream> Vectors { get; }

    /// <summary>Flits that come along with one on the way and enter the same tile before it.</summary>
    public int CrowdedFlits { get; }

    /// <summary>The steps, up to the next layer.</summary>
    /// <param name="vectorHops">Hops to the tiles of the next layer, 0 for the last layer.</param>
    public ImmutableArray<PathStep> Steps(int vectorHops)
    {
        var steps = new List<PathStep>();
        foreach (int tile in Way(start))
        {
            bool isHome = plan.Parents[tile] == FanInPlan.None;
            Append(isHome ? new PathStep(tiles[tile].LastAddWords, 0, 0, 1) : new PathStep(tiles[tile].LastAddWords, tiles[tile].SentFlits, hops[tile], 1));
        }

        steps.Add(new PathStep(tiles[plan.Home].FinishWords, vectorHops > 0 ? 1 : 0, vectorHops, 1));
        return [.. steps];

        void Append(PathStep step)
        {
            if (steps.Count > 0 && steps[^1] with { Times = 1 } == step)
            {
                steps[^1] = step with { Times = steps[^1].Times + 1 };
            }
            else
            {
                steps.Add(step);
            }
        }
    }

    // Columns of the layer before, counted from its last, at which the inputs of a row block are complete.
    private static int Lead(IndexRange rows, PartitionedLayer before)
    {
        int lead = int.MaxValue;
        foreach (IndexRange columns in before.ColumnBlocks)
        {
            int last = Math.Min(rows.End, columns.End) - 1;
            lead = last >= Math.Max(rows.Start, columns.Start) ? Math.Min(lead, before.ColumnBlocks[0].Length - 1 - (last - columns.Start)) : lead;
        }

        return lead;
    }

    private static VectorStream Stream(IndexRange rows, PartitionedLayer before) => new(
        before.ColumnBlocks[0].Length - Lead(rows, before),
        before.ColumnBlocks.Max(columns => Math.Min(rows.End, columns.End) - Math.Max(rows.Start, columns.Start)));

    private IEnumerable<int> Blocks(int tile) => Enumerable.Range(plan.Tiles[tile].Start, plan.Tiles[tile].Length);

    private IEnumerable<int> Way(int from)
    {
        for (int tile = from; tile != FanInPlan.None; tile = plan.Parents[tile])
        {
            yield return tile;
        }
    }

    private int Length(int from) => Way(from).Sum(tile => 1 + hops[tile] + tiles[tile].SentFlits);

    private int Crowd(int tile) => Enumerable.Range(0, tiles.Length)
        .Where(other => other != tile && plan.Parents[other] == plan.Parents[tile] && Height(other) == Height(tile))
        .Sum(other => tiles[other].SentFlits);

    private int Height(int tile)
    {
        int height = 0;
        for (int child = 0; child < tiles.Length; child++)
        {
            height = plan.Parents[child] == tile ? Math.Max(height, 1 + Height(child)) : height;
        }

        return height;
    }
}

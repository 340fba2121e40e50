using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>All that moves between the tiles of a network and the port for one input, whatever the placement.</summary>
internal sealed class Traffic
{
    private const int Port = -1;

    private readonly PlacedNetwork placed;
    private readonly int samples;
    private readonly int wordsPerFlit;
    private readonly ImmutableArray<TrafficFlow>.Builder flows = ImmutableArray.CreateBuilder<TrafficFlow>();

    private Traffic(PlacedNetwork placed, ArchitectureSpec spec, int samples)
    {
        this.placed = placed;
        this.samples = samples;
        wordsPerFlit = spec.Link.WordsPerFlit;
    }

    /// <summary>The flows of a network.</summary>
    /// <param name="placed">The network; where its tiles lie does not matter.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input.</param>
    public static ImmutableArray<TrafficFlow> Of(PlacedNetwork placed, ArchitectureSpec spec, int samples)
    {
        var traffic = new Traffic(placed, spec, samples);
        if (!placed.Network.Stages.IsEmpty)
        {
            traffic.AddLinks();
            return traffic.flows.ToImmutable();
        }

        ImmutableArray<PartitionedLayer> layers = placed.Network.Layers;
        foreach (IndexRange rows in layers[0].RowBlocks)
        {
            int words = Math.Min(rows.End, layers[0].Layer.Inputs) - rows.Start;
            IEnumerable<int> ends = Enumerable.Range(0, layers[0].Copies).SelectMany(copy => traffic.Holders(copy, layers[0], layers[0].RowBlocks.IndexOf(rows)));
            traffic.Add(Port, ends, traffic.Flits(words));
        }

        foreach ((int copy, PartitionedLayer layer) in placed.Network.InOrder())
        {
            traffic.AddPartialSums(copy, layer);
            traffic.AddResults(copy, layer, layer.Index + 1 < layers.Length ? layers[layer.Index + 1] : null);
        }

        return traffic.flows.ToImmutable();
    }

    // Every place of a map is a result of each channel; what is the same for all samples goes once.
    private void AddLinks()
    {
        PartitionedNetwork network = placed.Network;
        foreach (StageLink link in StageLinks.Of(network))
        {
            Window window = network.Stages[link.Ends[0].Layer.Matrix.Stage].Window;
            int places = link.Ends[0].TakesMap ? window.Height * window.Width : 1;
            IEnumerable<int> ends = link.Ends.SelectMany(end => Holders(0, end.Layer, end.RowBlock)
                .Where((_, column) => end.ColumnBlock is null || end.ColumnBlock == column));
            int times = link.Ends[0].Layer.Matrix.InputsVary ? samples : 1;
            int source = link.Layer == StageLink.Port ? Port
                : placed.TileOf(0, link.Layer, network.Layers[link.Layer].FanIn.Home, link.ColumnBlock);
            Add(source, ends, (long)link.Channels.Length * places * times);
        }

        foreach (PartitionedLayer layer in network.Layers)
        {
            AddPartialSums(0, layer);
        }

        for (int column = 0; column < network.Last.ColumnBlocks.Length; column++)
        {
            int home = placed.TileOf(0, network.Last.Index, network.Last.FanIn.Home, column);
            Add(home, [Port], network.Last.ColumnBlocks[column].Length * Flits(Program.StatisticsWords));
        }
    }

    private void AddPartialSums(int copy, PartitionedLayer layer)
    {
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            for (int tile = 0; tile < layer.FanIn.Tiles.Length; tile++)
            {
                if (layer.FanIn.Parents[tile] is not FanInPlan.None and int parent)
                {
                    long words = (long)layer.ColumnBlocks[column].Length * layer.Matrix.Positions * layer.SamplesOf(copy, samples)
                        * Flits(layer.FanIn.WordsFrom(tile));
                    Add(placed.TileOf(copy, layer.Index, tile, column), [placed.TileOf(copy, layer.Index, parent, column)], words);
                }
            }
        }
    }

    private void AddResults(int copy, PartitionedLayer layer, PartitionedLayer? next)
    {
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            IndexRange columns = layer.ColumnBlocks[column];
            int home = placed.TileOf(copy, layer.Index, layer.FanIn.Home, column);
            if (next is null)
            {
                Add(home, [Port], columns.Length * Flits(Program.StatisticsWords));
                continue;
            }

            for (int row = 0; row < next.RowBlocks.Length; row++)
            {
                IndexRange rows = next.RowBlocks[row];
                int words = Math.Min(rows.End, columns.End) - Math.Max(rows.Start, columns.Start);
                var turns = new CopyTurns(layer.Copies, next.Copies);
                for (int turn = 0; words > 0 && turn < turns.Destinations; turn++)
                {
                    Add(home, Holders(turns.Destination(copy, turn), next, row), (long)words * turns.Samples(copy, turn, samples));
                }
            }
        }
    }

    // What a tile hands on to itself never leaves it.
    private void Add(int source, IEnumerable<int> destinations, long flits)
    {
        if (!placed.Network.IsInOneTile || source == Port || destinations.Contains(Port))
        {
            Flow(source, destinations, flits);
        }
    }

    private void Flow(int source, IEnumerable<int> destinations, long flits) =>
        flows.Add(new TrafficFlow(source, [.. destinations], flits));

    private IEnumerable<int> Holders(int copy, PartitionedLayer layer, int rowBlock)
    {
        int tile = layer.FanIn.TileOf(rowBlock);
        return Enumerable.Range(0, layer.ColumnBlocks.Length).Select(column => placed.TileOf(copy, layer.Index, tile, column));
    }

    private long Flits(int words) => (words + wordsPerFlit - 1) / wordsPerFlit;
}

using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: in every column range of a layer partial sums go along the layer's <see cref="FanInPlan"/>; the home tile activates and
/// multicasts its results to the tiles whose rows they are, sample after sample to the next copy of their layer (<see cref="CopyTurns"/>).
/// <code>
///   fan-in tiles --partial sums--> home tile: add, activate --multicast--> row block of the next layer, every column range
/// </code>
/// </summary>
internal sealed class FanInChannels(PlacedNetwork placed, TileDraft[] tiles)
{
    private readonly List<PortSend> portSends = [];
    private readonly List<PortReceive> portReceives = [];

    /// <summary>Streams from the port, in the order of sending.</summary>
    public IReadOnlyList<PortSend> PortSends => portSends;

    /// <summary>Streams to the port.</summary>
    public IReadOnlyList<PortReceive> PortReceives => portReceives;

    /// <summary>Joins all tiles and the port by channels.</summary>
    public void Connect()
    {
        foreach (PartitionedLayer layer in placed.Network.Layers)
        {
            for (int row = 0; row < layer.RowBlocks.Length; row++)
            {
                ConnectInputs(layer, row);
            }

            for (int copy = 0; copy < layer.Copies; copy++)
            {
                for (int column = 0; column < layer.ColumnBlocks.Length; column++)
                {
                    ConnectPartialSums(copy, layer, column);
                }
            }
        }

        PartitionedLayer last = placed.Network.Layers[^1];
        for (int copy = 0; copy < last.Copies; copy++)
        {
            ConnectResults(copy, last);
        }
    }

    /// <summary>Joins the one tile that works on all layers to the port; between its layers nothing leaves it.</summary>
    public void ConnectOneTile()
    {
        PartitionedLayer first = placed.Network.Layers[0];
        ConnectInputs(first, 0);
        ConnectResults(0, placed.Network.Layers[^1]);
    }

    private void ConnectInputs(PartitionedLayer layer, int rowBlock)
    {
        IndexRange rows = layer.RowBlocks[rowBlock];
        if (layer.Matrix.Source is not { } producer)
        {
            int words = Math.Min(rows.End, layer.Layer.Inputs) - rows.Start;
            IEnumerable<ChannelDestination> everywhere = Enumerable.Range(0, layer.Copies).SelectMany(copy => Receivers(copy, layer, rowBlock, -1, 0, words));
            portSends.Add(new PortSend { RowBase = rows.Start, Words = words, Destinations = [.. everywhere] });
            return;
        }

        PartitionedLayer before = placed.Network.Layers[producer];
        var turns = new CopyTurns(before.Copies, layer.Copies);
        var ends = new Dictionary<(int Source, int Column, int Destination), List<ChannelDestination>>();
        for (int copy = 0; copy < layer.Copies; copy++)
        {
            for (int turn = 0; turn < turns.Sources; turn++)
            {
                int source = turns.Source(copy, turn);
                foreach ((int column, int start, int words) in Parts(before, rows))
                {
                    int home = placed.TileOf(source, before.Index, before.FanIn.Home, column);
                    ends[(source, column, copy)] = Receivers(copy, layer, rowBlock, home, start - rows.Start, words, turns.Sources);
                }
            }
        }

        for (int copy = 0; copy < before.Copies; copy++)
        {
            foreach ((int column, int start, int words) in Parts(before, rows))
            {
                TileDraft home = tiles[placed.TileOf(copy, before.Index, before.FanIn.Home, column)];
                var channels = new IndexRange(home.Sends.Count, turns.Destinations);
                for (int turn = 0; turn < turns.Destinations; turn++)
                {
                    home.AddSend(ends[(copy, column, turns.Destination(copy, turn))]);
                }

                home.Outlets.Add((new IndexRange(start - before.ColumnBlocks[column].Start, words), channels));
            }
        }
    }

    /// <summary>The column ranges of a layer that some of the next one's rows come from: which, from which row on, how many.</summary>
    private static IEnumerable<(int Column, int Start, int Words)> Parts(PartitionedLayer before, IndexRange rows)
    {
        for (int column = 0; column < before.ColumnBlocks.Length; column++)
        {
            IndexRange columns = before.ColumnBlocks[column];
            int start = Math.Max(rows.Start, columns.Start);
            int words = Math.Min(rows.End, columns.End) - start;
            if (words > 0)
            {
                yield return (column, start, words);
            }
        }
    }

    private List<ChannelDestination> Receivers(int copy, PartitionedLayer layer, int rowBlock, int source, int rowBase, int words, int turns = 1)
    {
        var destinations = new List<ChannelDestination>();
        int fanInTile = layer.FanIn.TileOf(rowBlock);
        int pair = rowBlock - layer.FanIn.Tiles[fanInTile].Start;
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int tile = placed.TileOf(copy, layer.Index, fanInTile, column);
            int channel = tiles[tile].AddVector(pair, new ReceiveChannel { Source = source, RowBase = rowBase, Words = words });
            tiles[tile].VectorTurns = turns;
            destinations.Add(new ChannelDestination(tile, channel));
        }

        return destinations;
    }

    /// <summary>Joins the tiles of a column range along the tree of its partial sums.</summary>
    public void ConnectPartialSums(int copy, PartitionedLayer layer, int columnBlock)
    {
        FanInPlan plan = layer.FanIn;
        for (int sender = 0; sender < plan.Tiles.Length; sender++)
        {
            if (plan.Parents[sender] is not FanInPlan.None and int parent)
            {
                int tile = placed.TileOf(copy, layer.Index, sender, columnBlock);
                int receiver = placed.TileOf(copy, layer.Index, parent, columnBlock);
                int channel = tiles[receiver].AddPartialSum(new ReceiveChannel { Source = tile, RowBase = 0, Words = plan.WordsFrom(sender) });
                int send = tiles[tile].AddSend([new ChannelDestination(receiver, channel)]);
                tiles[tile].Outlets.Add((new IndexRange(0, tiles[tile].Columns), new IndexRange(send, 1)));
            }
        }
    }

    /// <summary>Joins the homes of the last layer to the port.</summary>
    public void ConnectResults(int copy, PartitionedLayer layer)
    {
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int home = placed.TileOf(copy, layer.Index, layer.FanIn.Home, column);
            IndexRange columns = layer.ColumnBlocks[column];
            int send = tiles[home].AddSend([new ChannelDestination(-1, portReceives.Count)]);
            tiles[home].Outlets.Add((new IndexRange(0, columns.Length), new IndexRange(send, 1)));
            portReceives.Add(new PortReceive { Source = home, ColumnBase = columns.Start, Columns = columns.Length });
        }
    }
}

using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// Policy <c>gather</c>: in every column range of a layer one home tile, in the middle of the row ranges, receives the partial
/// sums of the others, adds, activates, and multicasts its results to the tiles whose row range holds them.
/// <code>
///   row block 0 --psum--+
///   row block 1 (home) -+-- add, activate --multicast--> row block of the next layer, every column range
///   row block 2 --psum--+
/// </code>
/// </summary>
internal sealed class GatherChannels(PlacedNetwork placed, TileDraft[] tiles)
{
    private readonly List<PortSend> portSends = [];
    private readonly List<PortReceive> portReceives = [];

    /// <summary>Streams from the port, in the order of sending.</summary>
    public IReadOnlyList<PortSend> PortSends => portSends;

    /// <summary>Streams to the port.</summary>
    public IReadOnlyList<PortReceive> PortReceives => portReceives;

    /// <summary>The row block whose tile gathers.</summary>
    public static int Home(PartitionedLayer layer) => layer.RowBlocks.Length / 2;

    /// <summary>Joins all tiles and the port by channels.</summary>
    public void Connect()
    {
        foreach (PartitionedLayer layer in placed.Network.Layers)
        {
            for (int row = 0; row < layer.RowBlocks.Length; row++)
            {
                ConnectInputs(layer, row);
            }

            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                ConnectPartialSums(layer, column);
            }
        }

        ConnectResults(placed.Network.Layers[^1]);
    }

    private void ConnectInputs(PartitionedLayer layer, int rowBlock)
    {
        IndexRange rows = layer.RowBlocks[rowBlock];
        if (layer.Index == 0)
        {
            int words = Math.Min(rows.End, layer.Layer.Inputs) - rows.Start;
            portSends.Add(new PortSend { RowBase = rows.Start, Words = words, Destinations = [.. Receivers(layer, rowBlock, -1, 0, words)] });
            return;
        }

        PartitionedLayer before = placed.Network.Layers[layer.Index - 1];
        for (int column = 0; column < before.ColumnBlocks.Length; column++)
        {
            IndexRange columns = before.ColumnBlocks[column];
            int start = Math.Max(rows.Start, columns.Start);
            int words = Math.Min(rows.End, columns.End) - start;
            if (words <= 0)
            {
                continue;
            }

            int home = placed.TileOf(before.Index, Home(before), column);
            int channel = tiles[home].AddSend(Receivers(layer, rowBlock, home, start - rows.Start, words));
            tiles[home].Outlets.Add((new IndexRange(start - columns.Start, words), channel));
        }
    }

    private List<ChannelDestination> Receivers(PartitionedLayer layer, int rowBlock, int source, int rowBase, int words)
    {
        var destinations = new List<ChannelDestination>();
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int tile = placed.TileOf(layer.Index, rowBlock, column);
            int channel = tiles[tile].AddReceive(new ReceiveChannel { Source = source, RowBase = rowBase, Words = words });
            tiles[tile].VectorChannels++;
            destinations.Add(new ChannelDestination(tile, channel));
        }

        return destinations;
    }

    private void ConnectPartialSums(PartitionedLayer layer, int columnBlock)
    {
        int home = placed.TileOf(layer.Index, Home(layer), columnBlock);
        for (int row = 0; row < layer.RowBlocks.Length; row++)
        {
            int tile = placed.TileOf(layer.Index, row, columnBlock);
            if (tile != home)
            {
                int channel = tiles[home].AddReceive(new ReceiveChannel { Source = tile, RowBase = 0, Words = 1 });
                int send = tiles[tile].AddSend([new ChannelDestination(home, channel)]);
                tiles[tile].Outlets.Add((new IndexRange(0, tiles[tile].Block.Columns), send));
            }
        }
    }

    private void ConnectResults(PartitionedLayer layer)
    {
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int home = placed.TileOf(layer.Index, Home(layer), column);
            IndexRange columns = layer.ColumnBlocks[column];
            int send = tiles[home].AddSend([new ChannelDestination(-1, portReceives.Count)]);
            tiles[home].Outlets.Add((new IndexRange(0, columns.Length), send));
            portReceives.Add(new PortReceive { Source = home, ColumnBase = columns.Start, Columns = columns.Length });
        }
    }
}

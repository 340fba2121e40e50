using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// Joins the tiles of a network that is no chain of dense layers: every link is one multicast from the home of its column range, or from
/// the port, to all tiles that hold a block which takes it. Partial sums and results go as in a chain.
/// </summary>
internal sealed class StageChannels(PlacedNetwork placed, TileDraft[] tiles, ImmutableArray<StageLink> links)
{
    /// <summary>Joins all tiles and the port by channels.</summary>
    /// <param name="fanIn">Joins the partial sums of a layer, and the last one to the port.</param>
    /// <returns>Streams from the port, in the order of sending.</returns>
    public ImmutableArray<PortSend> Connect(FanInChannels fanIn)
    {
        List<ChannelDestination>[] ends = ConnectEnds();
        var sends = ImmutableArray.CreateBuilder<PortSend>();
        for (int link = 0; link < links.Length; link++)
        {
            StageLink from = links[link];
            if (from.Layer == StageLink.Port)
            {
                int places = from.Ends[0].TakesMap ? PlacesOf(from.Ends[0]) : 1;
                sends.Add(new PortSend
                {
                    RowBase = from.Channels.Start * places,
                    Words = from.Channels.Length * places,
                    Destinations = [.. ends[link]],
                });
                continue;
            }

            TileDraft home = tiles[HomeOf(from)];
            int send = home.AddSend(ends[link]);
            int first = placed.Network.Layers[from.Layer].ColumnBlocks[from.ColumnBlock].Start;
            home.Outlets.Add((from.Channels with { Start = from.Channels.Start - first }, new IndexRange(send, 1)));
        }

        foreach (PartitionedLayer layer in placed.Network.Layers)
        {
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                fanIn.ConnectPartialSums(0, layer, column);
            }
        }

        fanIn.ConnectResults(0, placed.Network.Layers.Single(layer => layer.Matrix.Stage == placed.Network.Stages.Length - 1));
        return sends.ToImmutable();
    }

    // Channels of a tile are in the order of its blocks, and of what they bring of each.
    private List<ChannelDestination>[] ConnectEnds()
    {
        var receives = new List<(int Tile, int Block, int First, int Link)>();
        for (int link = 0; link < links.Length; link++)
        {
            foreach (StageEnd end in links[link].Ends)
            {
                int first = end.First + links[link].Channels.Start - end.Source.Start;
                int fanInTile = end.Layer.FanIn.TileOf(end.RowBlock);
                int block = end.RowBlock - end.Layer.FanIn.Tiles[fanInTile].Start;
                for (int column = 0; column < end.Layer.ColumnBlocks.Length; column++)
                {
                    if (end.ColumnBlock is null || end.ColumnBlock == column)
                    {
                        receives.Add((placed.TileOf(0, end.Layer.Index, fanInTile, column), block, first, link));
                    }
                }
            }
        }

        List<ChannelDestination>[] ends = [.. links.Select(_ => new List<ChannelDestination>())];
        foreach ((int tile, int block, int first, int link) in receives.Order())
        {
            StageLink from = links[link];
            int channel = tiles[tile].AddVector(block, new ReceiveChannel
            {
                Source = from.Layer == StageLink.Port ? -1 : HomeOf(from),
                RowBase = first,
                Words = from.Channels.Length,
            });
            ends[link].Add(new ChannelDestination(tile, channel));
        }

        return ends;
    }

    private int HomeOf(StageLink link)
    {
        PartitionedLayer layer = placed.Network.Layers[link.Layer];
        return placed.TileOf(0, layer.Index, layer.FanIn.Home, link.ColumnBlock);
    }

    private int PlacesOf(StageEnd end)
    {
        Window window = placed.Network.Stages[end.Layer.Matrix.Stage].Window;
        return window.Height * window.Width;
    }
}

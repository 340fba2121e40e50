using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>
/// Who takes which channels of whom, in a network that is no chain of dense layers. Policy: the channels of a producer are cut wherever a
/// range that some block takes begins or ends, so that each goes out once, as one multicast to all blocks that take it.
/// </summary>
internal static class StageLinks
{
    /// <summary>All links, by the order of the producers and their channels; the port's come first.</summary>
    /// <param name="network">The network, cut into blocks.</param>
    public static ImmutableArray<StageLink> Of(PartitionedNetwork network)
    {
        var links = ImmutableArray.CreateBuilder<StageLink>();
        links.AddRange(Cut(StageLink.Port, 0, null, [.. Ends(network, -1)]));
        foreach (PartitionedLayer layer in network.Layers)
        {
            ImmutableArray<StageEnd> ends = [.. Ends(network, layer.Matrix.Stage)];
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                links.AddRange(Cut(layer.Index, column, layer.ColumnBlocks[column], ends));
            }
        }

        return links.ToImmutable();
    }

    private static IEnumerable<StageLink> Cut(
        int layer, int column, IndexRange? within, ImmutableArray<StageEnd> ends)
    {
        IEnumerable<bool> kinds = within is null ? [true, false] : [true];
        foreach (bool areMaps in kinds)
        {
            StageEnd[] alike = [.. ends.Where(end => within is not null || end.TakesMap == areMaps)];
            int[] cuts =
            [
                .. alike.SelectMany(end => new[] { end.Source.Start, end.Source.End })
                    .Concat(within is { } range ? [range.Start, range.End] : Array.Empty<int>())
                    .Where(cut => within is not { } bounds || (cut >= bounds.Start && cut <= bounds.End))
                    .Distinct().Order(),
            ];
            for (int cut = 0; cut + 1 < cuts.Length; cut++)
            {
                var channels = new IndexRange(cuts[cut], cuts[cut + 1] - cuts[cut]);
                ImmutableArray<StageEnd> takers =
                    [.. alike.Where(end => end.Source.Start <= channels.Start && end.Source.End >= channels.End)];
                if (!takers.IsEmpty)
                {
                    yield return new StageLink(layer, column, channels, takers);
                }
            }
        }
    }

    // The blocks that take something of a stage, or of the network's input as stage -1.
    private static IEnumerable<StageEnd> Ends(PartitionedNetwork network, int stage)
    {
        foreach (PartitionedLayer layer in network.Layers)
        {
            ProgramStage reader = network.Stages[layer.Matrix.Stage];
            bool takesMap = reader.TakesMap();
            foreach (StageSource source in reader.Sources.Where(source => source.Stage == stage))
            {
                // The blocks of a matrix that share a tile share a map.
                IEnumerable<int> blocks = reader.Kind == StageKind.Matrix && takesMap ? layer.FanIn.Tiles.Select(tile => tile.Start)
                    : Enumerable.Range(0, layer.RowBlocks.Length);
                foreach (int row in blocks)
                {
                    foreach (StageEnd end in EndsOf(layer, reader, source, row, takesMap))
                    {
                        yield return end;
                    }
                }
            }
        }
    }

    private static IEnumerable<StageEnd> EndsOf(PartitionedLayer layer, ProgramStage reader, StageSource source, int row, bool takesMap)
    {
        if (reader.Kind == StageKind.Matrix)
        {
            IndexRange shared = layer.FanIn.Tiles[layer.FanIn.TileOf(row)];
            var rows = takesMap ? new IndexRange(layer.RowBlocks[row].Start,
                layer.RowBlocks[shared.End - 1].End - layer.RowBlocks[row].Start)
                : layer.RowBlocks[row];
            int last = Math.Min(rows.End, layer.Layer.Inputs) - 1;
            int ofChannel = takesMap ? reader.Window.KernelHeight * reader.Window.KernelWidth : 1;
            int perChannel = takesMap ? 1 : reader.Window.Height * reader.Window.Width;
            var wanted = new IndexRange(rows.Start / ofChannel, (last / ofChannel) - (rows.Start / ofChannel) + 1);
            if (Overlap(wanted, source, perChannel) is var (first, channels) && channels.Length > 0)
            {
                yield return new StageEnd(layer, row, null, first - wanted.Start, channels, takesMap);
            }

            yield break;
        }

        if (source.Operand != row && reader.Kind == StageKind.Add)
        {
            yield break;
        }

        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            if (Overlap(layer.ColumnBlocks[column], source, 1) is var (first, channels) && channels.Length > 0)
            {
                yield return new StageEnd(layer, row, column, first - layer.ColumnBlocks[column].Start, channels, takesMap);
            }
        }
    }

    // What of the channels that are wanted comes from a source: the first of them, and which of the source's.
    private static (int First, IndexRange Channels) Overlap(IndexRange wanted, StageSource source, int perChannel)
    {
        int start = source.Channel * perChannel;
        int first = Math.Max(wanted.Start, start);
        int end = Math.Min(wanted.End, start + (source.Channels * perChannel));
        return (first, new IndexRange((source.SourceChannel * perChannel) + first - start, Math.Max(0, end - first)));
    }
}

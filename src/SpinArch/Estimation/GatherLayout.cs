using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>Strategy <c>gather</c>: row-block tiles send partial sums to a home tile, which adds, activates and multicasts (<see cref="GatherFanIn"/>).</summary>
internal sealed class GatherLayout : IFanInLayout
{
    private const int StatisticsWords = 5;

    /// <inheritdoc/>
    public DesignLayout Describe(PlacedNetwork placed, MeshSpec mesh, int wordsPerFlit)
    {
        ImmutableArray<PartitionedLayer> layers = placed.Network.Layers;
        (int, int) port = (mesh.PortX, mesh.PortY);
        var loads = new LinkLoads(placed.MeshWidth, placed.MeshHeight);
        var columnLoops = new int[placed.Tiles.Length];
        Array.Fill(columnLoops, 1);
        var groups = new List<TileGroup>();
        var groupOfTile = new int[placed.Tiles.Length];
        int statistics = Passes(StatisticsWords, wordsPerFlit);
        (long portFlits, int portHops) = AddInputs(placed, loads, port, wordsPerFlit);
        long[] stream = loads.InputLoads();
        long[] firstLayer = [];
        var described = ImmutableArray.CreateBuilder<LayerLayout>(layers.Length);
        int first = 0;
        foreach (PartitionedLayer layer in layers)
        {
            bool isLast = layer.Index == layers.Length - 1;
            var ofLayer = new long[placed.MeshWidth * placed.MeshHeight * LinkLoads.Outputs];
            int partialHops = AddPartialSums(placed, layer, first, loads, ofLayer);
            int resultHops = 0;
            int vectorHops = 0;
            if (isLast)
            {
                resultHops = AddResults(placed, layer, first, loads, port, statistics);
            }
            else
            {
                vectorHops = AddVectors(placed, layer, first, loads, ofLayer, columnLoops);
            }

            firstLayer = layer.Index == 0 ? ofLayer : firstLayer;
            AddGroups(layer, first, isLast, groups, groupOfTile);
            described.Add(Describe(layer, ofLayer.Max(), partialHops, vectorHops, resultHops, columnLoops.AsSpan(first, layer.Blocks)));
            first += layer.Blocks;
        }

        return new DesignLayout
        {
            Layers = described.ToImmutable(),
            Groups = [.. groups],
            GroupOfTile = [.. groupOfTile],
            ColumnLoops = [.. columnLoops],
            LayerLoops = [.. layers.Select((_, index) => placed.Tiles.Select((place, tile) => place.Layer == index ? (long)columnLoops[tile] : 0).Sum())],
            LongestCode = placed.Tiles.Select((_, tile) => 5 + (columnLoops[tile] * (1 + groups[groupOfTile[tile]].Slots))).Max(),
            Routers = placed.MeshWidth * placed.MeshHeight,
            Links = loads.All,
            Hottest = loads.Hottest(),
            FirstStream = loads.Hottest(firstLayer, stream),
            LaterStream = loads.Hottest(default, stream),
            HottestRouter = loads.HottestRouter,
            SampleHops = loads.SampleHops,
            InputHops = loads.InputHops,
            PortFlits = portFlits,
            ResultFlits = (long)layers[^1].Layer.Outputs * statistics,
            StatisticsFlits = statistics,
            PortHops = portHops,
            WordsPerFlit = wordsPerFlit,
        };
    }

    private static LayerLayout Describe(PartitionedLayer layer, long linkFlits, int partialHops, int vectorHops, int resultHops, ReadOnlySpan<int> loops)
    {
        int rowBlocks = layer.RowBlocks.Length;
        int most = 0;
        foreach (int count in loops)
        {
            most = Math.Max(most, count);
        }

        PathStep finish = new(FinishWords(layer), vectorHops);
        return new LayerLayout
        {
            Rows = layer.RowBlocks[0].Length,
            Columns = layer.ColumnBlocks[0].Length,
            ColumnSum = layer.ColumnSum,
            MuReuse = layer.MuReuse,
            Path = rowBlocks == 1 ? [finish] : [new PathStep(2, partialHops), new PathStep(rowBlocks + 1, 0), finish],
            LinkFlits = (int)linkFlits,
            GatheredFlits = rowBlocks - 1,
            ColumnLoops = most,
            ResultHops = resultHops,
        };
    }

    private static (long Flits, int Hops) AddInputs(PlacedNetwork placed, LinkLoads loads, (int X, int Y) port, int wordsPerFlit)
    {
        PartitionedLayer layer = placed.Network.Layers[0];
        long flits = 0;
        int hops = 0;
        for (int row = 0; row < layer.RowBlocks.Length; row++)
        {
            int ofBlock = Passes(VectorWords(layer, row), wordsPerFlit);
            hops = loads.Add(port, Receivers(placed, layer, 0, row), ofBlock, isSample: false);
            flits += ofBlock;
        }

        return (flits, hops);
    }

    private static int AddPartialSums(PlacedNetwork placed, PartitionedLayer layer, int first, LinkLoads loads, long[] ofLayer)
    {
        int farthest = 0;
        int home = layer.FanIn.Home;
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int start = first + (column * layer.RowBlocks.Length);
            (int, int) target = At(placed, start + home);
            for (int row = 0; row < layer.RowBlocks.Length; row++)
            {
                if (row != home)
                {
                    farthest = Math.Max(farthest, loads.Add(At(placed, start + row), [target], layer.ColumnBlocks[column].Length, isSample: true, ofLayer));
                }
            }
        }

        return farthest;
    }

    private static int AddVectors(PlacedNetwork placed, PartitionedLayer layer, int first, LinkLoads loads, long[] ofLayer, int[] columnLoops)
    {
        PartitionedLayer next = placed.Network.Layers[layer.Index + 1];
        int farthest = 0;
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            IndexRange columns = layer.ColumnBlocks[column];
            int home = first + (column * layer.RowBlocks.Length) + layer.FanIn.Home;
            columnLoops[home] = 0;
            for (int row = 0; row < next.RowBlocks.Length; row++)
            {
                int words = Math.Min(next.RowBlocks[row].End, columns.End) - Math.Max(next.RowBlocks[row].Start, columns.Start);
                if (words > 0)
                {
                    columnLoops[home]++;
                    farthest = Math.Max(farthest, loads.Add(At(placed, home), Receivers(placed, next, first + layer.Blocks, row), words, isSample: true, ofLayer));
                }
            }
        }

        return farthest;
    }

    private static int AddResults(PlacedNetwork placed, PartitionedLayer layer, int first, LinkLoads loads, (int X, int Y) port, int statistics)
    {
        int farthest = 0;
        for (int column = 0; column < layer.ColumnBlocks.Length; column++)
        {
            int home = first + (column * layer.RowBlocks.Length) + layer.FanIn.Home;
            farthest = Math.Max(farthest, loads.AddToPort(At(placed, home), port, (long)layer.ColumnBlocks[column].Length * statistics));
        }

        return farthest;
    }

    private static void AddGroups(PartitionedLayer layer, int first, bool isLast, List<TileGroup> groups, int[] groupOfTile)
    {
        int rowBlocks = layer.RowBlocks.Length;
        int start = groups.Count;
        for (int block = 0; block < layer.Blocks; block++)
        {
            int row = block % rowBlocks;
            bool isHome = row == layer.FanIn.Home;
            var group = new TileGroup
            {
                Layer = layer.Index,
                Tiles = 1,
                Rows = layer.RowBlocks[row].Length,
                VectorWords = VectorWords(layer, row),
                Columns = layer.ColumnBlocks[block / rowBlocks].Length,
                Slots = isHome && rowBlocks > 1 ? 4 : 3,
                AddWords = !isHome ? 2 : rowBlocks > 1 ? rowBlocks + 1 : 0,
                ReceivedWords = isHome ? rowBlocks - 1 : 0,
                FinishWords = isHome ? FinishWords(layer) : 0,
            };
            int same = groups.FindIndex(start, other => other with { Tiles = 1 } == group);
            if (same < 0)
            {
                same = groups.Count;
                groups.Add(group);
            }
            else
            {
                groups[same] = group with { Tiles = groups[same].Tiles + 1 };
            }

            groupOfTile[first + block] = same;
        }
    }

    // A sum that was gathered is one word; else the latches are read: mean and sigma, or the neuron's state.
    private static int FinishWords(PartitionedLayer layer) =>
        layer.RowBlocks.Length > 1 || layer.ColumnSum == ColumnSum.Neuron ? 1 : 2;

    private static int VectorWords(PartitionedLayer layer, int row) =>
        Math.Min(layer.RowBlocks[row].End, layer.Layer.Inputs) - layer.RowBlocks[row].Start;

    private static (int X, int Y)[] Receivers(PlacedNetwork placed, PartitionedLayer layer, int first, int row) =>
        [.. Enumerable.Range(0, layer.ColumnBlocks.Length).Select(column => At(placed, first + (column * layer.RowBlocks.Length) + row))];

    private static (int X, int Y) At(PlacedNetwork placed, int tile) => (placed.Tiles[tile].X, placed.Tiles[tile].Y);

    private static int Passes(int words, int width) => (words + width - 1) / width;
}

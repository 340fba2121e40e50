using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>The tiles of a placed network, like ones together.</summary>
internal sealed class TileGroups
{
    private readonly int pairsPerTile;
    private readonly int wordsPerFlit;

    public TileGroups(PlacedNetwork placed, int pairsPerTile, int samples, int wordsPerFlit)
    {
        this.pairsPerTile = pairsPerTile;
        this.wordsPerFlit = wordsPerFlit;
        var counts = new Dictionary<TileGroup, int>();
        var order = new List<TileGroup>();
        var ofTile = ImmutableArray.CreateBuilder<int>(placed.Tiles.Length);
        var indices = new Dictionary<TileGroup, int>();
        foreach (TilePlace place in placed.Tiles)
        {
            PartitionedLayer layer = placed.Network.Layers[place.Layer];
            TileGroup group = Describe(layer, place.FanInTile) with
            {
                Missed = layer.SamplesOf(0, samples) - layer.SamplesOf(place.Copy, samples),
                Columns = layer.ColumnBlocks[place.ColumnBlock].Length,
            };
            if (indices.TryAdd(group, order.Count))
            {
                order.Add(group);
            }

            counts[group] = counts.GetValueOrDefault(group) + 1;
            ofTile.Add(indices[group]);
        }

        All = [.. order.Select(group => group with { Tiles = counts[group] })];
        OfTile = ofTile.ToImmutable();
    }

    /// <summary>The groups.</summary>
    public ImmutableArray<TileGroup> All { get; }

    /// <summary>Group of each tile.</summary>
    public ImmutableArray<int> OfTile { get; }

    /// <summary>What a tile of a layer does with a column, wherever it lies.</summary>
    public TileGroup Describe(PartitionedLayer layer, int fanInTile)
    {
        IndexRange blocks = layer.FanIn.Tiles[fanInTile];
        int rows = layer.RowBlocks[blocks.Start].Length;
        int fewer = layer.RowBlocks[blocks.End - 1].Length;
        int large = Enumerable.Range(blocks.Start, blocks.Length).Count(row => layer.RowBlocks[row].Length == rows);
        int end = Math.Min(layer.RowBlocks[blocks.End - 1].End, layer.Layer.Inputs);
        int received = Enumerable.Range(0, layer.FanIn.Tiles.Length).Where(child => layer.FanIn.Parents[child] == fanInTile).Sum(layer.FanIn.WordsFrom);
        bool isHome = fanInTile == layer.FanIn.Home;
        return new TileGroup
        {
            Layer = layer.Index,
            Tiles = 1,
            Missed = 0,
            Rows = rows,
            LargeBlocks = large,
            FewerRows = fewer,
            SmallBlocks = blocks.Length - large,
            CrossbarPairs = Math.Min(pairsPerTile, blocks.Length),
            IsInTurn = layer.FanIn.IsInTurn(pairsPerTile),
            VectorWords = end - layer.RowBlocks[blocks.Start].Start,
            Columns = 0,
            ReceivedWords = received,

            // A sum is one word however wide; what was not added are latches: mean and sigma, or the neuron's state.
            FinishWords = !isHome ? 0 : layer.RowBlocks.Length > 1 || layer.ColumnSum == ColumnSum.Neuron ? 1 : 2,
            SentFlits = isHome ? 1 : (layer.FanIn.WordsFrom(fanInTile) + wordsPerFlit - 1) / wordsPerFlit,
        };
    }
}

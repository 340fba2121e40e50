using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>The tiles of a placed network, like ones together.</summary>
internal sealed class TileGroups
{
    public TileGroups(PlacedNetwork placed, ArchitectureSpec spec, int samples)
    {
        var counts = new Dictionary<TileGroup, int>();
        var order = new List<TileGroup>();
        var ofTile = ImmutableArray.CreateBuilder<int>(placed.Tiles.Length);
        var indices = new Dictionary<TileGroup, int>();
        foreach (TilePlace place in placed.Tiles)
        {
            PartitionedLayer layer = placed.Network.Layers[place.Layer];
            var group = new TileGroup
            {
                Layer = layer.Index,
                Tiles = 1,
                Work = TileWork.Of(layer, place.FanInTile, spec),
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
}

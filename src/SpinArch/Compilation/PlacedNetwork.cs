using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>A partitioned network whose blocks have tiles on a mesh.</summary>
/// <param name="Network">The partitioned network.</param>
/// <param name="MeshWidth">Mesh columns.</param>
/// <param name="MeshHeight">Mesh rows.</param>
/// <param name="Tiles">By tile index: copy by copy, layer by layer as far as it has that copy, column range by column range, row range by row range.</param>
public sealed record PlacedNetwork(PartitionedNetwork Network, int MeshWidth, int MeshHeight, ImmutableArray<TilePlace> Tiles)
{
    private readonly ImmutableArray<int[]> firstTiles = FirstTiles(Network);

    /// <summary>What this placement costs, and then what the simple ones do that were not chosen.</summary>
    public ImmutableArray<PlacementCost> Costs { get; init; } = [];

    /// <summary>Tile index of one of a layer's <see cref="FanInPlan.Tiles"/> in a column range of a copy.</summary>
    public int TileOf(int copy, int layer, int fanInTile, int columnBlock) =>
        firstTiles[layer][copy] + (columnBlock * Network.Layers[layer].FanIn.Tiles.Length) + fanInTile;

    private static ImmutableArray<int[]> FirstTiles(PartitionedNetwork network)
    {
        ImmutableArray<int[]> first = [.. network.Layers.Select(layer => new int[layer.Copies])];
        int next = 0;
        foreach ((int copy, PartitionedLayer layer) in network.IsInOneTile ? [] : network.InOrder())
        {
            first[layer.Index][copy] = next;
            next += layer.Tiles;
        }

        return first;
    }
}

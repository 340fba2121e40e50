using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>A partitioned network whose blocks have tiles on a mesh.</summary>
/// <param name="Network">The partitioned network.</param>
/// <param name="MeshWidth">Mesh columns.</param>
/// <param name="MeshHeight">Mesh rows.</param>
/// <param name="Copies">How often the whole network is there; copy c works on samples c, c + copies, ...</param>
/// <param name="Tiles">By tile index: copy by copy, layer by layer, column range by column range, row range by row range.</param>
public sealed record PlacedNetwork(PartitionedNetwork Network, int MeshWidth, int MeshHeight, int Copies, ImmutableArray<TilePlace> Tiles)
{
    /// <summary>What this placement costs, and then what the simple ones do that were not chosen.</summary>
    public ImmutableArray<PlacementCost> Costs { get; init; } = [];

    /// <summary>Tile index of one of a layer's <see cref="FanInPlan.Tiles"/> in a column range.</summary>
    public int TileOf(int copy, int layer, int fanInTile, int columnBlock)
    {
        int first = (copy * (Tiles.Length / Copies)) + Network.Layers.Take(layer).Sum(earlier => earlier.Tiles);
        return first + (columnBlock * Network.Layers[layer].FanIn.Tiles.Length) + fanInTile;
    }
}

using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>A partitioned network whose blocks have tiles on a mesh.</summary>
/// <param name="Network">The partitioned network.</param>
/// <param name="MeshWidth">Mesh columns.</param>
/// <param name="MeshHeight">Mesh rows.</param>
/// <param name="Tiles">By tile index: layer by layer, column range by column range, row range by row range.</param>
public sealed record PlacedNetwork(PartitionedNetwork Network, int MeshWidth, int MeshHeight, ImmutableArray<TilePlace> Tiles)
{
    /// <summary>Tile index of one of a layer's <see cref="FanInPlan.Tiles"/> in a column range.</summary>
    public int TileOf(int layer, int fanInTile, int columnBlock)
    {
        int first = Network.Layers.Take(layer).Sum(earlier => earlier.Tiles);
        return first + (columnBlock * Network.Layers[layer].FanIn.Tiles.Length) + fanInTile;
    }
}

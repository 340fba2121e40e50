using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>A partitioned network whose blocks have tiles on a mesh.</summary>
/// <param name="Network">The partitioned network.</param>
/// <param name="MeshWidth">Mesh columns.</param>
/// <param name="MeshHeight">Mesh rows.</param>
/// <param name="Tiles">One block a tile, by tile index: layer by layer, column range by column range, row range by row range.</param>
public sealed record PlacedNetwork(PartitionedNetwork Network, int MeshWidth, int MeshHeight, ImmutableArray<BlockPlace> Tiles)
{
    /// <summary>Tile index of a block.</summary>
    public int TileOf(int layer, int rowBlock, int columnBlock)
    {
        int first = Network.Layers.Take(layer).Sum(earlier => earlier.Blocks);
        return first + (columnBlock * Network.Layers[layer].RowBlocks.Length) + rowBlock;
    }
}

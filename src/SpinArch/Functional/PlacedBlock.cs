using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>A block and the crossbar pair that holds it: whose imperfections it has.</summary>
/// <param name="Block">The block.</param>
/// <param name="X">Mesh column of the tile.</param>
/// <param name="Y">Mesh row of the tile.</param>
internal readonly record struct PlacedBlock(LayerBlock Block, int X, int Y)
{
    /// <summary>Crossbar pair of the tile.</summary>
    public int Pair => Block.Pair;

    /// <summary>The blocks of one copy of the network, which begins with a sample, tile by tile.</summary>
    public static PlacedBlock[] Of(Program program, int firstSample = 0) =>
        [.. program.Tiles.Where(tile => tile.FirstSample == firstSample).SelectMany(tile => tile.Blocks.Select(block => new PlacedBlock(block, tile.X, tile.Y)))];

    /// <summary>A layer's blocks by column range, then by row range.</summary>
    public static PlacedBlock[][] ByColumns(IEnumerable<PlacedBlock> layer) =>
    [
        .. layer.GroupBy(block => block.Block.ColumnBase)
            .OrderBy(range => range.Key)
            .Select(range => range.OrderBy(block => block.Block.RowBase).ToArray()),
    ];
}

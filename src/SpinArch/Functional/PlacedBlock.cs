using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>A block and the crossbar pair that holds it: whose imperfections it has.</summary>
/// <param name="Block">The block.</param>
/// <param name="X">Mesh column of the tile.</param>
/// <param name="Y">Mesh row of the tile.</param>
/// <param name="FirstSample">First sample of the tile: which copy of its layer it is.</param>
internal readonly record struct PlacedBlock(LayerBlock Block, int X, int Y, int FirstSample)
{
    /// <summary>Crossbar pair of the tile.</summary>
    public int Pair => Block.Pair;

    /// <summary>The blocks of the first copy of every layer, tile by tile.</summary>
    public static PlacedBlock[] Of(Program program) => [.. OfAllCopies(program).Where(block => block.FirstSample == 0)];

    /// <summary>The blocks of all copies, tile by tile.</summary>
    public static IEnumerable<PlacedBlock> OfAllCopies(Program program) =>
        program.Tiles.SelectMany(tile => tile.Blocks.Select(block => new PlacedBlock(block, tile.X, tile.Y, tile.FirstSample)));

    /// <summary>A layer's blocks by column range, then by row range.</summary>
    public static PlacedBlock[][] ByColumns(IEnumerable<PlacedBlock> layer) =>
    [
        .. layer.GroupBy(block => block.Block.ColumnBase)
            .OrderBy(range => range.Key)
            .Select(range => range.OrderBy(block => block.Block.RowBase).ToArray()),
    ];
}

using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A block and the crossbar pair that holds it: whose imperfections it has.</summary>
/// <param name="Block">The block.</param>
/// <param name="X">Mesh column of the tile.</param>
/// <param name="Y">Mesh row of the tile.</param>
/// <param name="FirstSample">First sample of the tile: which copy of its layer it is.</param>
/// <param name="KeepsMean">Whether the mean crossbar is read on the first sample of an input only, and what it gave is kept: the inputs are
/// the same for all samples.</param>
internal readonly record struct PlacedBlock(LayerBlock Block, int X, int Y, int FirstSample, bool KeepsMean)
{
    /// <summary>Crossbar pair of the tile.</summary>
    public int Pair => Block.Pair;

    /// <summary>The blocks of weights of the first copy of every layer, tile by tile.</summary>
    public static PlacedBlock[] Of(Program program) => [.. OfAllCopies(program).Where(block => block.FirstSample == 0)];

    /// <summary>The blocks of weights of all copies, tile by tile.</summary>
    public static IEnumerable<PlacedBlock> OfAllCopies(Program program) =>
        program.Tiles.SelectMany(tile => tile.Blocks.Select((block, index) => new PlacedBlock(block, tile.X, tile.Y, tile.FirstSample,
            KeepsMeanOf(tile, index)))).Where(placed => IsMatrix(program, placed.Block));

    /// <summary>Whether a block holds weights: pools and additions have blocks too.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="block">The block.</param>
    public static bool IsMatrix(Program program, LayerBlock block) =>
        program.Stages.IsEmpty || program.Stages.Any(stage => stage.Kind == StageKind.Matrix && stage.Layer == block.Layer);

    /// <summary>A layer's blocks by column range, then by row range.</summary>
    public static PlacedBlock[][] ByColumns(IEnumerable<PlacedBlock> layer) =>
    [
        .. layer.GroupBy(block => block.Block.ColumnBase)
            .OrderBy(range => range.Key)
            .Select(range => range.OrderBy(block => block.Block.RowBase).ToArray()),
    ];

    // The code says it: a column of the block is read on the mean crossbar under a condition on the samples.
    private static bool KeepsMeanOf(TileProgram tile, int block) => tile.Blocks[block].ColumnSum == ColumnSum.Digital
        && tile.Code.Any(instruction => instruction.Opcode == Opcode.Column && instruction.Pair == block
            && instruction.Mean.Kind == LoopConditionKind.First);
}

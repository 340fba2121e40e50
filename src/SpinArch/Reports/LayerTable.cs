using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>How layers lie on tiles, read off a program's blocks.</summary>
internal static class LayerTable
{
    /// <summary>The layer of each tile; several joined by a plus sign, none the empty string.</summary>
    public static ImmutableArray<string> NamesByTile(Program program) =>
        [.. program.Tiles.Select(tile => string.Join('+', tile.Blocks.Select(block => block.LayerName).Distinct(StringComparer.Ordinal)))];

    /// <summary>The network: its inputs, then the outputs of every layer.</summary>
    public static IEnumerable<int> SizesOf(Program program) => Of(program).Select(layer => layer.Columns).Prepend(program.InputWords);

    /// <summary>The layers, in order.</summary>
    public static ImmutableArray<LayerReport> Of(Program program)
    {
        var placed = program.Tiles.SelectMany((tile, index) => tile.Blocks.Select(block => (Tile: index, Block: block)));
        return
        [
            .. placed.GroupBy(item => item.Block.Layer).OrderBy(layer => PlaceOf(program,
                layer.First().Block)).Select(layer => new LayerReport
            {
                Name = layer.First().Block.LayerName,
                ColumnSum = WithoutWeights(program, layer.First().Block) is null
                    ? NameOf(layer.Select(item => item.Block.ColumnSum).Distinct().ToArray()) : "none",
                Rows = WithoutWeights(program, layer.First().Block) is { } stage
                    ? stage.Operands * stage.Window.KernelHeight * stage.Window.KernelWidth
                    : layer.Max(item => item.Block.RowBase + item.Block.Rows),
                Columns = layer.Max(item => item.Block.ColumnBase + item.Block.Columns),
                Blocks = layer.Count(),
                Copies = layer.Max(item => program.Tiles[item.Tile].SampleStep),
                Tiles = [.. layer.Select(item => item.Tile).Distinct().Order()],
            }),
        ];
    }

    // Of a network that is no chain, by the order of its stages.
    private static int PlaceOf(Program program, LayerBlock block) =>
        BlockMap.StageOf(program, block) is { } stage ? program.Stages.IndexOf(stage) : block.Layer;

    private static ProgramStage? WithoutWeights(Program program, LayerBlock block) =>
        BlockMap.StageOf(program, block) is { Kind: not StageKind.Matrix } stage ? stage : null;

    private static string NameOf(ColumnSum[] sums) =>
        sums.Length > 1 ? "mixed" : ColumnSumNames.Of(sums[0]);
}

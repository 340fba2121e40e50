using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>What a tile is built for: components count their devices by it, for area and idle leakage.</summary>
public readonly record struct TileShape
{
    /// <param name="spec">The architecture.</param>
    /// <param name="rows">Rows of the largest block.</param>
    /// <param name="columns">Columns of the widest block.</param>
    /// <param name="isDigital">Whether currents of a block are converted, in place of the state of a neuron.</param>
    /// <param name="hasNeurons">Whether they meet in spin neurons, of a block.</param>
    public TileShape(ArchitectureSpec spec, int rows, int columns, bool isDigital, bool hasNeurons)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Rows = Bounded(spec.Crossbar.Rows, rows);
        Columns = Bounded(spec.Crossbar.Columns, columns * spec.Weight.Slices);
        WeightColumns = Bounded(spec.WeightColumns, columns);
        InputBank = RegisterBanks.For(Rows);
        OutputBank = RegisterBanks.For(WeightColumns);
        IsDigital = isDigital;
        HasNeurons = hasNeurons;
        SigmaSupply = 1;
    }

    /// <summary>Word lines of a crossbar: as configured, or the largest block's rows where unbounded.</summary>
    public int Rows { get; }

    /// <summary>Bit lines of a crossbar, likewise; a column of weights has <c>WeightSpec.Slices</c> of them.</summary>
    public int Columns { get; }

    /// <summary>Columns of weights that a crossbar holds.</summary>
    public int WeightColumns { get; }

    /// <summary>Whether currents of some block are converted, in place of the state of a neuron.</summary>
    public bool IsDigital { get; }

    /// <summary>Whether the tile has spin neurons.</summary>
    public bool HasNeurons { get; }

    /// <summary>Whether feature maps stream into the tile, so that it has a window buffer.</summary>
    public bool TakesMaps { get; init; }

    /// <summary>
    /// Supply of the sigma crossbar as a multiple of the mean crossbar's: 1 where they are converted apart; where their currents meet in
    /// the neuron, what brings the two scales together (<c>docs/arithmetic.md</c>, section 8).
    /// </summary>
    public double SigmaSupply { get; init; }

    /// <summary>Register files of one bank of x, or of one bank of the sigma DAC register.</summary>
    public RegisterBanks InputBank { get; }

    /// <summary>Register files of one bank of one kind of latch: a word a column of weights.</summary>
    public RegisterBanks OutputBank { get; }

    /// <summary>The shape of a tile.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="tile">What runs on the tile; only unbounded extents and the column sum depend on it.</param>
    public static TileShape Of(ArchitectureSpec spec, TileProgram tile)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(tile);
        int rows = 0;
        int columns = 0;
        bool digital = tile.Blocks.IsEmpty && spec.Crossbar.ColumnSum == ColumnSum.Digital;
        bool neuron = tile.Blocks.IsEmpty && spec.Crossbar.ColumnSum == ColumnSum.Neuron;
        foreach (LayerBlock block in tile.Blocks)
        {
            rows = Math.Max(rows, block.Rows);
            columns = Math.Max(columns, block.Columns);
            digital |= block.ColumnSum is ColumnSum.Digital or ColumnSum.Cell;
            neuron |= block.ColumnSum == ColumnSum.Neuron;
        }

        return new TileShape(spec, rows, columns, digital, neuron)
        {
            SigmaSupply = SupplyOf(tile),
            TakesMaps = tile.Code.Any(static instruction => instruction.Opcode == Opcode.ReceiveMap),
        };
    }

    /// <summary>An extent, or what is there where it has no bound.</summary>
    public static int Bounded(Extent extent, int otherwise) => extent.IsUnbounded ? otherwise : extent.Limit;

    // All blocks of a tile are of one layer, and the multipliers of an exact sum are the layer's.
    private static double SupplyOf(TileProgram tile) =>
        tile.Blocks.FirstOrDefault(block => block.ColumnSum == ColumnSum.Neuron)?.Arithmetic is { MeanMultiplier: > 0 } arithmetic
            ? (double)arithmetic.SigmaMultiplier / arithmetic.MeanMultiplier
            : 1;
}

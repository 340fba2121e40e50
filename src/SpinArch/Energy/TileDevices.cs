using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>How many devices of each kind one tile is built of; area and idle leakage count these.</summary>
public sealed record TileDevices
{
    /// <summary>Crossbar pairs.</summary>
    public required int Pairs { get; init; }

    /// <summary>Bytes of the memory that holds the levels of all blocks that the tile can hold; 0 where each of them stays on its pair.</summary>
    public required long LevelBytes { get; init; }

    /// <summary>Word lines of a crossbar: as configured, or the largest block's rows where unbounded.</summary>
    public required int Rows { get; init; }

    /// <summary>Bit lines of a crossbar, likewise; a column of weights has <c>WeightSpec.Slices</c> of them.</summary>
    public required int Columns { get; init; }

    /// <summary>Columns of weights that a crossbar holds.</summary>
    public required int WeightColumns { get; init; }

    /// <summary>Sampler lanes, one accumulator each.</summary>
    public required int Lanes { get; init; }

    /// <summary>Multipliers of the scaler.</summary>
    public required int Multipliers { get; init; }

    /// <summary>Bits of the converters: <c>neuron.bits</c> where every block of the tile is summed in the neuron.</summary>
    public required int AdcBits { get; init; }

    /// <summary>Whether the tile has spin neurons.</summary>
    public required bool HasNeurons { get; init; }

    /// <summary>Incoming channels, each with a receive buffer of its own.</summary>
    public required int Channels { get; init; }

    /// <summary>
    /// Supply of the sigma crossbar as a multiple of the mean crossbar's: 1 where they are converted apart; where their currents meet in the
    /// neuron, what brings the two scales together (<c>docs/arithmetic.md</c>, section 8).
    /// </summary>
    public required double SigmaSupply { get; init; }

    /// <summary>Register files of one bank of x, or of one bank of the sigma DAC register.</summary>
    public RegisterBanks InputBank => RegisterBanks.For(Rows);

    /// <summary>Register files of one bank of one kind of latch: a word a column of weights.</summary>
    public RegisterBanks OutputBank => RegisterBanks.For(WeightColumns);

    /// <summary>The devices of a tile.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="tile">What runs on the tile; only unbounded extents and the column sum depend on it.</param>
    public static TileDevices Of(ArchitectureSpec spec, TileProgram tile)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(tile);
        int blockRows = 0;
        int blockColumns = 0;
        bool digital = tile.Blocks.IsEmpty && spec.Crossbar.ColumnSum == ColumnSum.Digital;
        bool neuron = tile.Blocks.IsEmpty && spec.Crossbar.ColumnSum == ColumnSum.Neuron;
        foreach (LayerBlock block in tile.Blocks)
        {
            blockRows = Math.Max(blockRows, block.Rows);
            blockColumns = Math.Max(blockColumns, block.Columns);
            digital |= block.ColumnSum == ColumnSum.Digital;
            neuron |= block.ColumnSum == ColumnSum.Neuron;
        }

        int rows = Bounded(spec.Crossbar.Rows, blockRows);
        int columns = Bounded(spec.WeightColumns, blockColumns);
        return new TileDevices
        {
            Pairs = spec.Crossbar.PairsPerTile,
            Rows = rows,
            Columns = Bounded(spec.Crossbar.Columns, blockColumns * spec.Weight.Slices),
            WeightColumns = columns,
            LevelBytes = LevelBytesOf(spec, rows, columns),
            Lanes = Bounded(spec.Sampler.Lanes, rows),
            Multipliers = Bounded(spec.Scaler.Width, rows),
            AdcBits = digital ? spec.Adc.Bits : spec.Neuron.Bits,
            HasNeurons = neuron,
            Channels = tile.Receives.Length,
            SigmaSupply = SupplyOf(tile),
        };
    }

    // All blocks of a tile are of one layer, and the multipliers of an exact sum are the layer's.
    private static double SupplyOf(TileProgram tile) =>
        tile.Blocks.FirstOrDefault(block => block.ColumnSum == ColumnSum.Neuron)?.Arithmetic is { MeanMultiplier: > 0 } arithmetic
            ? (double)arithmetic.SigmaMultiplier / arithmetic.MeanMultiplier
            : 1;

    /// <summary>Bytes of the level memory of a tile whose crossbars hold weights of so many rows and columns.</summary>
    internal static long LevelBytesOf(ArchitectureSpec spec, int rows, int columns) =>
        spec.Crossbar.IsRewritten ? ((long)spec.Crossbar.BlocksPerTile * rows * columns * spec.Weight.LevelBits(mean: true) + 7) / 8 : 0;

    /// <summary>eDRAM macros of <c>edram.size</c> that hold so many bytes.</summary>
    internal static long Memories(TechnologySpec technology, long bytes) => (long)Math.Ceiling(bytes / technology["edram.size"].Value);

    private static int Bounded(Extent extent, int otherwise) => extent.IsUnbounded ? otherwise : extent.Limit;
}

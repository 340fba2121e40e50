using System.Buffers.Binary;
using MathNet.Numerics.Distributions;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// The cells of a block in an array that is read whole: what each weighs on average, and how far it fluctuates
/// (<c>docs/arithmetic.md</c>, section 13). Policy: what a cell differs by belongs to tile, pair, column and row, and to the chip's seed.
/// Immutable, so that any number of threads share it.
/// </summary>
internal sealed class ArrayCells
{
    /// <summary>Fraction bits of the ratio of the scales of sigma and mean, as a block of such an array carries it.</summary>
    public const int RatioBits = 20;

    private const int FactorBits = 14;
    private const int LargestWeight = short.MaxValue;
    private const int MostUnitBits = 11;
    private const double Deviations = 5;
    private const double Spreads = 3;

    // Sets what cells differ by apart from the draws of the weights, whose key is a seed alone: the letters FLUC.
    private const ulong KeyDomain = 0x464C5543UL << 32;

    private readonly short[] _mean;
    private readonly int[] _factor;
    private readonly int[] _kept;
    private readonly int[] _fresh;
    private readonly int[] _levels;

    /// <param name="spec">The architecture.</param>
    /// <param name="block">The block, with its levels.</param>
    /// <param name="x">Mesh column of the tile.</param>
    /// <param name="y">Mesh row of the tile.</param>
    public ArrayCells(ArchitectureSpec spec, LayerBlock block, int x, int y)
    {
        FluctuationSpec fluctuation = spec.Part<FluctuationSpec>();
        Block = block;
        Slices = WeightSlices.OfMean(spec.Weight);
        Process = new CellProcess(fluctuation.Shape, spec.Sampler);
        Fluctuates = spec.HasSigma;
        ReadOnlySpan<sbyte> levels = Slices.OnBitLines(block.MeanLevels.AsSpan(), block.Rows);
        double ratio = Math.ScaleB(block.Arithmetic.SigmaMultiplier, -RatioBits);
        double times = Times(spec.Crossbar.ColumnRead, fluctuation.Correlation);
        double share = Fluctuates ? FluctuationSpec.Share(times) : 0;
        double nominal = fluctuation.IsCompensated ? 1 : share;
        double most = spec.Weight.MeanCellMaximum
            + (Deviations * ratio * nominal * (1 + (Spreads * fluctuation.SigmaSpread)) * ((1 << spec.Weight.SigmaBits) - 1));
        Unit = Fluctuates ? 1 << (int)Math.Clamp(Math.Floor(Math.Log2(LargestWeight / most)), 0, MostUnitBits) : 1;
        _mean = new short[levels.Length];
        for (int cell = 0; cell < levels.Length; cell++)
        {
            _mean[cell] = (short)(Unit * levels[cell]);
        }

        _levels = new int[block.Rows];
        for (int cell = 0; cell < levels.Length; cell++)
        {
            _levels[cell % block.Rows] += Math.Abs(levels[cell]);
        }

        (_factor, _kept, _fresh) = ([], [], []);
        if (!Fluctuates || levels.IsEmpty)
        {
            return;
        }

        double step = Math.ScaleB(ratio * Unit / Process.ValueDeviation, FactorBits);
        double spacing = Times(fluctuation.Spacing, fluctuation.Correlation);
        _factor = new int[levels.Length];
        bool ownTimes = fluctuation.CorrelationSpread > 0;
        (_kept, _fresh) = (new int[ownTimes ? levels.Length : 1], new int[ownTimes ? levels.Length : 1]);
        (_kept[0], _fresh[0]) = Process.Memory(spacing);
        for (int cell = 0; cell < levels.Length; cell++)
        {
            double gain = nominal;
            if (fluctuation.SigmaSpread > 0 || ownTimes)
            {
                (double larger, double slower) = Differs(spec, x, y, block.Pair, cell / block.Rows, cell % block.Rows);
                gain = Math.Max(0, 1 + (fluctuation.SigmaSpread * larger));
                double width = Math.Sqrt(Math.Log(1 + (fluctuation.CorrelationSpread * fluctuation.CorrelationSpread)));
                double time = Math.Exp((width * slower) - (width * width / 2));
                gain *= FluctuationSpec.Share(times / time) / (fluctuation.IsCompensated ? share : 1);
                if (ownTimes)
                {
                    (_kept[cell], _fresh[cell]) = Process.Memory(spacing / time);
                }
            }

            _factor[cell] = (int)Math.Min(int.MaxValue, Math.Round(step * block.SigmaLevels[cell] * gain, MidpointRounding.AwayFromZero));
        }
    }

    /// <summary>The block.</summary>
    public LayerBlock Block { get; }

    /// <summary>The cells of a mean.</summary>
    public WeightSlices Slices { get; }

    /// <summary>How cells go on from read to read.</summary>
    public CellProcess Process { get; }

    /// <summary>Whether they do.</summary>
    public bool Fluctuates { get; }

    /// <summary>Whether a value depends on those before.</summary>
    public bool Remembers => _kept.AsSpan().ContainsAnyExcept(0);

    /// <summary>Parts of a mean level in which a cell's weight is counted.</summary>
    public int Unit { get; }

    /// <summary>Bit lines.</summary>
    public int Lines => Block.Columns * Slices.Count;

    /// <summary>Mean weights of the cells of a bit line.</summary>
    public ReadOnlySpan<short> Mean(int line) => _mean.AsSpan(line * Block.Rows, Block.Rows);

    /// <summary>The values of a column's cells in their next read.</summary>
    /// <param name="column">Column of the block.</param>
    /// <param name="isFirst">Whether it is the first read for an input.</param>
    /// <param name="draws">A draw a cell.</param>
    /// <param name="states">States of the cells of the column.</param>
    /// <param name="values">Receives the values.</param>
    public void Values(int column, bool isFirst, ReadOnlySpan<int> draws, Span<int> states, Span<int> values)
    {
        if (isFirst || !Remembers)
        {
            Process.Begin(draws, states, values);
            return;
        }

        bool own = _kept.Length > 1;
        Process.GoOn(draws, Own(_kept), Own(_fresh), states, values);

        ReadOnlySpan<int> Own(int[] of) => own ? of.AsSpan(column * Block.Rows, Block.Rows) : of;
    }

    /// <summary>What cells weigh at their values: <c>clamp(U L + floor((q E + 2^13) / 2^14))</c>.</summary>
    /// <param name="column">Column of the block.</param>
    /// <param name="values">A value q a cell.</param>
    /// <param name="weights">Receives the weights, in 1 / <see cref="Unit"/> of a mean level.</param>
    public void Weigh(int column, ReadOnlySpan<int> values, Span<short> weights)
    {
        ReadOnlySpan<short> mean = Mean(column);
        ReadOnlySpan<int> factor = _factor.AsSpan(column * Block.Rows, Block.Rows);
        for (int row = 0; row < weights.Length; row++)
        {
            long weight = mean[row] + ((((long)values[row] * factor[row]) + (1 << (FactorBits - 1))) >> FactorBits);
            weights[row] = (short)Math.Clamp(weight, -LargestWeight, LargestWeight);
        }
    }

    /// <summary>Quanta of a read of all bit lines, and its drive: what cells dissipate on average, whatever they fluctuate.</summary>
    /// <param name="x">A drive code a row, or a slice of it.</param>
    public (long Quanta, long Drive) Dissipation(ReadOnlySpan<short> x)
    {
        (long quanta, long drive) = (0, 0);
        for (int row = 0; row < x.Length; row++)
        {
            long square = (long)x[row] * x[row];
            quanta += square * _levels[row];
            drive += square * Lines;
        }

        return (quanta, drive);
    }

    private static double Times(Picoseconds time, Picoseconds correlation) => (double)time.Value / correlation.Value;

    private static (double Larger, double Slower) Differs(ArchitectureSpec spec, int x, int y, int pair, int column, int row)
    {
        Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
        Philox4x32.Block(KeyDomain | (uint)spec.Device.Seed, ((uint)x << 16) | (uint)y, (uint)pair, (uint)column, (uint)row, bytes);
        return (Normal.InvCDF(0, 1, Uniform(bytes)), Normal.InvCDF(0, 1, Uniform(bytes[4..])));
    }

    private static double Uniform(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt32LittleEndian(bytes) + 0.5) / 4294967296.0;
}

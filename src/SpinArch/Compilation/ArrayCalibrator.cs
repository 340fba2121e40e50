using System.Collections.Immutable;
using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: one step for the one current of a column, such that no mean of the calibration inputs with four deviations of its fluctuation
/// clips; word scales such that no word can overflow (<c>docs/arithmetic.md</c>, section 13).
/// </summary>
internal sealed class ArrayCalibrator(ArchitectureSpec spec)
{
    private const int WordShift = 12;
    private const double Deviations = 4;

    private readonly int _codeMaximum = Math.Max(1, (1 << (spec.Adc.Bits - 1)) - 1);
    private readonly WeightSlices _slices = WeightSlices.OfMean(spec.Weight);
    private readonly FluctuationSpec _fluctuation = spec.Part<FluctuationSpec>();

    // Units of all codes of a column together: those of slices of the weights times those of slices of the inputs.
    private long Places => _slices.Weight * Enumerable.Range(0, spec.Dac.Slices).Sum(slice => 1L << (slice * spec.Dac.DriverBits));

    /// <summary>The constants of every block of a layer, [row block][column block].</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its levels.</param>
    /// <param name="inputs">Drive codes of the calibration inputs.</param>
    /// <param name="none">The constants that nothing is computed with.</param>
    public ImmutableArray<ImmutableArray<BlockArithmetic>> Calibrate(
        PartitionedLayer layer, QuantisedLayer weights, short[][] inputs, BlockArithmetic none)
    {
        double inputMaximum = none.InputMaximum;
        double unit = weights.MeanUnit > 0 ? weights.MeanUnit : weights.SigmaUnit > 0 ? weights.SigmaScale / inputMaximum : 0;
        double ratio = weights.SigmaUnit > 0 ? weights.SigmaScale / inputMaximum / unit : 0;
        BlockArithmetic common = none with
        {
            SigmaMultiplier = (long)Math.Min(long.MaxValue / 2,
                Math.Round(Math.ScaleB(ratio, ArrayCells.RatioBits), MidpointRounding.AwayFromZero)),
            OutputFraction = weights.OutputFraction,
        };
        if (spec.Adc.Lossless)
        {
            int exact = unit > 0 ? (int)Math.Floor(Math.Log2(Math.ScaleB(1, 20) / unit)) : 0;
            BlockArithmetic sum = common with { CodeMaximum = 0, MeanMultiplier = Rounded(Math.ScaleB(unit, exact)), WordFraction = exact };
            return [.. layer.RowBlocks.Select(_ => layer.ColumnBlocks.Select(_ => sum).ToImmutableArray())];
        }

        double kept = !spec.HasSigma ? 0 : _fluctuation.IsCompensated ? 1
            : FluctuationSpec.Share((double)spec.Crossbar.ColumnRead.Value / _fluctuation.Correlation.Value);
        long[][] steps = [.. layer.RowBlocks.Select(rows => layer.ColumnBlocks.Select(columns => Step(weights, inputs, rows, columns,
            ratio * kept)).ToArray())];
        double range = steps.SelectMany(row => row).Max() * unit * _codeMaximum * Places;
        int fraction = range > 0 ? (int)Math.Floor(Math.Log2(Quantiser.WordRange / range)) : 0;
        return
        [
            .. steps.Select(row => row.Select(step => common with
            {
                MeanStep = step,
                MeanMultiplier = Rounded(Math.ScaleB(unit * step, fraction + WordShift)),
                WordShift = WordShift,
                WordFraction = fraction,
            }).ToImmutableArray()),
        ];
    }

    // In mean levels: the largest current of a bit line, of any slice of the inputs.
    private long Step(QuantisedLayer weights, short[][] inputs, IndexRange rows, IndexRange columns, double sigma)
    {
        double largest = 0;
        short[] levels = new short[rows.Length];
        short[] squares = new short[rows.Length];
        short[] driven = new short[rows.Length];
        int flush = ColumnMath.FlushInterval((1 << spec.Dac.Bits) - 1, 1 << (2 * spec.Weight.SigmaBits));
        for (int column = columns.Start; column < columns.End; column++)
        {
            ReadOnlySpan<short> means = weights.MeanColumn(column, rows);
            ReadOnlySpan<short> sigmas = weights.SigmaColumn(column, rows);
            for (int slice = 0; slice < _slices.Count; slice++)
            {
                for (int row = 0; row < levels.Length; row++)
                {
                    levels[row] = (short)_slices.Digit(means[row], slice);
                    squares[row] = (short)(sigmas[row] * sigmas[row]);
                }

                foreach (short[] image in inputs)
                {
                    for (int drive = 0; drive < spec.Dac.Slices; drive++)
                    {
                        ArrayReads.Slice(image.AsSpan(rows.Start, rows.Length), spec.Dac, drive, driven);
                        double spread = sigma == 0 ? 0 : sigma * Math.Sqrt(ColumnMath.SquareDot(driven, squares, flush, out _));
                        largest = Math.Max(largest, Math.Abs(ColumnMath.Dot(driven, levels)) + (Deviations * spread));
                    }
                }
            }
        }

        return Math.Max(1, (long)Math.Ceiling(largest / _codeMaximum));
    }

    private static long Rounded(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}

using System.Collections.Immutable;
using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: converter steps such that no mean sum of the calibration inputs clips and sigma sums clip beyond four standard
/// deviations; word scales such that no word can overflow (<c>docs/arithmetic.md</c>, sections 5 to 7).
/// </summary>
internal sealed class Calibrator
{
    private const int WordShift = 12;

    private readonly ArchitectureSpec spec;
    private readonly int inputMaximum;
    private readonly int codeMaximum;
    private readonly DrawStatistics? draws;
    private readonly WeightSlices meanSlices;
    private readonly WeightSlices sigmaSlices;
    private readonly MeanNetwork? network;

    public Calibrator(ArchitectureSpec spec, NetworkGraph graph)
    {
        this.spec = spec;
        inputMaximum = (1 << spec.Dac.Bits) - 1;
        codeMaximum = TimingOnly().CodeMaximum;
        draws = spec.HasSigma ? DrawStatistics.Of(spec.Sampler) : null;
        meanSlices = WeightSlices.OfMean(spec.Weight);
        sigmaSlices = WeightSlices.OfSigma(spec.Weight);
        network = graph.HasWeights ? new MeanNetwork(graph, spec, NetworkLowering.Lower(graph).StagesFor(spec), TimingOnly()) : null;
    }

    /// <summary>The constants of every block of a layer, [row block][column block]; layers must be given in order.</summary>
    public ImmutableArray<ImmutableArray<BlockArithmetic>> Calibrate(PartitionedLayer layer, QuantisedLayer weights)
    {
        if (layer.ColumnSum == ColumnSum.Element)
        {
            return [[Element(weights)]];
        }

        short[][] inputs = network!.Vectors(layer.Matrix.Stage, layer.Layer.Rows);
        BlockArithmetic exact = ExactConstants.Of(weights, TimingOnly());
        ImmutableArray<ImmutableArray<BlockArithmetic>> constants =
            layer.ColumnSum == ColumnSum.Cell ? new ArrayCalibrator(spec).Calibrate(layer, weights, inputs, TimingOnly())
            : spec.Adc.Lossless || layer.ColumnSum == ColumnSum.Neuron
            ? [.. layer.RowBlocks.Select(_ => layer.ColumnBlocks.Select(_ => exact).ToImmutableArray())]
            : Converted(layer, weights, inputs);
        network.Run(layer.Matrix.Stage, inputs, weights, layer.Layer.Activation);
        return constants;
    }

    /// <summary>Constants of a block without weights: nothing is computed with them.</summary>
    public BlockArithmetic TimingOnly() => ExactConstants.None(spec);

    private ImmutableArray<ImmutableArray<BlockArithmetic>> Converted(PartitionedLayer layer, QuantisedLayer weights, short[][] inputs)
    {
        (long Mean, long Sigma)[][] steps =
            [.. layer.RowBlocks.Select(rows => layer.ColumnBlocks.Select(columns => Steps(weights, inputs, rows, columns)).ToArray())];
        double range = steps.SelectMany(row => row).Max(step => codeMaximum * ((weights.MeanUnit * step.Mean * meanSlices.Weight) + (weights.SigmaUnit * step.Sigma * sigmaSlices.Weight)));
        int fraction = range > 0 ? (int)Math.Floor(Math.Log2(Quantiser.WordRange / range)) : 0;
        const long Most = (long)short.MaxValue << WordShift;
        while (steps.SelectMany(row => row).Any(step => LargestWord(Constants(weights, step, fraction)) > Most))
        {
            fraction--;
        }

        return [.. steps.Select(row => row.Select(step => Constants(weights, step, fraction)).ToImmutableArray())];
    }

    private BlockArithmetic Constants(QuantisedLayer weights, (long Mean, long Sigma) step, int fraction) => TimingOnly() with
    {
        MeanStep = step.Mean,
        SigmaStep = step.Sigma,
        MeanMultiplier = Round(Math.ScaleB(weights.MeanUnit * step.Mean, fraction + WordShift)),
        SigmaMultiplier = Round(Math.ScaleB(weights.SigmaUnit * step.Sigma, fraction + WordShift)),
        WordShift = WordShift,
        WordFraction = fraction,
        OutputFraction = weights.OutputFraction,
    };

    // Before the word shift: multipliers are rounded, so fine converters over many slices could pass the real bound by a little.
    private long LargestWord(BlockArithmetic constants) =>
        codeMaximum * ((constants.MeanMultiplier * meanSlices.Weight) + (constants.SigmaMultiplier * sigmaSlices.Weight));

    // One step for all slices of a crossbar: that of the slice that needs the largest.
    private (long Mean, long Sigma) Steps(QuantisedLayer weights, short[][] inputs, IndexRange rows, IndexRange columns)
    {
        long mean = 0;
        long variance = 0;
        int levelMaximum = spec.Weight.SigmaCellMaximum;
        int flush = ColumnMath.FlushInterval(inputMaximum, levelMaximum * levelMaximum);
        short[] levels = new short[rows.Length];
        short[] squares = new short[rows.Length];
        for (int column = columns.Start; column < columns.End; column++)
        {
            for (int slice = 0; slice < meanSlices.Count; slice++)
            {
                ReadOnlySpan<short> means = weights.MeanColumn(column, rows);
                ReadOnlySpan<short> sigmas = weights.SigmaColumn(column, rows);
                for (int row = 0; row < squares.Length; row++)
                {
                    levels[row] = (short)meanSlices.Digit(means[row], slice);
                    int sigma = sigmaSlices.Digit(sigmas[row], slice);
                    squares[row] = (short)(sigma * sigma);
                }

                foreach (short[] image in inputs)
                {
                    ReadOnlySpan<short> drive = image.AsSpan(rows.Start, rows.Length);
                    mean = Math.Max(mean, Math.Abs(ColumnMath.Dot(drive, levels)));
                    variance = Math.Max(variance, ColumnMath.SquareDot(drive, squares, flush, out _));
                }
            }
        }

        double deviations = draws is not { } gaussian ? 0 : 4 * Math.Sqrt(variance) * (gaussian.Deviation / gaussian.Maximum) / codeMaximum;
        return (Math.Max(1, (mean + codeMaximum - 1) / codeMaximum), Math.Max(1, (long)Math.Ceiling(deviations)));
    }

    // Weights are made in the grid of the means, so a sum is worth a_mu a unit; nothing is converted, so nothing is calibrated.
    private BlockArithmetic Element(QuantisedLayer weights)
    {
        int fraction = weights.MeanUnit > 0 ? (int)Math.Floor(Math.Log2(Math.ScaleB(1, 20) / weights.MeanUnit)) : 0;
        double spread = weights.MeanUnit > 0 ? weights.SigmaScale / (weights.MeanScale * ComponentCatalog.DrawDeviationOf(spec)) : 0;
        return TimingOnly() with
        {
            CodeMaximum = (1 << spec.Weight.MeanBits) - 1,
            MeanMultiplier = Round(Math.ScaleB(weights.MeanUnit, fraction)),
            SigmaMultiplier = weights.SigmaUnit > 0 ? Round(Math.ScaleB(spread, ElementWeights.Shift)) : 0,
            WordFraction = fraction,
            OutputFraction = weights.OutputFraction,
        };
    }

    private static long Round(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}

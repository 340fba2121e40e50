using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A block in real numbers: weights in units of the network, and the converters' steps in the same units.</summary>
internal sealed class RealBlock
{
    // What happens to a weight's cells one by one, so that it matters over how many a level lies.
    private const InferenceEffects OnCells =
        InferenceEffects.Adc | InferenceEffects.Conductance | InferenceEffects.Stuck | InferenceEffects.Noise | InferenceEffects.Lines;

    private readonly WeightSlices meanSlices;
    private readonly WeightSlices sigmaSlices;
    private readonly float[] mean;
    private readonly float[] sigma;
    private readonly double meanStep;
    private readonly double sigmaStep;
    private readonly ReadNoise meanNoise;
    private readonly ReadNoise sigmaNoise;
    private readonly double meanUnit;
    private readonly double sigmaUnit;
    private readonly int codeMaximum;
    private readonly int firstGroup;
    private readonly int groupCount;

    public RealBlock(PlacedBlock placed, NetworkLayer layer, QuantisedLayer levels, ArchitectureSpec spec, InferenceEffects effects)
    {
        LayerBlock block = placed.Block;
        Columns = block.Columns;
        ColumnBase = block.ColumnBase;
        firstGroup = block.RowBase / GroupDraws.Rows;
        groupCount = ((block.RowBase + block.Rows - 1) / GroupDraws.Rows) - firstGroup + 1;

        // a_mu = s_mu / Xmax, a_sig = s_sig / Xmax * Zmax / sqrt(varZ): the value of a unit of M and S.
        BlockArithmetic constants = block.Arithmetic;
        meanStep = levels.MeanUnit * constants.MeanStep;
        sigmaStep = levels.SigmaUnit * constants.SigmaStep;
        codeMaximum = effects.HasFlag(InferenceEffects.Adc) ? constants.CodeMaximum : 0;
        WeightSpec weights = (effects & OnCells) != 0 ? spec.Weight : spec.Weight with { CellBits = Math.Max(spec.Weight.MeanBits, spec.Weight.SigmaBits) };
        meanSlices = WeightSlices.OfMean(weights);
        sigmaSlices = WeightSlices.OfSigma(weights);
        mean = new float[block.Columns * meanSlices.Count * groupCount * GroupDraws.Rows];
        sigma = new float[mean.Length];
        bool onLevels = effects.HasFlag(InferenceEffects.Weights);
        var meanCells = new CellPairs(spec, weights.MeanCellMaximum, placed.X, placed.Y, placed.Pair, isSigma: false);
        var sigmaCells = new CellPairs(spec, weights.SigmaCellMaximum, placed.X, placed.Y, placed.Pair, isSigma: true);
        meanNoise = meanCells.Noise(block);
        sigmaNoise = sigmaCells.Noise(block);
        meanUnit = levels.MeanUnit / meanCells.Unit;
        sigmaUnit = levels.SigmaUnit / sigmaCells.Unit;

        // What a layer has none of has no scale: whatever its cells do, it stands for nothing.
        double meanScale = levels.MeanUnit > 0 ? levels.MeanScale : 0;
        double sigmaScale = levels.SigmaUnit > 0 ? levels.SigmaScale : 0;
        double[] means = new double[block.Rows];
        double[] sigmas = new double[block.Rows];
        for (int line = 0; line < block.Columns * meanSlices.Count; line++)
        {
            (int column, int slice) = Math.DivRem(line, meanSlices.Count);
            for (int row = 0; row < block.Rows; row++)
            {
                int weight = ((block.RowBase + row) * layer.Outputs) + block.ColumnBase + column;
                int level = ((block.ColumnBase + column) * layer.Rows) + block.RowBase + row;
                means[row] = meanSlices.Digit(onLevels ? levels.Mean[level] : layer.Mean[weight] / levels.MeanScale, slice);
                sigmas[row] = sigmaSlices.Digit(onLevels ? levels.Sigma[level] : layer.Sigma[weight] / levels.SigmaScale, slice);
            }

            meanCells.Weigh(means, line);
            if (spec.HasSigma)
            {
                sigmaCells.Weigh(sigmas, line);
            }

            for (int row = 0; row < block.Rows; row++)
            {
                int to = (((line * groupCount) - firstGroup) * GroupDraws.Rows) + block.RowBase + row;
                mean[to] = (float)(means[row] * meanScale);
                sigma[to] = (float)(sigmas[row] * sigmaScale);
            }
        }
    }

    public int Columns { get; }

    public int ColumnBase { get; }

    /// <summary>Bit lines of a column: 1 where no effect in force has to do with single cells.</summary>
    public int Slices => meanSlices.Count;

    /// <summary>sum x mu of a bit line, in units of its cells.</summary>
    public double MeanSum(int line, ReadOnlySpan<int> groups, ReadOnlySpan<float> x) => Sum(mean, line, groups, x);

    /// <summary>sum x z sigma of a bit line, likewise.</summary>
    public double SigmaSum(int line, ReadOnlySpan<int> groups, ReadOnlySpan<float> drive) => Sum(sigma, line, groups, drive);

    /// <summary>Whether sums are converted to codes.</summary>
    public bool Converts => codeMaximum != 0;

    /// <summary>What a sum of the mean crossbar contributes as it is read: with its noise, converted where the effect is on.</summary>
    public double ReadMean(double sum, ulong seed, int input, int sample, int column, int slice, LayerConversions counts)
    {
        double read = Convert(sum + (meanUnit * meanNoise.Draw(seed, input, sample, column, slice)), meanStep, out bool isClipped);
        counts.ClippedMeans += isClipped ? 1 : 0;
        return meanSlices.Place(read, slice);
    }

    /// <summary>A sum of the sigma crossbar, likewise.</summary>
    public double ReadSigma(double sum, ulong seed, int input, int sample, int column, int slice, LayerConversions counts)
    {
        double read = Convert(sum + (sigmaUnit * sigmaNoise.Draw(seed, input, sample, column, slice)), sigmaStep, out bool isClipped);
        counts.ClippedSigmas += isClipped ? 1 : 0;
        return sigmaSlices.Place(read, slice);
    }

    private double Convert(double sum, double step, out bool isClipped)
    {
        isClipped = false;
        if (codeMaximum == 0 || step == 0)
        {
            return sum;
        }

        double code = Math.Round(sum / step, MidpointRounding.AwayFromZero);
        isClipped = Math.Abs(code) > codeMaximum;
        return step * Math.Clamp(code, -codeMaximum, codeMaximum);
    }

    private double Sum(float[] weights, int line, ReadOnlySpan<int> groups, ReadOnlySpan<float> x)
    {
        int at = ((line * groupCount) - firstGroup) * GroupDraws.Rows;
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        _ = x[..(groups.Length * GroupDraws.Rows)];
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float ws = ref MemoryMarshal.GetArrayDataReference(weights);
        for (int i = 0; i < groups.Length; i++)
        {
            int group = groups[i];
            if (group < firstGroup || group >= firstGroup + groupCount)
            {
                continue;
            }

            nuint from = (nuint)(i * GroupDraws.Rows);
            nuint to = (nuint)(at + (group * GroupDraws.Rows));
            even += Vector256.LoadUnsafe(ref xs, from) * Vector256.LoadUnsafe(ref ws, to);
            odd += Vector256.LoadUnsafe(ref xs, from + 8) * Vector256.LoadUnsafe(ref ws, to + 8);
        }

        // A fixed order of summation, in doubles: the same on every machine.
        Vector256<float> lanes = even + odd;
        double sum = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            sum += lanes[lane];
        }

        return sum;
    }
}

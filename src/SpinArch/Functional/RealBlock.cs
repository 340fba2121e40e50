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
    private readonly float[] mean;
    private readonly float[] sigma;
    private readonly double meanStep;
    private readonly double sigmaStep;
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
        mean = new float[block.Columns * groupCount * GroupDraws.Rows];
        sigma = new float[mean.Length];
        bool onLevels = effects.HasFlag(InferenceEffects.Weights);
        var meanCells = new CellPairs(spec, (1 << spec.Weight.MeanBits) - 1, placed.X, placed.Y, placed.Pair, isSigma: false);
        var sigmaCells = new CellPairs(spec, (1 << spec.Weight.SigmaBits) - 1, placed.X, placed.Y, placed.Pair, isSigma: true);
        for (int column = 0; column < block.Columns; column++)
        {
            for (int row = block.RowBase; row < block.RowBase + block.Rows; row++)
            {
                int to = (((column * groupCount) - firstGroup) * GroupDraws.Rows) + row;
                int weight = (row * layer.Outputs) + block.ColumnBase + column;
                int level = ((block.ColumnBase + column) * layer.Rows) + row;
                mean[to] = (float)Value(
                    onLevels ? levels.Mean[level] : layer.Mean[weight] / levels.MeanScale, levels.MeanScale, meanCells, column, row - block.RowBase);
                sigma[to] = (float)Value(
                    onLevels ? levels.Sigma[level] : layer.Sigma[weight] / levels.SigmaScale, levels.SigmaScale, sigmaCells, column, row - block.RowBase);
            }
        }
    }

    public int Columns { get; }

    public int ColumnBase { get; }

    /// <summary>sum x mu of a column, converted where the effect is on.</summary>
    public double Mean(int column, ReadOnlySpan<int> groups, ReadOnlySpan<float> x) => Convert(Sum(mean, column, groups, x), meanStep);

    /// <summary>sum x z sigma of a column, likewise.</summary>
    public double Sigma(int column, ReadOnlySpan<int> groups, ReadOnlySpan<float> drive) => Convert(Sum(sigma, column, groups, drive), sigmaStep);

    private static double Value(double level, double scale, in CellPairs cells, int column, int row) =>
        cells.Effective(level, column, row) * scale;

    private double Convert(double sum, double step) => codeMaximum == 0
        ? sum
        : step * Math.Clamp(Math.Round(sum / step, MidpointRounding.AwayFromZero), -codeMaximum, codeMaximum);

    private double Sum(float[] weights, int column, ReadOnlySpan<int> groups, ReadOnlySpan<float> x)
    {
        int at = ((column * groupCount) - firstGroup) * GroupDraws.Rows;
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

using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using SpinArch.Arithmetic;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>How good the modelled Gaussians are: sums of V uniform variables of b bits, drawn as the hardware draws them.</summary>
public sealed record GaussianQuality
{
    private const int RowsOfColumn = 1024;

    /// <summary>V.</summary>
    public required int Variables { get; init; }

    /// <summary>b.</summary>
    public required int Bits { get; init; }

    /// <summary>Draws looked at.</summary>
    public required int Draws { get; init; }

    /// <summary>Share of ones among all random bits, less 1/2.</summary>
    public required double BitBias { get; init; }

    /// <summary>Mean of z = Z / sqrt(varZ); ideal 0, standard error 1 / sqrt(draws) with fair coins.</summary>
    public required double Mean { get; init; }

    /// <summary>Mean that z must have: of fair coins 0, else that of the lanes' biases (<c>docs/device-model.md</c>, section 3).</summary>
    public required double MeanExpected { get; init; }

    /// <summary>Variance of z; ideal 1.</summary>
    public required double Variance { get; init; }

    /// <summary>Variance that z must have, the spread of the lanes' means included: of fair coins 1.</summary>
    public required double VarianceExpected { get; init; }

    /// <summary>Skewness of z; ideal 0.</summary>
    public required double Skewness { get; init; }

    /// <summary>Excess kurtosis of z; of a normal 0.</summary>
    public required double Kurtosis { get; init; }

    /// <summary>Excess kurtosis that the sum must have: -(6 / 5V) (4^b + 1) / (4^b - 1).</summary>
    public required double KurtosisExpected { get; init; }

    /// <summary>Correlation of the draws of neighbouring rows; standard error 1 / sqrt(draws).</summary>
    public required double SerialCorrelation { get; init; }

    /// <summary>Largest distance of the distribution function to the normal's, half a step of Z allowed for (Kolmogorov, Smirnov).</summary>
    public required double NormalDistance { get; init; }

    /// <summary>Probability of a chi-squared at least as large if the draws had the exact distribution of the sum: small means a bad generator.</summary>
    public required double ExactFit { get; init; }

    /// <summary>Probability of a chi-squared at least as large if the draws were normal: small means that so many draws tell them apart.</summary>
    public required double NormalFit { get; init; }

    /// <summary>How often each sum of the uniform variables came, 0 to V (2^b - 1).</summary>
    public required long[] Counts { get; init; }

    /// <summary>Draws and measures.</summary>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="variables">V, at least 1.</param>
    /// <param name="bits">b, 1 to 16.</param>
    /// <param name="draws">How many; rounded up to whole columns of 1024 rows.</param>
    /// <param name="chip">Whose tile (0, 0) draws, with its lanes and biases; null for fair coins.</param>
    /// <param name="cancellation">Stops it between two columns.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GaussianQuality Measure(ulong seed, int variables, int bits, int draws, ArchitectureSpec? chip = null, CancellationToken cancellation = default)
    {
        (double Mean, double Variance)[] lanes = [.. Enumerable.Repeat((0.0, variables * (Math.Pow(4, bits) - 1) / 3), RowsOfColumn)];
        BiasPlanes? bias = null;
        if (chip is not null && !chip.Device.IsTrngFair)
        {
            chip = chip with { Sampler = chip.Sampler with { Variables = variables, Bits = bits } };
            bias = BiasPlanes.OfBlock(chip, 0, 0, RowsOfColumn);
            var junctions = new JunctionBiases(chip, 0, 0);
            lanes = [.. Enumerable.Range(0, RowsOfColumn).Select(row => junctions.Moments(row, variables, bits))];
        }

        int columns = Math.Max(1, (draws + RowsOfColumn - 1) / RowsOfColumn);
        double deviation = Math.Sqrt(variables * (Math.Pow(4, bits) - 1) / 3);
        var source = new GaussianDraws(seed, variables, bits);
        var single = new GaussianDraws(seed, 1, bits);
        int[] row = new int[RowsOfColumn];
        double[] z = new double[columns * RowsOfColumn];
        long[] counts = new long[source.Maximum + 1];
        long ones = 0;
        for (int column = 0; column < columns; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            // Column and input are counter words of their own; 2^15 columns, then the next input.
            source.Fill(column >> 15, 0, 0, column & 0x7FFF, 0, row, bias);
            for (int i = 0; i < RowsOfColumn; i++)
            {
                z[(column * RowsOfColumn) + i] = row[i] / deviation;
                counts[(row[i] + source.Maximum) / 2]++;
            }

            single.Fill(column >> 15, 0, 0, column & 0x7FFF, 0, row, bias);
            foreach (int value in row)
            {
                ones += System.Numerics.BitOperations.PopCount((uint)((value + single.Maximum) / 2));
            }
        }

        var moments = new DescriptiveStatistics(z);
        double[] exact = Exact(variables, 1 << bits);
        double[] normal = [.. Enumerable.Range(0, exact.Length).Select(sum => NormalShare(sum, source.Maximum, deviation))];
        double mean = lanes.Average(lane => lane.Mean);
        double power = Math.Pow(4, bits);
        return new GaussianQuality
        {
            Variables = variables,
            Bits = bits,
            Draws = z.Length,
            BitBias = ((double)ones / z.Length / bits) - 0.5,
            Mean = moments.Mean,
            MeanExpected = mean / deviation,
            Variance = moments.Variance,
            VarianceExpected = lanes.Average(lane => lane.Variance + ((lane.Mean - mean) * (lane.Mean - mean))) / (deviation * deviation),
            Skewness = moments.Skewness,
            Kurtosis = moments.Kurtosis,
            KurtosisExpected = -6.0 / (5 * variables) * (power + 1) / (power - 1),
            SerialCorrelation = Correlation.Pearson(z[..^1], z[1..]),
            NormalDistance = Distance(counts, normal, z.Length),
            ExactFit = ChiSquaredTail(counts, exact, z.Length),
            NormalFit = ChiSquaredTail(counts, normal, z.Length),
            Counts = counts,
        };
    }

    private static double NormalShare(int sum, int maximum, double deviation)
    {
        double value = (2 * sum) - maximum;
        double low = sum == 0 ? 0 : Normal.CDF(0, deviation, value - 1);
        return (sum == maximum ? 1 : Normal.CDF(0, deviation, value + 1)) - low;
    }

    // The distribution of a sum of uniform variables by running sums: dividing by the number of values at every step.
    private static double[] Exact(int variables, int values)
    {
        double[] shares = [1];
        for (int variable = 0; variable < variables; variable++)
        {
            double[] next = new double[shares.Length + values - 1];
            double window = 0;
            for (int sum = 0; sum < next.Length; sum++)
            {
                window += sum < shares.Length ? shares[sum] : 0;
                window -= sum >= values ? shares[sum - values] : 0;
                next[sum] = Math.Max(0, window / values);
            }

            shares = next;
        }

        return shares;
    }

    private static double Distance(long[] counts, double[] shares, int draws)
    {
        double largest = 0;
        double difference = 0;
        for (int sum = 0; sum < counts.Length; sum++)
        {
            difference += ((double)counts[sum] / draws) - shares[sum];
            largest = Math.Max(largest, Math.Abs(difference));
        }

        return largest;
    }

    // Neighbouring sums are joined until a class expects at least ten draws (W. G. Cochran's rule, doubled).
    private static double ChiSquaredTail(long[] counts, double[] shares, int draws)
    {
        const double Least = 10;
        double statistic = 0;
        int classes = 0;
        double expected = 0;
        double observed = 0;
        double left = draws;
        for (int sum = 0; sum < counts.Length; sum++)
        {
            expected += shares[sum] * draws;
            observed += counts[sum];
            if ((expected >= Least && left - expected >= Least) || sum == counts.Length - 1)
            {
                statistic += expected > 0 ? (observed - expected) * (observed - expected) / expected : 0;
                left -= expected;
                classes++;
                expected = 0;
                observed = 0;
            }
        }

        return classes < 2 ? 1 : 1 - ChiSquared.CDF(classes - 1, statistic);
    }
}

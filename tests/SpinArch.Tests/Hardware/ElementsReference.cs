using SpinArch.Kernel;
using SpinArch.Networks;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// The results of processing elements of 8 bits with shared draws, as docs/arithmetic.md, section 11, defines them: written from the page
/// in plain whole numbers, weight by weight, from the uniform bytes on.
/// </summary>
internal sealed class ElementsReference(NetworkGraph graph, ulong seed)
{
    public long[] Results(int input, int sample, byte[] image)
    {
        long[] x = [.. image.Select(pixel => (long)pixel)];
        for (int index = 0; index < graph.Layers.Length; index++)
        {
            x = Layer(index, input, sample, x);
        }

        return x;
    }

    private long[] Layer(int index, int input, int sample, long[] x)
    {
        NetworkLayer layer = graph.Layers[index];
        long[] rows = layer.HasBias ? [.. x, 255] : x;
        double reach = 0;
        double largest = 0;
        for (int at = 0; at < layer.Mean.Length; at++)
        {
            reach = Math.Max(reach, Math.Abs((double)layer.Mean[at]) + (3.0 * layer.Sigma[at]));
            largest = Math.Max(largest, layer.Sigma[at]);
        }

        double unit = reach / 127;
        double sigmaUnit = largest / 127;
        double deviation = 127 * Math.Sqrt(3 * (Math.Pow(4, 8) - 1) / 3) / 765;
        long factor = (long)Math.Round(sigmaUnit / (unit * deviation) * (1 << 20), MidpointRounding.AwayFromZero);
        int fraction = (int)Math.Floor(Math.Log2((1 << 20) / (unit / 255)));
        long multiplier = (long)Math.Round(Math.ScaleB(unit / 255, fraction), MidpointRounding.AwayFromZero);
        long[] results = new long[layer.Outputs];
        double bound = 0;
        long[] sums = new long[layer.Outputs];
        for (int column = 0; column < layer.Outputs; column++)
        {
            double reached = 0;
            for (int row = 0; row < rows.Length; row++)
            {
                double mu = layer.Mean[(row * layer.Outputs) + column];
                double sigma = layer.Sigma[(row * layer.Outputs) + column];
                long mean = (long)Math.Round(mu / unit, MidpointRounding.AwayFromZero);
                long level = (long)Math.Round(sigma / sigmaUnit, MidpointRounding.AwayFromZero);
                long weight = mean + Divide(factor * level * Draw(input, sample, index, column, row), 1 << 20);
                sums[column] += rows[row] * Math.Clamp(weight, -127, 127);
                reached += (Math.Abs(mean) * unit) + (level * sigmaUnit * 765 / Math.Sqrt(3 * (Math.Pow(4, 8) - 1) / 3));
            }

            bound = Math.Max(bound, reached);
        }

        int outputFraction = (int)Math.Floor(Math.Log2(32000 / bound));
        for (int column = 0; column < results.Length; column++)
        {
            Int128 sum = (Int128)multiplier * sums[column];
            results[column] = index == graph.Layers.Length - 1
                ? (long)Int128.Clamp(Divide(sum, Int128.One << (fraction - outputFraction)), -32768, 32767)
                : (long)Int128.Clamp(Divide(sum * 255, Int128.One << fraction), 0, 255);
        }

        return results;
    }

    // rdiv(127 Z, 765), Z = 2 (U0 + U1 + U2) - 765.
    private long Draw(int input, int sample, int layer, int column, int row)
    {
        int sum = 0;
        for (uint variable = 0; variable < 3; variable++)
        {
            byte[] words = new byte[16];
            Philox4x32.Block(seed, (uint)input, (uint)sample, ((uint)layer << 16) | variable, ((uint)column << 16) | ((uint)row >> 4),
                words);
            sum += words[row & 15];
        }

        return (long)Divide(127 * ((2 * sum) - 765), 765);
    }

    private static long Divide(long dividend, long divisor) => (long)Divide((Int128)dividend, divisor);

    private static Int128 Divide(Int128 dividend, Int128 divisor) =>
        Int128.Sign(dividend) * (((2 * Int128.Abs(dividend)) + divisor) / (2 * divisor));
}

using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Policy: one scale a layer for the means and one for the sigmas, the largest magnitude on the highest level.</summary>
internal static class Quantiser
{
    /// <summary>Largest magnitude of a 16-bit word that leaves room for rounding.</summary>
    internal const double WordRange = 32000;

    public static QuantisedLayer Quantise(NetworkLayer layer, ArchitectureSpec spec)
    {
        int meanMaximum = (1 << spec.Weight.MeanBits) - 1;
        int sigmaMaximum = (1 << spec.Weight.SigmaBits) - 1;
        double meanScale = Scale(layer.Mean, meanMaximum);
        double sigmaScale = Scale(layer.Sigma, sigmaMaximum);
        var draws = DrawStatistics.Of(spec.Sampler);
        double inputMaximum = (1 << spec.Dac.Bits) - 1;
        short[] mean = Levels(layer, layer.Mean, meanScale, meanMaximum);
        short[] sigma = Levels(layer, layer.Sigma, sigmaScale, sigmaMaximum);
        return new QuantisedLayer
        {
            Mean = mean,
            Sigma = sigma,
            MeanScale = meanScale,
            SigmaScale = sigmaScale,
            MeanUnit = meanScale / inputMaximum,
            SigmaUnit = sigmaScale / inputMaximum * (draws.Maximum / draws.Deviation),
            Rows = layer.Rows,
            OutputFraction = OutputFraction(layer, mean, sigma, meanScale, sigmaScale, draws),
        };
    }

    private static double Scale(float[] values, int levels)
    {
        double largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs((double)value));
        }

        return largest > 0 ? largest / levels : 1;
    }

    private static short[] Levels(NetworkLayer layer, float[] values, double scale, int maximum)
    {
        short[] levels = new short[values.Length];
        for (int row = 0; row < layer.Rows; row++)
        {
            for (int column = 0; column < layer.Outputs; column++)
            {
                double level = Math.Round(values[(row * layer.Outputs) + column] / scale, MidpointRounding.AwayFromZero);
                levels[(column * layer.Rows) + row] = (short)Math.Clamp(level, -maximum, maximum);
            }
        }

        return levels;
    }

    private static int OutputFraction(
        NetworkLayer layer, short[] mean, short[] sigma, double meanScale, double sigmaScale, DrawStatistics draws)
    {
        double bound = 0;
        for (int column = 0; column < layer.Outputs; column++)
        {
            double sum = 0;
            for (int row = 0; row < layer.Rows; row++)
            {
                int index = (column * layer.Rows) + row;
                sum += (Math.Abs((int)mean[index]) * meanScale) + (sigma[index] * sigmaScale * draws.Maximum / draws.Deviation);
            }

            bound = Math.Max(bound, sum);
        }

        return bound > 0 ? (int)Math.Clamp(Math.Floor(Math.Log2(WordRange / bound)), -16, 14) : 14;
    }
}

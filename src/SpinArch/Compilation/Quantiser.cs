using System.Globalization;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Policy: one scale a layer for the means and one for the sigmas; the highest level is the largest magnitude, or 1 (<c>weight.unity</c>).</summary>
internal static class Quantiser
{
    /// <summary>Largest magnitude of a 16-bit word that leaves room for rounding.</summary>
    internal const double WordRange = 32000;

    // Deviations within which a drawn weight is not held at the end of its grid.
    private const int ReachedDeviations = 3;

    // The fractions of the integer arithmetic follow any scale; within these bounds no real number of the other path overflows.
    private const int LargestExponent = 100;

    /// <exception cref="InputException">The layer's weights are all too small, or one is too large.</exception>
    public static QuantisedLayer Quantise(NetworkLayer layer, ArchitectureSpec spec)
    {
        int meanMaximum = (1 << spec.Weight.MeanBits) - 1;
        int sigmaMaximum = (1 << spec.Weight.SigmaBits) - 1;
        double largestMean = Largest(layer.Mean);
        double largestSigma = Largest(layer.Sigma);
        CheckScale(layer, Math.Max(largestMean, largestSigma));
        largestMean = spec.Weight.Unity == WeightUnity.Reach ? Reach(layer) : largestMean;
        double meanScale = Scale(layer, "mean", largestMean, meanMaximum, spec.Weight.Unity);
        double sigmaScale = Scale(layer, "sigma", largestSigma, sigmaMaximum, spec.Weight.Unity);
        DrawStatistics? draws = spec.HasSigma ? DrawStatistics.Of(spec.Sampler) : null;
        double inputMaximum = (1 << spec.Dac.Bits) - 1;
        short[] mean = Levels(layer, layer.Mean, meanScale, meanMaximum);
        short[] sigma = Levels(layer, layer.Sigma, sigmaScale, sigmaMaximum);
        return new QuantisedLayer
        {
            Mean = mean,
            Sigma = sigma,
            MeanScale = meanScale,
            SigmaScale = sigmaScale,
            MeanUnit = largestMean > 0 ? meanScale / inputMaximum : 0,
            SigmaUnit = largestSigma > 0 && draws is { } unit ? sigmaScale / inputMaximum * (unit.Maximum / unit.Deviation) : 0,
            Rows = layer.Rows,
            OutputFraction = OutputFraction(layer, mean, sigma, meanScale, sigmaScale, draws),
        };
    }

    private static double Largest(float[] values)
    {
        double largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs((double)value));
        }

        return largest;
    }

    private static double Reach(NetworkLayer layer)
    {
        double largest = 0;
        for (int index = 0; index < layer.Mean.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs((double)layer.Mean[index]) + (ReachedDeviations * (double)layer.Sigma[index]));
        }

        return largest;
    }

    private static void CheckScale(NetworkLayer layer, double largest)
    {
        double most = Math.ScaleB(1, LargestExponent);
        if (largest > most || (largest > 0 && largest < 1 / most))
        {
            throw new InputException($"layer '{layer.Name}'", string.Create(
                CultureInfo.InvariantCulture,
                $"its largest weight is {largest:G4}, which its scale follows; allowed are {1 / most:G4} to {most:G4}: scale the layer"));
        }
    }

    // Without any mean, or any sigma, a level stands for nothing: its unit is 0, and a scale of 1 only divides.
    private static double Scale(NetworkLayer layer, string what, double largest, int levels, WeightUnity unity)
    {
        if (unity == WeightUnity.One && largest > 1)
        {
            throw new InputException(
                $"layer '{layer.Name}'",
                FormattableString.Invariant($"has a {what} of magnitude {largest}; under weight.unity = one the highest level stands for 1, and allowed are magnitudes up to 1, or weight.unity = largest"));
        }

        return unity switch
        {
            WeightUnity.One => 1.0 / levels,
            WeightUnity.Largest or WeightUnity.Reach => largest > 0 ? largest / levels : 1,
        };
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
        NetworkLayer layer, short[] mean, short[] sigma, double meanScale, double sigmaScale, DrawStatistics? draws)
    {
        double bound = 0;
        for (int column = 0; column < layer.Outputs; column++)
        {
            double sum = 0;
            for (int row = 0; row < layer.Rows; row++)
            {
                int index = (column * layer.Rows) + row;
                sum += (Math.Abs((int)mean[index]) * meanScale) + (draws is not { } gaussian ? 0
                    : sigma[index] * sigmaScale * gaussian.Maximum / gaussian.Deviation);
            }

            bound = Math.Max(bound, sum);
        }

        return bound > 0 ? (int)Math.Floor(Math.Log2(WordRange / bound)) : 0;
    }
}

using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace SpinArch.Functional;

/// <summary>Accuracy of single sampled networks.</summary>
public sealed record AccuracyInterval
{
    /// <summary>Mean over the samples.</summary>
    public required double Mean { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the 95 % interval.</summary>
    public required double High { get; init; }

    /// <summary>Accuracy of each sample.</summary>
    public required ImmutableArray<double> PerSample { get; init; }

    /// <summary>
    /// The interval of the mean over samples by Student's t; of one sample, which has no spread, the binomial interval of
    /// E. B. Wilson (J. Am. Stat. Assoc. 22, 1927). Kept within 0 to 1.
    /// </summary>
    /// <param name="perSample">Accuracy of each sample, at least one.</param>
    /// <param name="images">Images behind each.</param>
    public static AccuracyInterval Of(ImmutableArray<double> perSample, int images)
    {
        double mean = perSample.Mean();
        double low;
        double high;
        if (perSample.Length > 1)
        {
            double half = StudentT.InvCDF(0, 1, perSample.Length - 1, 0.975) * perSample.StandardDeviation() / Math.Sqrt(perSample.Length);
            (low, high) = (mean - half, mean + half);
        }
        else
        {
            double z = Normal.InvCDF(0, 1, 0.975);
            double scale = 1 + (z * z / images);
            double centre = (mean + (z * z / (2 * images))) / scale;
            double half = z / scale * Math.Sqrt((mean * (1 - mean) / images) + (z * z / (4.0 * images * images)));
            (low, high) = (centre - half, centre + half);
        }

        return new AccuracyInterval { Mean = mean, Low = Math.Max(0, low), High = Math.Min(1, high), PerSample = perSample };
    }
}

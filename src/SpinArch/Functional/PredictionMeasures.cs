using System.Collections.Immutable;

namespace SpinArch.Functional;

/// <summary>Measures of a set of predictions (<c>docs/accuracy.md</c> defines each).</summary>
public sealed record PredictionMeasures
{
    /// <summary>Bins of the calibration error.</summary>
    public const int Bins = 15;

    private static readonly ImmutableArray<double> RejectedShares = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

    /// <summary>Single sampled networks.</summary>
    public required AccuracyInterval Accuracy { get; init; }

    /// <summary>Of the output with the highest mean over the samples.</summary>
    public required double EnsembleAccuracy { get; init; }

    /// <summary>Mean of -ln of the averaged probability of the right answer [nat].</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Mean of the squared distance of the averaged probabilities to the right answer, 0 to 2 (G. W. Brier, 1950).</summary>
    public required double Brier { get; init; }

    /// <summary>Mean over images of the gap between confidence and accuracy of the image's bin.</summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>Mean predictive entropy [nat].</summary>
    public required double PredictiveEntropy { get; init; }

    /// <summary>Mean mutual information of answer and weights [nat].</summary>
    public required double MutualInformation { get; init; }

    /// <summary>The reliability diagram.</summary>
    public required ImmutableArray<ReliabilityBin> Reliability { get; init; }

    /// <summary>Accuracy against the share of images rejected.</summary>
    public required ImmutableArray<RejectionPoint> Rejection { get; init; }

    /// <summary>The measures of predictions; at least one, all of the same number of samples.</summary>
    public static PredictionMeasures Of(IReadOnlyList<ImagePrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentOutOfRangeException.ThrowIfZero(predictions.Count);
        ImmutableArray<ReliabilityBin> reliability = Reliable(predictions);
        double count = predictions.Count;
        return new PredictionMeasures
        {
            Accuracy = AccuracyInterval.Of(
                [.. Enumerable.Range(0, predictions[0].SampleIsRight.Length).Select(sample => predictions.Count(image => image.SampleIsRight[sample]) / count)],
                predictions.Count),
            EnsembleAccuracy = predictions.Count(image => image.IsRight) / count,
            NegativeLogLikelihood = predictions.Average(image => -Math.Log(Math.Max(image.Probabilities[image.Label], double.Epsilon))),
            Brier = predictions.Average(Distance),
            ExpectedCalibrationError = reliability.Sum(bin => bin.Count / count * Math.Abs(bin.Confidence - bin.Accuracy)),
            PredictiveEntropy = predictions.Average(image => image.PredictiveEntropy),
            MutualInformation = predictions.Average(image => image.MutualInformation),
            Reliability = reliability,
            Rejection = Rejected(predictions),
        };
    }

    private static double Distance(ImagePrediction image)
    {
        double sum = 0;
        for (int output = 0; output < image.Probabilities.Length; output++)
        {
            double difference = image.Probabilities[output] - (output == image.Label ? 1 : 0);
            sum += difference * difference;
        }

        return sum;
    }

    private static ImmutableArray<ReliabilityBin> Reliable(IReadOnlyList<ImagePrediction> predictions)
    {
        int[] counts = new int[Bins];
        int[] right = new int[Bins];
        double[] confidences = new double[Bins];
        foreach (ImagePrediction image in predictions)
        {
            int answer = ImagePrediction.MostProbable(image.Probabilities);
            double confidence = image.Probabilities[answer];
            int bin = Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);
            counts[bin]++;
            confidences[bin] += confidence;
            right[bin] += answer == image.Label ? 1 : 0;
        }

        return
        [
            .. Enumerable.Range(0, Bins).Select(bin => new ReliabilityBin(
                (double)bin / Bins,
                (bin + 1.0) / Bins,
                counts[bin],
                counts[bin] == 0 ? 0 : confidences[bin] / counts[bin],
                counts[bin] == 0 ? 0 : (double)right[bin] / counts[bin])),
        ];
    }

    private static ImmutableArray<RejectionPoint> Rejected(IReadOnlyList<ImagePrediction> predictions)
    {
        ImagePrediction[] surest = [.. predictions.OrderBy(image => image.PredictiveEntropy)];
        return
        [
            .. RejectedShares.Select(share =>
            {
                int kept = Math.Max(1, surest.Length - (int)Math.Round(share * surest.Length, MidpointRounding.AwayFromZero));
                return new RejectionPoint(share, surest.Take(kept).Count(image => image.IsRight) / (double)kept);
            }),
        ];
    }
}

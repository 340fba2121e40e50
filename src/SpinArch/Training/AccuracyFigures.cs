namespace SpinArch.Training;

/// <summary>Accuracy over sampled networks.</summary>
/// <param name="Mean">Mean over the networks, 0 to 1.</param>
/// <param name="StdDev">Sample standard deviation over the networks.</param>
/// <param name="Ensemble">Accuracy of the mean class probabilities of all of them.</param>
public readonly record struct AccuracyFigures(double Mean, double StdDev, double Ensemble)
{
    internal static AccuracyFigures Of(NetworkAccuracy accuracy, TrainingImages images, int samples, bool quantised, CancellationToken cancel)
    {
        int classes = accuracy.Classes;
        float[] summed = new float[images.Count * classes];
        double[] single = new double[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            cancel.ThrowIfCancellationRequested();
            single[sample] = accuracy.OfSample(images, sample, quantised, summed);
        }

        int right = Enumerable.Range(0, images.Count).Count(i => SoftmaxLoss.Largest(summed.AsSpan(i * classes, classes)) == images.Label(i));
        double mean = single.Average();
        double spread = samples > 1 ? Math.Sqrt(single.Sum(value => (value - mean) * (value - mean)) / (samples - 1)) : 0;
        return new AccuracyFigures(mean, spread, (double)right / images.Count);
    }
}

using SpinArch.Functional;

namespace SpinArch.Tests.Functional;

public sealed class PredictionMeasuresTests
{
    private static readonly double Two = Math.Log(2);

    [Fact]
    public void Two_certain_samples_that_disagree_have_all_their_entropy_as_mutual_information()
    {
        var image = new ImagePrediction(0, 2, 2, [1000, 0, 0, 1000], unit: 1);

        Assert.Equal(Two, image.PredictiveEntropy, 12);
        Assert.Equal(Two, image.MutualInformation, 12);
        Assert.Equal([true, false], image.SampleIsRight);
        Assert.Equal([500.0, 500], image.Mean);
        Assert.Equal([500.0, 500], image.StdDev);
    }

    [Fact]
    public void Two_samples_that_agree_to_be_unsure_have_no_mutual_information()
    {
        var image = new ImagePrediction(1, 2, 2, [3, 3, 3, 3], unit: 1);

        Assert.Equal(Two, image.PredictiveEntropy, 12);
        Assert.Equal(0, image.MutualInformation, 12);
    }

    [Fact]
    public void Measures_of_two_images_by_hand()
    {
        // Probabilities 3/4, 1/4, right; 1/2, 1/2 with the first answered, wrong.
        var measures = PredictionMeasures.Of([new ImagePrediction(0, 1, 2, [Math.Log(3), 0], unit: 1), new ImagePrediction(1, 1, 2, [0, 0], unit: 1)]);

        Assert.Equal(0.5, measures.EnsembleAccuracy);
        Assert.Equal(0.5, measures.Accuracy.Mean);
        Assert.Equal((Math.Log(4.0 / 3) + Two) / 2, measures.NegativeLogLikelihood, 12);
        Assert.Equal(((2.0 / 16) + 0.5) / 2, measures.Brier, 12);
        Assert.Equal((0.25 + 0.5) / 2, measures.ExpectedCalibrationError, 12);
        Assert.Equal(1, measures.Rejection[^1].Accuracy);
    }

    [Fact]
    public void The_interval_of_several_samples_is_students()
    {
        // Mean 0.9, deviation 0.1, three samples: t(0.975, 2) = 4.30265.
        var interval = AccuracyInterval.Of([0.8, 0.9, 1.0], 10);

        Assert.Equal(0.9, interval.Mean, 12);
        Assert.Equal(0.9 - (4.302653 * 0.1 / Math.Sqrt(3)), interval.Low, 6);
        Assert.Equal(1, interval.High);
    }

    [Fact]
    public void The_interval_of_one_sample_is_wilsons()
    {
        // 8 of 10 (Wilson): 0.4902 to 0.9433.
        var interval = AccuracyInterval.Of([0.8], 10);

        Assert.Equal(0.4902, interval.Low, 4);
        Assert.Equal(0.9433, interval.High, 4);
    }
}

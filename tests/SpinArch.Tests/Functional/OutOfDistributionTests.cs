using MathNet.Numerics.Distributions;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Training;

namespace SpinArch.Tests.Functional;

public sealed class OutOfDistributionTests
{
    [Fact]
    public void The_area_counts_pairs_in_the_right_order_and_ties_by_half()
    {
        // Of 3 x 4 pairs, 7 are in the right order and 3 are ties.
        double[] low = [1, 2, 3];
        double[] high = [2, 3, 3, 0];
        double pairs = low.Sum(a => high.Sum(b => b > a ? 1 : b == a ? 0.5 : 0));

        Assert.Equal(pairs / 12, Auroc.Of(low, high).Value, 1e-12);
        Assert.Equal(new Auroc(0.5, null, null), Auroc.Of([1, 1], [1, 1]));

        // Where the kinds do not overlap, or one score is all there is of one, nothing tells how sure the area is.
        Assert.Equal(new Auroc(1, null, null), Auroc.Of([1, 2], [3, 4]));
        Assert.Equal(new Auroc(0, null, null), Auroc.Of([3, 4], [1, 2]));
        Assert.Equal(new Auroc(1, null, null), Auroc.Of([1], [2]));
        Assert.Equal(new Auroc(0.5, null, null), Auroc.Of([1], [0, 2]));
        Assert.Equal(0.5, Auroc.Of([1, 1, 1], [1, 1]).Value);
    }

    [Fact]
    public void The_interval_holds_the_true_area_as_often_as_it_says()
    {
        // Normal scores one deviation apart: the area is the normal distribution function at 1 / sqrt 2.
        double truth = Normal.CDF(0, 1, 1 / Math.Sqrt(2));
        var random = new Random(5);
        int held = 0;
        for (int trial = 0; trial < 1000; trial++)
        {
            double[] low = new double[80];
            double[] high = new double[60];
            Normal.Samples(random, low, 0, 1);
            Normal.Samples(random, high, 1, 1);
            Auroc area = Auroc.Of(low, high);
            held += area.Low <= truth && truth <= area.High ? 1 : 0;
        }

        // 950 expected, deviation 7; for so few scores the interval holds a little less than it says.
        Assert.InRange(held, 920, 978);
    }

    [Fact]
    public void A_quarter_turn_moves_the_upper_left_pixel_to_the_upper_right_and_four_are_none()
    {
        IdxDataSet data = Shipped();
        IdxDataSet turned = AlteredImages.Rotated(data);

        Assert.Equal(data.Images[3][0], turned.Images[3][27]);
        Assert.Equal(data.Images[3][(5 * 28) + 9], turned.Images[3][(9 * 28) + 22]);
        Assert.NotEqual(data.Images[3].ToArray(), turned.Images[3].ToArray());
        Assert.Equal(data.Images.Pixels.ToArray(), AlteredImages.Rotated(AlteredImages.Rotated(AlteredImages.Rotated(turned))).Images.Pixels.ToArray());
        Assert.Equal(data.Labels.Labels.ToArray(), turned.Labels.Labels.ToArray());
    }

    [Fact]
    public void Noise_replaces_half_of_the_pixels_by_uniform_bytes_of_its_seed()
    {
        IdxDataSet data = Shipped();
        byte[] plain = data.Images.Pixels.ToArray();
        byte[] noisy = AlteredImages.Noisy(data, 1).Images.Pixels.ToArray();

        Assert.Equal(0.5 * 255 / 256, plain.Zip(noisy).Count(pixel => pixel.First != pixel.Second) / (double)plain.Length, 0.01);
        Assert.Equal(127.5, plain.Zip(noisy).Where(pixel => pixel.First != pixel.Second).Average(pixel => (double)pixel.Second), 1.5);
        Assert.Equal(noisy, AlteredImages.Noisy(data, 1).Images.Pixels.ToArray());
        Assert.NotEqual(noisy, AlteredImages.Noisy(data, 2).Images.Pixels.ToArray());
    }

    [Fact]
    public void Noisy_digits_are_told_from_digits()
    {
        NetworkGraph graph = NetworkReader.Read(ConfigurationCatalog.Shipped().ResolveNetwork("all-spin-mnist"));
        var run = new InferenceRun { Network = graph, Architecture = ArchitectureLoader.Load("all-spin", []).Architecture, Data = Shipped(), Samples = 4 };

        var found = OutOfDistribution.Of("noisy", run.Execute().Predictions, (run with { Data = AlteredImages.Noisy(Shipped(), 1), FirstInput = 100 }).Execute().Predictions);

        Assert.Equal(100, found.Images);
        Assert.InRange(found.PredictiveEntropy.Value, 0.9, 1);
        Assert.True(found.PredictiveEntropy.Low <= found.PredictiveEntropy.Value && found.PredictiveEntropy.Value <= found.PredictiveEntropy.High);
    }

    [Fact]
    public void Fewer_samples_are_the_first_of_more()
    {
        NetworkGraph graph = NetworkReader.Read(ConfigurationCatalog.Shipped().ResolveNetwork("all-spin-mnist"));
        var run = new InferenceRun { Network = graph, Architecture = ArchitectureLoader.Load("all-spin", []).Architecture, Data = Shipped(), Images = 20, Samples = 5 };

        IReadOnlyList<InferenceResult> nested = run.ExecuteNested([2, 5]);

        Assert.Equal((run with { Samples = 2 }).Execute().Predictions.Select(image => image.PredictiveEntropy), nested[0].Predictions.Select(image => image.PredictiveEntropy));
        Assert.Equal(run.Execute().Predictions.SelectMany(image => image.Mean), nested[1].Predictions.SelectMany(image => image.Mean));
    }

    [Fact]
    public void Fashion_images_are_read_from_the_packages_lists_and_anything_else_is_refused()
    {
        string image = "[" + string.Join(',', Enumerable.Range(0, 784).Select(pixel => $"{pixel % 256}")) + "]";
        byte[] Json(string text) => System.Text.Encoding.UTF8.GetBytes(text);

        Assert.Equal(255, FashionDownload.Read(Json($"{{\"data\":[{image},{image},[]]}}"), "c", 2)[1][255]);
        foreach (string wrong in (ReadOnlySpan<string>)["", "{}", "[]", "{\"data\":5}", "{\"data\":[]}", $"{{\"data\":[{image}]}}", $"{{\"data\":[{image},[1]]}}", "{\"data\":[[300],[300]]}", $"{{\"data\":[{image},[\"a\"]]}}"])
        {
            Assert.Throws<InputException>(() => FashionDownload.Read(Json(wrong), "c", 2));
        }
    }

    private static IdxDataSet Shipped() => IdxDataSet.Read(Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", "mnist-100"), IdxSplit.Test);
}

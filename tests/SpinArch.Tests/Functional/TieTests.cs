using System.Text.Json;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Functional;

/// <summary>Equal outputs: the first of them is the answer, wherever one is given, since whole numbers are compared.</summary>
[Collection(ConsoleTests.Name)]
public sealed class TieTests : IDisposable
{
    private const int Images = 60;
    private const int Inputs = 40;
    private const int Outputs = 6;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Run_and_infer_answer_alike_and_run_agrees_with_its_own_accuracy(int samples)
    {
        string network = Write();
        using JsonDocument run = Invocation.Json("run", network, "--data", scratch["d.npz"], "--inputs", $"{Images}", "--samples", $"{samples}", "--output", "json");
        JsonElement[] predictions = [.. run.RootElement.GetProperty("predictions").EnumerateArray()];
        int[] answers = [.. predictions.Select(prediction => prediction.GetProperty("predicted").GetInt32())];
        double[][] means = [.. predictions.Select(prediction => prediction.GetProperty("mean").EnumerateArray().Select(mean => mean.GetDouble()).ToArray())];

        // The case is one: many images have a tie, in sums of sevenths.
        long[][] sums = [.. means.Select(image => image.Select(mean => (long)Math.Round(mean * 7 * samples)).ToArray())];
        Assert.True(sums.Count(image => image.Count(sum => sum == image.Max()) > 1) >= 5);
        Assert.Equal(sums.Select(image => Array.IndexOf(image, image.Max())), answers);

        Assert.Equal(0, Invocation.Of("infer", network, "--data", scratch["d.npz"], "--samples", $"{samples}", "--predictions", scratch["p.csv"]).ExitCode);
        Assert.Equal(answers, File.ReadLines(scratch["p.csv"]).Skip(1).Select(line => int.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)));

        double right = predictions.Count(prediction => prediction.GetProperty("label").GetInt32() == prediction.GetProperty("predicted").GetInt32());
        // A run counts an image once, infer as often as it is there.
        byte[][] images = RandomNetworks.Images(6, Images, Inputs);
        JsonElement[] different = [.. predictions.Index().DistinctBy(pair => (Convert.ToHexString(images[pair.Index]),
            pair.Item.GetProperty("label").GetInt32())).Select(pair => pair.Item)];
        double rightOnce = different.Count(prediction => prediction.GetProperty("label").GetInt32() == prediction.GetProperty("predicted").GetInt32());
        Assert.Equal(rightOnce / different.Length, run.RootElement.GetProperty("joint").GetProperty("ensembleAccuracy").GetDouble());
        using JsonDocument infer = Invocation.Json("infer", network, "--data", scratch["d.npz"], "--samples", $"{samples}", "--output", "json");
        Assert.Equal(right / Images, infer.RootElement.GetProperty("ensembleAccuracy").GetDouble());
        Assert.Equal(Shares(run), Shares(infer));
    }

    [Fact]
    public void In_real_numbers_the_steps_of_the_neuron_are_whole_too()
    {
        NetworkGraph graph = RandomNetworks.Network(3, Activation.SaturatingLinear, bias: false, Inputs, Outputs);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", []).Architecture;
        var pass = new RealPass(new RealNetwork(graph, spec, CompilerPipeline.Compile(graph, spec, 20, 1), InferenceEffects.Neuron), 1);
        double[] results = new double[20 * Outputs];
        pass.Run(0, RandomNetworks.Images(1, 1, Inputs)[0], 20, results);

        Assert.Equal(1.0 / 7, pass.Unit);
        Assert.All(results, result => Assert.True(double.IsInteger(result) && result is >= 0 and <= 7));
    }

    /// <summary>Sevenths added in another order differ in the last place: 1/7 + 3/7 + 3/7 is not 3/7 + 3/7 + 1/7 in binary.</summary>
    [Theory]
    [InlineData(1.0 / 7)]
    [InlineData(1.0 / 255)]
    [InlineData(0.25)]
    public void The_first_of_equal_sums_is_answered_whatever_their_parts(double unit)
    {
        var random = new Random(2);
        for (int round = 0; round < 2000; round++)
        {
            int[] first = [.. Enumerable.Range(0, 9).Select(_ => random.Next(8))];
            int[] second = [.. first];
            random.Shuffle(second);
            var image = new ImagePrediction(0, 9, 2, [.. first.Zip(second).SelectMany(pair => new double[] { pair.First, pair.Second })], unit);

            Assert.Equal(0, image.Predicted);
            Assert.Equal(image.Mean[0], image.Mean[1]);
        }
    }

    [Fact]
    public void The_most_probable_is_the_first_of_those_that_rounding_tells_apart()
    {
        var random = new Random(3);
        for (int round = 0; round < 2000; round++)
        {
            double[] values = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() * 9)];

            // Every output has each value once: probabilities are a third each.
            double[] turned = [values[0], values[1], values[2], values[1], values[2], values[0], values[2], values[0], values[1]];
            var image = new ImagePrediction(0, 3, 3, turned, 1);
            Assert.Equal(0, ImagePrediction.MostProbable(image.Probabilities));
            Assert.Equal(1, PredictionMeasures.Of([image]).Reliability.Sum(bin => bin.Accuracy));
        }
    }

    private static IEnumerable<double> Shares(JsonDocument document) => document.RootElement.GetProperty("precision").EnumerateArray()
        .SelectMany(layer => layer.EnumerateObject().Where(share => share.Value.ValueKind == JsonValueKind.Number).Select(share => share.Value.GetDouble()));

    private string Write()
    {
        NetworkGraph graph = RandomNetworks.Network(12, Activation.SaturatingLinear, bias: false, Inputs, Outputs);
        NumpyArchive.Write(
            scratch["w.npz"],
            [
                NumpyArray.FromSingles("a.mu", [Inputs, Outputs], [.. graph.Layers[0].Mean.Select(mean => 2 * mean)]),
                NumpyArray.FromSingles("a.sigma", [Inputs, Outputs], graph.Layers[0].Sigma),
            ]);
        byte[][] images = RandomNetworks.Images(6, Images, Inputs);
        NumpyArchive.Write(
            scratch["d.npz"],
            [
                NumpyArray.FromBytes("images", [Images, Inputs], [.. images.SelectMany(image => image)]),
                NumpyArray.FromInt64s("labels", [Images], [.. Enumerable.Range(0, Images).Select(image => (long)(image % Outputs))]),
            ]);
        return scratch.Write(
            "network.json",
            $$"""{"name":"n","input":[{{Inputs}}],"layers":[{"name":"a","kind":"dense","outputs":{{Outputs}},"activation":"saturatingLinear"}],"weights":"w.npz"}""");
    }
}

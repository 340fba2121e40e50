using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary><c>infer</c>, <c>ablation</c>, <c>rng</c> and <c>tradeoff</c> as a user meets them.</summary>
[Collection(ConsoleTests.Name)]
public sealed class InferenceVerbTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public void The_json_of_infer_has_the_members_that_were_agreed()
    {
        using JsonDocument document = Invocation.Json("infer", "--images", "30", "--samples", "3", "--output", "json");
        JsonElement root = document.RootElement;

        Assert.Equal(
            [
                "network", "architecture", "images", "samples", "seed", "effects", "accuracy", "ensembleAccuracy", "negativeLogLikelihood", "brier",
                "expectedCalibrationError", "predictiveEntropy", "mutualInformation", "reliability", "rejection", "precision", "joint", "seconds",
            ],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["mean", "low", "high", "perSample"], root.GetProperty("accuracy").EnumerateObject().Select(member => member.Name));
        Assert.Equal(["weights", "sampler", "dac", "adc", "neuron"], root.GetProperty("effects").EnumerateArray().Select(effect => effect.GetString()!));
        Assert.Equal("all-spin-mnist", root.GetProperty("network").GetString());
        Assert.Equal("all-spin", root.GetProperty("architecture").GetString());
        Assert.Equal(30, root.GetProperty("images").GetInt32());
        double[] perSample = [.. root.GetProperty("accuracy").GetProperty("perSample").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(3, perSample.Length);
        Assert.Equal(perSample.Average(), root.GetProperty("accuracy").GetProperty("mean").GetDouble(), 1e-12);
        Assert.InRange(root.GetProperty("ensembleAccuracy").GetDouble(), 0.9, 1);
        Assert.True(root.GetProperty("mutualInformation").GetDouble() < root.GetProperty("predictiveEntropy").GetDouble());
    }

    [Fact]
    public void Effects_are_listed_as_they_are_in_force()
    {
        using JsonDocument none = Invocation.Json("infer", "--images", "2", "--samples", "1", "--effects", "none", "--output", "json");
        using JsonDocument some = Invocation.Json(
            "infer", "--images", "2", "--samples", "1", "--effects", "noise,adc,stuck,trng", "--set", "device.readNoise=0.01", "--set", "device.trngBias=0.01", "--output", "json");

        Assert.Empty(none.RootElement.GetProperty("effects").EnumerateArray());
        Assert.Equal(["adc", "trng", "noise"], some.RootElement.GetProperty("effects").EnumerateArray().Select(effect => effect.GetString()!));
    }

    [Fact]
    public void Other_data_is_a_member_of_its_own()
    {
        using JsonDocument document = Invocation.Json("infer", "--images", "20", "--samples", "2", "--ood", "noisy,rotated", "--output", "json");
        JsonElement[] others = [.. document.RootElement.GetProperty("outOfDistribution").EnumerateArray()];

        Assert.Equal(["noisy", "rotated"], others.Select(other => other.GetProperty("data").GetString()!));
        Assert.All(others, other => Assert.InRange(other.GetProperty("predictiveEntropy").GetProperty("value").GetDouble(), 0.5, 1));
        Assert.All(others, other => Assert.Equal(["value", "low", "high"], other.GetProperty("mutualInformation").EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void Predictions_are_a_row_an_image()
    {
        Assert.Equal(0, Invocation.Of("infer", "--images", "5", "--samples", "4", "--predictions", scratch["p.csv"]).ExitCode);
        string[][] rows = [.. File.ReadAllLines(scratch["p.csv"]).Select(line => line.Split(','))];

        Assert.Equal("image,label,predicted," + string.Join(',', Enumerable.Range(0, 10).Select(i => $"mean{i}")) + "," + string.Join(',', Enumerable.Range(0, 10).Select(i => $"std{i}")), string.Join(',', rows[0]));
        Assert.Equal(6, rows.Length);
        for (int image = 0; image < 5; image++)
        {
            string[] row = rows[image + 1];
            double[] means = [.. row[3..13].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(image, int.Parse(row[0], CultureInfo.InvariantCulture));
            Assert.Equal(Array.IndexOf(means, means.Max()), int.Parse(row[2], CultureInfo.InvariantCulture));
            Assert.All(row[13..], cell => Assert.True(double.Parse(cell, CultureInfo.InvariantCulture) >= 0));
        }
    }

    [Theory]
    [InlineData("all")]
    [InlineData("none")]
    public void The_number_of_threads_changes_no_byte(string effects)
    {
        byte[] one = Predictions("1");

        Assert.Equal(one, Predictions("2"));
        Assert.Equal(one, Predictions("7"));

        byte[] Predictions(string threads)
        {
            Assert.Equal(0, Invocation.Of("infer", "--images", "40", "--samples", "2", "--threads", threads, "--effects", effects, "--predictions", scratch["p.csv"]).ExitCode);
            return File.ReadAllBytes(scratch["p.csv"]);
        }
    }

    [Theory]
    [InlineData("all", "device.trngBias=0")]
    [InlineData("all", "device.trngBias=0.03")]
    [InlineData("none", "device.trngBias=0")]
    public void A_machine_without_vector_instructions_writes_the_same_bytes(string effects, string setting)
    {
        byte[] here = Predictions([]);

        Assert.Equal(here, Predictions([("DOTNET_EnableAVX2", "0")]));
        Assert.Equal(here, Predictions([("DOTNET_EnableHWIntrinsic", "0")]));

        byte[] Predictions((string Name, string Value)[] environment)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in (ReadOnlySpan<string>)
                [typeof(SpinArch.Cli.CommandLine).Assembly.Location, "infer", "--images", "2", "--samples", "2", "--effects", effects, "--set", setting, "--predictions", scratch["p.csv"]])
            {
                start.ArgumentList.Add(argument);
            }

            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }

            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.Result);
            return File.ReadAllBytes(scratch["p.csv"]);
        }
    }

    [Fact]
    public void Ablation_goes_from_ideal_through_every_effect_that_there_is()
    {
        Invocation ran = Invocation.Of(
            "ablation", "--images", "5", "--samples", "2", "--set", "device.lineResistance=0.00001", "--csv", scratch["a.csv"], "--svg", scratch["a.svg"], "--output", "json");

        Assert.Equal(0, ran.ExitCode);
        string[] names = ["weights", "sampler", "dac", "adc", "neuron", "lines"];
        string[][] rows = [.. File.ReadAllLines(scratch["a.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["effect", "mode", "accuracy", "low", "high"], rows[0][..5]);
        Assert.Equal(["ideal", .. names, .. names], rows[1..].Select(row => row[0]));
        Assert.Equal(["added", .. names.Select(_ => "alone"), .. names.Select(_ => "added")], rows[1..].Select(row => row[1]));
        using var document = JsonDocument.Parse(ran.Output);
        Assert.Equal(names, document.RootElement[12].GetProperty("effects").EnumerateArray().Select(name => name.GetString()!));
        string picture = File.ReadAllText(scratch["a.svg"]);
        Assert.DoesNotContain("paper", picture, StringComparison.Ordinal);
        Assert.Contains("+ lines", picture, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "--set", "adc.bits=7")]
    public void Ablation_shows_what_a_paper_prints_of_this_chip_network_and_data(bool isShown, params string[] settings)
    {
        Invocation ran = Invocation.Of(["ablation", "--images", "2", "--samples", "1", "--svg", scratch["p.svg"], .. settings]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(isShown, ran.Output.Contains("arXiv 1911.05828", StringComparison.Ordinal));
        Assert.Equal(isShown, File.ReadAllText(scratch["p.svg"]).Contains("paper, constrained", StringComparison.Ordinal));
    }

    [Fact]
    public void Rng_measures_one_to_sixteen_variables()
    {
        Invocation ran = Invocation.Of("rng", "--draws", "20000", "--set", "device.trngBias=0.05", "--svg", scratch["g.svg"], "--output", "json");

        Assert.Equal(0, ran.ExitCode);
        using var document = JsonDocument.Parse(ran.Output);
        JsonElement[] rows = [.. document.RootElement.EnumerateArray()];
        Assert.Equal(Enumerable.Range(1, 16), rows.Select(row => row.GetProperty("variables").GetInt32()));
        Assert.All(rows, row => Assert.Equal(row.GetProperty("meanExpected").GetDouble(), row.GetProperty("mean").GetDouble(), 0.04));
        Assert.StartsWith("<svg", File.ReadAllText(scratch["g.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Tradeoff_sets_accuracy_beside_time_energy_and_area()
    {
        using JsonDocument document = Invocation.Json("tradeoff", "--images", "20", "--samples", "1,2,5", "--csv", scratch["t.csv"], "--svg", scratch["t.svg"], "--output", "json");
        JsonElement[] points = [.. document.RootElement.GetProperty("points").EnumerateArray()];
        using JsonDocument run = Invocation.Json("run", "--samples", "5", "--output", "json");

        Assert.Equal([1, 2, 5], points.Select(point => point.GetProperty("samples").GetInt32()));
        Assert.True(points[0].GetProperty("energyNj").GetDouble() < points[1].GetProperty("energyNj").GetDouble());
        Assert.Equal(run.RootElement.GetProperty("latencyNs").GetProperty("total").GetDouble(), points[2].GetProperty("latencyNs").GetDouble());
        Assert.Equal(run.RootElement.GetProperty("energyNj").GetProperty("total").GetDouble(), points[2].GetProperty("energyNj").GetDouble());
        Assert.Equal(run.RootElement.GetProperty("areaMm2").GetProperty("total").GetDouble(), points[2].GetProperty("areaMm2").GetDouble());
        Assert.Equal(4, File.ReadAllLines(scratch["t.csv"]).Length);
        Assert.Contains("S = 5", File.ReadAllText(scratch["t.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("infer --effects nosuch", "nosuch")]
    [InlineData("infer --images 0", "--images")]
    [InlineData("infer --images 101", "101")]
    [InlineData("infer --samples 0", "--samples")]
    [InlineData("infer --samples 10001", "--samples")]
    [InlineData("infer --data nosuch", "nosuch")]
    [InlineData("infer --ood nosuch", "nosuch")]
    [InlineData("infer nosuch", "nosuch")]
    [InlineData("infer --set device.trngBias=0.6", "a number from -0.5 to 0.5")]
    [InlineData("infer --set device.readNoise=-1", "device.readNoise")]
    [InlineData("infer --set device.lineResistance=NaN", "device.lineResistance")]
    [InlineData("ablation --samples 0", "--samples")]
    [InlineData("tradeoff --samples 2,1", "'2,1'")]
    [InlineData("tradeoff --samples 0", "'0'")]
    [InlineData("rng --draws 1", "--draws")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named) => AssertOneLine(named, line.Split(' '));

    [Fact]
    public void Malformed_weights_and_data_are_one_line_and_code_2()
    {
        string network = scratch.Write(
            "network.json", """{"name":"n","input":[784],"layers":[{"name":"a","kind":"dense","outputs":10,"activation":"none"}],"weights":"w.npz"}""");
        float[] good = new float[7840];
        float[] notANumber = [.. good];
        notANumber[77] = float.NaN;
        foreach ((byte[] weights, string named) in (ReadOnlySpan<(byte[], string)>)
        [
            ([1, 2, 3], "w.npz"), (Weights(good, [784, 10])[..5000], "w.npz"), (Weights(good, [10, 784]), "shape"), (Weights(notANumber, [784, 10]), "NaN"),
        ])
        {
            scratch.Write("w.npz", weights);
            foreach (string verb in (ReadOnlySpan<string>)["infer", "ablation", "tradeoff"])
            {
                AssertOneLine(named, verb, network);
            }
        }

        scratch.Write("w.npz", Weights(good, [784, 10]));
        Assert.Equal(0, Invocation.Of("infer", network, "--images", "2").ExitCode);
        string shipped = Path.Combine(SpinArch.Specs.ConfigurationCatalog.Shipped().Root, "networks", "mnist-100");
        byte[] images = File.ReadAllBytes(Path.Combine(shipped, "t10k-images-idx3-ubyte"));
        scratch.Write("idx/t10k-images-idx3-ubyte", images[..^1]);
        scratch.Write("idx/t10k-labels-idx1-ubyte", File.ReadAllBytes(Path.Combine(shipped, "t10k-labels-idx1-ubyte")));
        AssertOneLine("t10k-images", "infer", "--data", scratch["idx"]);
        AssertOneLine("t10k-images", "infer", "--ood", scratch["idx"]);
        AssertOneLine("nowhere", "infer", "--images", "1", "--predictions", scratch["nowhere/p.csv"]);
    }

    public void Dispose() => scratch.Dispose();

    private static byte[] Weights(float[] mu, int[] shape) =>
        Scratch.Npz(("a.mu", "<f4", shape, Scratch.Bytes(mu)), ("a.sigma", "<f4", [784, 10], Scratch.Bytes(new float[7840])));

    private static void AssertOneLine(string named, params string[] arguments)
    {
        Invocation refused = Invocation.Of(arguments);
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }
}

using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary><c>compare</c> as a user meets it: its figures are those of <c>run</c> and <c>infer</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CompareVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void Figures_are_those_of_run_and_infer()
    {
        using JsonDocument document = Invocation.Json(
            "compare", "all-spin-mnist", "--arch", "all-spin,all-spin-ideal", "--images", "20", "--samples", "3", "--inputs", "2",
                "--output", "json",
            "--csv", _scratch["chips.csv"], "--svg", _scratch["chips.svg"]);
        JsonElement[] rows = [.. document.RootElement.GetProperty("rows").EnumerateArray()];

        Assert.Equal(["all-spin", "all-spin-ideal"], rows.Select(row => row.GetProperty("architecture").GetString()!));
        foreach (JsonElement row in rows)
        {
            string name = row.GetProperty("architecture").GetString()!;
            using JsonDocument run = Invocation.Json("run", "all-spin-mnist", "--arch", name, "--samples", "3", "--inputs", "2", "--output",
                "json");
            using JsonDocument infer = Invocation.Json(
                "infer", "all-spin-mnist", "--arch", name, "--samples", "3", "--images", "20", "--ood", "rotated", "--output", "json");
            Assert.Equal(Of(run, "latencyNs", "firstInput"), row.GetProperty("latencyNs").GetDouble());
            Assert.Equal(Of(run, "energyNj", "total") / 2, row.GetProperty("energyNj").GetDouble());
            Assert.Equal(Of(run, "throughput", "inputsPerSecond"), row.GetProperty("inputsPerSecond").GetDouble());
            Assert.Equal(Of(run, "areaMm2", "total"), row.GetProperty("areaMm2").GetDouble());
            Assert.Equal(Of(run, "energyNj", "assumed") / Of(run, "energyNj", "total"), row.GetProperty("assumedShare").GetDouble());
            Assert.Equal(Of(infer, "accuracy", "mean"), row.GetProperty("accuracy").GetDouble());
            Assert.Equal(infer.RootElement.GetProperty("ensembleAccuracy").GetDouble(), row.GetProperty("ensembleAccuracy").GetDouble());
            Assert.Equal(
                infer.RootElement.GetProperty("outOfDistribution")[0].GetProperty("predictiveEntropy").GetProperty("value").GetDouble(),
                row.GetProperty("auroc").GetDouble());
            Assert.Equal(198_800 * 24, row.GetProperty("randomBitsPerSample").GetDouble());
            Assert.Equal(
                row.GetProperty("dynamicNj").GetDouble() + row.GetProperty("leakageNj").GetDouble(),
                    row.GetProperty("energyNj").GetDouble(), 1e-6);
        }

        // What a paper prints stands beside the chip that it is about.
        JsonElement published = rows[1].GetProperty("published");
        JsonElement energy = published.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == "energyNj");
        Assert.Equal(rows[1].GetProperty("paperScopeNj").GetDouble() / 3, energy.GetProperty("simulated").GetDouble(), 1e-9);
        Assert.Equal(energy.GetProperty("simulated").GetDouble() / energy.GetProperty("value").GetDouble(),
            energy.GetProperty("ratio").GetDouble(), 1e-12);
        Assert.Equal(3, File.ReadAllLines(_scratch["chips.csv"]).Length);
        Assert.Contains("all-spin-ideal</text>", File.ReadAllText(_scratch["chips.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_area_is_filled_with_copies_and_an_accuracy_reached_with_the_fewest_samples()
    {
        using JsonDocument plain = Invocation.Json("compare", "--arch", "all-spin", "--images", "20", "--samples", "4", "--output", "json");
        using JsonDocument filled = Invocation.Json("compare", "--arch", "all-spin", "--images", "20", "--samples", "4", "--iso",
            "area=100", "--output", "json");
        using JsonDocument reached = Invocation.Json("compare", "--arch", "all-spin", "--images", "20", "--samples", "4", "--iso",
            "accuracy=0.5", "--output", "json");

        double own = Row(plain).GetProperty("areaMm2").GetDouble();
        Assert.InRange(Row(filled).GetProperty("areaMm2").GetDouble(), own * 1.2, 100);
        Assert.True(Row(filled).GetProperty("samplesPerSecond").GetDouble() > 1.9 * Row(plain).GetProperty("samplesPerSecond").GetDouble());
        Assert.Equal(1, Row(reached).GetProperty("samples").GetInt32());
    }

    [Fact]
    public void Where_all_samples_of_an_image_are_the_same_one_is_taken()
    {
        // Weights that have no sigma, on a chip that would draw.
        using JsonDocument still = Invocation.Json(
            "compare", "spindrop-mnist", "--arch", "all-spin,spindrop", "--images", "10", "--samples", "3", "--inputs", "1", "--output",
                "json");
        int[] samples = [.. still.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("samples").GetInt32())];

        Assert.Equal([1, 3], samples);
    }

    [Theory]
    [InlineData("--iso", "area=1", "of 1.0")]
    [InlineData("--iso", "accuracy=1.5", "accuracy=SHARE")]
    [InlineData("--iso", "volume=3", "neither area=MM2")]
    [InlineData("--inputs", "0", "--inputs")]
    [InlineData("--inputs", "101", "1 to 100")]
    [InlineData("--samples", "0", "--samples")]
    [InlineData("--ood", "nowhere", "nowhere")]
    [InlineData("--csv", "no/such/folder/x.csv", "no/such/folder")]
    public void What_cannot_be_had_is_refused_in_one_line(string option, string value, string named) =>
        Invocation.Of("compare", "--arch", "all-spin", option, value).AssertRefused(named);

    [Fact]
    public void A_network_that_a_named_architecture_cannot_run_is_refused_and_of_all_that_ship_left_out()
    {
        string sized = _scratch.Write("own/network.json",
            """{ "name": "own", "input": [784], "layers": [ { "kind": "dense", "name": "a", "outputs": 10, "activation": "none" } ] }""");

        Invocation.Of("compare", sized, "--arch", "all-spin").AssertRefused("has no weights");
        Invocation all = Invocation.Of("compare", sized);
        all.AssertRefused("no architecture that ships can be compared so");
        Assert.Contains("has no weights", all.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private static JsonElement Row(JsonDocument document) => document.RootElement.GetProperty("rows")[0];

    private static double Of(JsonDocument document, string part, string name) =>
        document.RootElement.GetProperty(part).GetProperty(name).GetDouble();
}

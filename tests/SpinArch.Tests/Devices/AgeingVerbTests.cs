using System.Text.Json;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Devices;

/// <summary><c>device retention</c> and <c>infer --age</c> as a user meets them.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AgeingVerbTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public void Retention_tells_escape_times_and_errors()
    {
        using JsonDocument document = Invocation.Json(
            "device", "retention", "--barrier-kt", "30", "--barrier-kt", "40", "--temperature", "358", "--age", "1d,1y", "--csv", scratch[
                "r.csv"], "--svg", scratch["r.svg"], "--output", "json");
        JsonElement[] points = [.. document.RootElement.GetProperty("points").EnumerateArray()];

        Assert.Equal([30, 40], points.Select(point => point.GetProperty("barrierKt").GetDouble()));
        Assert.Equal(1e-9 * Math.Exp(40 * 300 / 358.0), points[1].GetProperty("escapeS").GetDouble(), 1e-3);
        Assert.Equal(2, points[0].GetProperty("ages").GetArrayLength());
        Assert.True(
            points[1].GetProperty("ages")[0].GetProperty("levelError").GetDouble() < points[1].GetProperty("ages")[1].GetProperty(
            "levelError").GetDouble());
        Assert.Equal(5, File.ReadAllLines(scratch["r.csv"]).Length);
        Assert.Contains("30 kT at 358 K", File.ReadAllText(scratch["r.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_chip_infers_as_one_with_the_hops_of_its_age_set_by_hand()
    {
        string hops = (31_557_600 / (1e-9 * Math.Exp(45 * 300 / 358.0))).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        using JsonDocument aged = Invocation.Json(
            "infer", "--images", "20", "--samples", "2", "--age", "1y", "--temperature", "358", "--barrier-kt", "45", "--output", "json");
        using JsonDocument set = Invocation.Json("infer", "--images", "20", "--samples", "2", "--set", "device.hops=" + hops, "--output", "json");

        Assert.Equal(
            ["weights", "sampler", "dac", "adc", "neuron", "drift"], aged.RootElement.GetProperty("effects").EnumerateArray().Select(
            effect => effect.GetString()!));
        Assert.Equal(
            set.RootElement.GetProperty("negativeLogLikelihood").GetDouble(), aged.RootElement.GetProperty(
            "negativeLogLikelihood").GetDouble(), 1e-12);
    }

    [Fact]
    public void Several_ages_make_a_table_and_a_picture()
    {
        using JsonDocument document = Invocation.Json(
            "infer", "--images", "20", "--samples", "2", "--age", "0,10y", "--temperature", "358", "--ood", "rotated", "--csv", scratch[
                "a.csv"], "--svg", scratch["a.svg"], "--output", "json");
        JsonElement[] points = [.. document.RootElement.GetProperty("points").EnumerateArray()];

        Assert.Equal(["0", "10y"], points.Select(point => point.GetProperty("age").GetString()!));
        Assert.Equal(0, points[0].GetProperty("levelError").GetDouble(), 1e-12);
        Assert.True(points[0].GetProperty("accuracy").GetProperty("mean").GetDouble() > 0.9);
        Assert.True(points[1].GetProperty("accuracy").GetProperty("mean").GetDouble() < 0.5);
        Assert.Equal("rotated", points[1].GetProperty("outOfDistribution")[0].GetProperty("data").GetString());
        Assert.EndsWith(",auroc rotated", File.ReadAllLines(scratch["a.csv"])[0], StringComparison.Ordinal);
        Assert.Contains("40 kT at 358 K", File.ReadAllText(scratch["a.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device retention --age 1", "--age")]
    [InlineData("device retention --barrier-kt -1", "--barrier-kt")]
    [InlineData("device retention ut-austin", "lacks synapse.length")]
    [InlineData("infer --temperature 358", "--temperature: does nothing without --age")]
    [InlineData("infer --barrier-kt 40", "--barrier-kt")]
    [InlineData("infer --device all-spin", "--device")]
    [InlineData("infer --age 1y --csv x.csv", "--csv")]
    [InlineData("infer --age 1y,2y --predictions p.csv", "--predictions")]
    [InlineData("infer --age soon", "--age")]
    [InlineData("infer --age 1y --device ut-austin", "lacks")]
    [InlineData("infer --set device.hops=-1", "device.hops")]
    [InlineData("infer --set device.sites=1", "device.sites")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named)
    {
        Invocation refused = Invocation.Of(line.Split(' '));
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    public void Dispose() => scratch.Dispose();
}

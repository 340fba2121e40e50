using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary>A shipped convolutional network through the verbs, from the command line.</summary>
[Collection(ConsoleTests.Name)]
public sealed class WholeNetworkVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_run_reads_its_digits_and_its_trace_says_what_is_not_followed()
    {
        string trace = _scratch["lenet.strace"];
        using JsonDocument report = Invocation.Json(
            "run", "lenet-mnist", "--samples", "2", "--inputs", "2", "--trace", trace, "--output", "json");
        JsonElement[] predictions = [.. report.RootElement.GetProperty("predictions").EnumerateArray()];

        Assert.Equal(2, predictions.Length);
        Assert.All(predictions, input => Assert.Equal(input.GetProperty("label").GetInt32(), input.GetProperty("predicted").GetInt32()));

        // conv1 has 24 x 24 positions of 6 columns, 10 ns each, and conv2 fewer: a sample takes 34.56 us.
        Assert.InRange(report.RootElement.GetProperty("latencyNs").GetProperty("total").GetDouble() / 4 / (24 * 24 * 6 * 10), 1, 1.03);
        Assert.Equal("open", report.RootElement.GetProperty("throughput").GetProperty("limitedBy").GetProperty("kind").GetString());

        Invocation verified = Invocation.Of("trace", "verify", trace);
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Contains("ways of flits are not followed", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lenet-mnist", "sample", true)]
    [InlineData("lenet-mnist", "read", false)]
    [InlineData("all-spin-mnist", "sample", false)]
    public void Draws_that_are_kept_are_said_not_to_be_charged(string network, string scope, bool isSaid)
    {
        using JsonDocument report = Invocation.Json("run", network, "--samples", "1", "--set", $"sampling.scope={scope}", "--output", "json");

        Assert.Equal(isSaid, report.RootElement.GetProperty("notes").EnumerateArray().Any(note =>
            note.GetProperty("kind").GetString() == "costNotModelled" && note.GetProperty("key").GetString() == "sampling.scope"));
    }

    [Fact]
    public void Room_for_maps_costs_area_and_leakage()
    {
        (double Area, double Leakage) Of(int words)
        {
            using JsonDocument report = Invocation.Json("run", "lenet-mnist", "--samples", "1", "--set", $"window.words={words}", "--output", "json");
            return (report.RootElement.GetProperty("areaMm2").GetProperty("total").GetDouble(),
                report.RootElement.GetProperty("energyNj").GetProperty("leakage").GetDouble());
        }

        // Seven of the eight tiles take maps: all but that of the last layer, which takes a vector.
        (double area, double leakage) = Of(32_768);
        (double more, double leaks) = Of(32_769);
        Assert.Equal(7 * 0.086, more - area, 1e-9);
        Assert.True(leaks > leakage);
    }

    [Fact]
    public void An_estimate_refuses_maps_in_one_line()
    {
        Invocation refused = Invocation.Of("estimate", "lenet-mnist");
        refused.AssertRefused("no chain of dense layers");
        Assert.Equal(1, refused.ErrorLines);
    }

    public void Dispose() => _scratch.Dispose();
}

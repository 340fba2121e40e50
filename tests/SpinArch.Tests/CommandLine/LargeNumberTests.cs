using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary>Runs and estimates at sizes where products of counts and times are large: figures that hold, or one line.</summary>
[Collection(ConsoleTests.Name)]
public sealed class LargeNumberTests
{
    [Fact]
    public void An_estimate_of_months_has_no_negative_and_no_vanished_figure()
    {
        string[] line = ["estimate", "--set", "crossbar.columnReadNs=1000000", "--samples", "1000000", "--inputs", "67"];
        Invocation table = Invocation.Of(line);
        using JsonDocument json = JsonDocument.Parse(Invocation.Of([.. line, "--output", "json"]).Output);

        Assert.Equal(0, table.ExitCode);
        Assert.DoesNotContain(" 0 /s", table.Output, StringComparison.Ordinal);
        Assert.Contains(" 1E-05 /s", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" -", table.Output.Replace(" - ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(json.RootElement.GetProperty("phases").EnumerateArray(), phase => Assert.InRange(phase.GetProperty("busyUnits").GetDouble(), 1, 100));
        Assert.All(json.RootElement.GetProperty("utilization").EnumerateArray(), unit => Assert.InRange(unit.GetProperty("fraction").GetDouble(), 0, 1));
        Assert.Equal(1e-5, json.RootElement.GetProperty("throughput").GetProperty("inputsPerSecond").GetDouble(), 1e-8);
    }

    [Theory]
    [InlineData("estimate", "--samples", "1000000", "--inputs", "67", "--set", "sampler.relaxNs=1000000", "--set", "sampler.lanes=1")]
    [InlineData("estimate", "--samples", "1000000", "--inputs", "67", "--set", "crossbar.columnReadNs=1000000", "--set", "constants.alu.leakage=1000000")]
    [InlineData("run", "--samples", "1", "--inputs", "2", "--arrival-ns", "1000000000", "--set", "sampler.lanes=65536", "--set", "constants.alu.leakage=1000000")]
    public void What_cannot_be_counted_is_refused(params string[] line) => Invocation.Of(line).AssertRefused("too large to be counted");

    [Fact]
    public void A_run_of_more_samples_than_fit_in_memory_is_refused_at_once() =>
        Invocation.Of("run", "--samples", "1000000", "--inputs", "1000").AssertRefused("inputs times samples");
}

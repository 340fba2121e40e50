using SpinArch.Reports;
using SpinArch.Tests.Hardware;
using Picoseconds = SpinArch.Kernel.Picoseconds;

namespace SpinArch.Tests.Reports;

/// <summary>The steady interval is the exact mean over a whole period, whatever the delays and however few the samples.</summary>
public sealed class SteadyIntervalTests
{
    // Crossbars limit and never wait: columns x slices x read, which the clock cuts into unequal intervals.
    [Theory]
    [InlineData(new[] { 16, 2, 2 }, 20.4, "crossbar.columnReadNs=5.1", "weight.cellBits=2", "weight.meanBits=4", "weight.sigmaBits=4")]
    [InlineData(new[] { 20, 13 }, 108.329, "crossbar.columnReadNs=8.333")]
    [InlineData(new[] { 20, 128 }, 1066.624, "crossbar.columnReadNs=8.333")]
    [InlineData(new[] { 60, 7, 3 }, 83.307, "crossbar.columnReadNs=11.901")]
    [InlineData(new[] { 20, 10 }, 83.01, "crossbar.columnReadNs=8.301")]
    public void Crossbars_that_never_wait_give_their_exact_time(int[] sizes, double expected, params string[] settings) =>
        Assert.All((int[])[2, 3, 10, 40], samples => Assert.Equal(expected, Of(sizes, samples, settings).LatencyNs.PerSampleSteady!.Value, 9));

    // A run of thousands of samples, measured without any notion of a period: the mean of its later half is off by a clock at its two ends at most.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void It_is_the_mean_of_a_long_run(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [random.Next(5, 40), random.Next(2, 12), random.Next(2, 8)];
        string[] settings =
        [
            FormattableString.Invariant($"crossbar.columnReadNs={random.Next(500, 9_000) / 1000.0}"),
            FormattableString.Invariant($"clock.periodNs={random.Next(300, 1_500) / 1000.0}"),
            FormattableString.Invariant($"adc.intervalNs={random.Next(100, 3_000) / 1000.0}"),
            FormattableString.Invariant($"sampler.relaxNs={random.Next(0, 3_000) / 1000.0}"),
            FormattableString.Invariant($"link.flitNs={random.Next(100, 2_000) / 1000.0}"),
            $"crossbar.rows={random.Next(8, 40)}", $"mapping.replicas={random.Next(1, 3)}", $"weight.cellBits={random.Next(1, 5)}",
        ];
        const int Samples = 3_000;
        Picoseconds[] completions = [.. Simulated.Run(Simulated.Timing(sizes), Samples, 1, settings).Result.SampleCompletions.Order()];
        double measured = (completions[Samples - 200] - completions[Samples / 2]).Nanoseconds / ((Samples / 2) - 200);

        double steady = Of(sizes, 10, settings).LatencyNs.PerSampleSteady!.Value;

        double column = completions.Zip(completions.Skip(1), (one, next) => (next - one).Nanoseconds).Max();
        Assert.InRange(steady, measured - (2 * column / ((Samples / 2) - 200)), measured + (2 * column / ((Samples / 2) - 200)));
    }

    // No sample is done faster than the busiest crossbar reads it.
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void No_unit_does_more_than_it_can(int seed)
    {
        var random = new Random(seed);
        RunReport report = Of(
            [random.Next(5, 40), random.Next(2, 12), random.Next(2, 8)],
            12,
            FormattableString.Invariant($"crossbar.columnReadNs={random.Next(4_000, 9_000) / 1000.0}"),
            FormattableString.Invariant($"clock.periodNs={random.Next(300, 1_500) / 1000.0}"));

        double busiest = report.Utilization.Where(row => row.Unit == "sigmaCrossbar").Max(row => row.BusyNs) / 12;
        Assert.True(report.LatencyNs.PerSampleSteady >= busiest - 1e-9, $"{report.LatencyNs.PerSampleSteady} is less than {busiest}");
    }

    [Fact]
    public void Inputs_a_second_is_the_rate_of_inputs_and_not_of_a_typical_interval()
    {
        // One sample an input: inputs complete as samples do.
        RunReport report = ReportInvariantTests.Run([20, 13], 1, 60, ["crossbar.columnReadNs=8.333"], new Picoseconds(10_000), 0).Report;

        Assert.Equal(1e9 / report.LatencyNs.PerSampleSteady!.Value, report.Throughput.InputsPerSecond, 1e-4 * report.Throughput.InputsPerSecond);
    }

    private static RunReport Of(int[] sizes, int samples, params string[] settings) =>
        ReportInvariantTests.Run(sizes, samples, 1, settings, new Picoseconds(10_000), 0).Report;
}

using SpinArch.Cli.Rendering;
using SpinArch.Reports;

namespace SpinArch.Tests.Reports;

public sealed class RunReportTableTests
{
    private static readonly string Text = Render(RunReportTests.Report());

    [Fact]
    public void The_table_fits_a_hundred_columns_and_has_no_escapes() =>
        Assert.All(Text.Split('\n'), line =>
        {
            Assert.True(line.TrimEnd().Length <= 100, line);
            Assert.DoesNotContain('\u001b', line);
        });

    [Theory]
    [InlineData("What limits is open")]
    [InlineData("The most work has sigmaCrossbar of tile 0 (layer1), busy")]
    [InlineData("1: 2.500 ± 0.000")]
    [InlineData("trng bit")]
    [InlineData("sum of scope paper")]
    [InlineData("Area")]
    [InlineData("phase: steady")]
    public void A_person_finds(string phrase) =>
        Assert.Contains(phrase, string.Join(' ', Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    [Fact]
    public void A_round_trip_is_told_with_its_place_its_times_and_what_would_help()
    {
        RunReport report = RunReportTests.Report();
        LimiterReport limiter = report.Throughput.LimitedBy! with
        {
            Kind = "roundTrip",
            Unit = "vector queue",
            IntervalNs = 2422,
            Shares = [new LimiterShareReport("layer1", "adc", "result", 0.9), new LimiterShareReport("layer1", "vector", "busy", 0.1)],
            Places = [new LimiterPlaceReport("vector queue", "sequencer.queueDepth", 8)],
            OpenChanges = [],
            Changes = [new LimiterChangeReport("adc.latencyNs", "100", "50", 1211, "link"),
                new LimiterChangeReport("clock.periodNs", "1", "0.5", 2421, "link")],
        };

        string text = LimiterSentence.Of(limiter);

        Assert.Equal(
            "Limited by a round trip and by no unit: 2,422.0 ns a sample, most of it at tile 0 (layer1). It waits for a place of the vector queue (sequencer.queueDepth = 8)."
            + " Its time: adc result (layer1) 90.0 %, vector busy (layer1) 10.0 %."
            + " adc.latencyNs=50 in place of 100 would give 1,211.0 ns a sample (2.00 times as many), and then link would limit.",
            text);
    }

    [Fact]
    public void A_network_without_weights_says_that_it_predicts_nothing() =>
        Assert.Contains("No predictions", Render(RunReportTests.Report() with { Predictions = [] }), StringComparison.Ordinal);

    private static string Render(RunReport report)
    {
        using var writer = new StringWriter();
        RunReportTable.WritePlain(report, writer);
        return writer.ToString();
    }
}

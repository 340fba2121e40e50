using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class TraceStatisticsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("adc.intervalNs=3.333")]
    [InlineData("sampleHold.banks=1")]
    [InlineData("link.receiveFlits=1")]
    public void Busy_waits_and_done_are_all_the_time_there_is(string setting)
    {
        using var run = RecordedRun.CompiledUnder(setting.Length == 0 ? [] : [setting], 3, 300, 100, 10);

        Assert.All(Rows(run), row => Assert.Equal(row.Total.Value, row.Busy.Value + row.Waits.Sum(wait => wait.Value) + row.Done.Value));
    }

    [Fact]
    public void An_activity_is_busy_for_as_long_as_the_report_says()
    {
        using var run = RecordedRun.Compiled(2, 300, 100, 10);
        IReadOnlyList<TrackTime> rows = Rows(run);

        foreach (var unit in run.Report.Utilization.Where(unit => unit.Unit is "adc" or "trng" or "vector" or "sigmaCrossbar"))
        {
            TrackTime row = rows.Single(row => row.Site == $"tile {unit.Tile}" && row.Track == unit.Unit);
            Assert.Equal(unit.BusyNs, row.Busy.Nanoseconds);
        }
    }

    [Fact]
    public void With_one_hold_bank_the_crossbar_waits_for_it_and_with_two_it_does_not()
    {
        Assert.Equal(0, WaitForDestination("sampleHold.banks=2"));
        Assert.InRange(WaitForDestination("sampleHold.banks=1"), 0.01, 0.5);
    }

    private static double WaitForDestination(string setting)
    {
        using var run = RecordedRun.CompiledUnder([setting], 3, 100, 100);
        TrackTime crossbar = Rows(run).Single(row => row.Track == "sigmaCrossbar");
        return (double)crossbar.Waits[(int)SpinArch.Traces.StallCause.DestinationFull].Value / crossbar.Total.Value;
    }

    private static IReadOnlyList<TrackTime> Rows(RecordedRun run)
    {
        using TraceReader reader = run.Open();
        var statistics = new TraceStatistics(new TracePlaces(run.Program));
        TraceReplay.Feed(reader, statistics);
        Assert.Equal(reader.Outcome!.Activities, statistics.Activities);
        return statistics.Rows(reader.Outcome.Result!.End);
    }
}

using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Tests.CommandLine;
using SpinArch.Traces.Explanation;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

[Collection(ConsoleTests.Name)]
public sealed class CriticalPathTests
{
    public static TheoryData<string> Settings =>
    [
        "crossbar.columnReadNs=10",
        "sampler.lanes=32",
        "adc.intervalNs=6",
        "adc.intervalNs=0.333 adc.latencyNs=1.7",
        "sampleHold.banks=1 sampler.banks=1 sigmaInput.banks=1 input.banks=1 latch.banks=1",
        "crossbar.rows=64 link.bufferFlits=1",
        "link.receiveFlits=1 link.hopNs=2.5",
        "mapping.fanIn=timeMultiplex crossbar.rows=64 crossbar.blocksPerTile=5",
        "mapping.fanIn=timeMultiplex crossbar.rows=64 crossbar.pairsPerTile=2 crossbar.blocksPerTile=5 crossbar.rowWriteNs=20",
        "vector.width=1 sequencer.queueDepth=1",
        "clock.periodNs=1.5 crossbar.columnReadNs=7.25",
        "weight.meanBits=6",
        "weight.meanBits=7 weight.cellBits=2 adc.intervalNs=7 sigmaInput.banks=1",
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_step_of_the_path_ends_when_the_next_one_starts_and_the_shares_make_the_makespan(string settings)
    {
        AssertWhole(RecordedRun.CompiledUnder(settings.Split(' '), 3, 300, 150, 10));
    }

    [Theory]
    [InlineData("crossbar.rows=32")]
    [InlineData("crossbar.rows=32 crossbar.columns=20 link.receiveFlits=1 input.banks=1")]
    public void So_does_the_path_through_copies_of_single_layers(string settings) => AssertWhole(RecordedRun.Copied(settings.Split(' '), 7));

    private static void AssertWhole(RecordedRun recorded)
    {
        using RecordedRun run = recorded;
        using TraceReader reader = run.Open();

        var path = CriticalPath.Find(reader);

        Assert.Equal(0, path.Unexplained);
        Assert.Equal(Picoseconds.Zero, path.Origin);
        Assert.Equal(reader.Outcome!.Result!.End, path.End);
        Assert.Equal(path.End.Value, PathShare.Of(path, new TracePlaces(run.Program)).Sum(share => share.Time.Value));
        Assert.All(path.Steps.Zip(path.Steps.Skip(1)), pair => Assert.True(pair.First.At <= pair.Second.At));

        // Foretold for its own architecture, the chain ends when it did: every link of it is a rule of the timing model.
        Assert.Equal(path.End, path.EndOn(run.Job.Spec));
    }

    [Fact]
    public void A_chip_bound_by_its_reads_has_a_path_of_reads()
    {
        using var run = RecordedRun.Compiled(10, 300, 150, 10);
        using TraceReader reader = run.Open();

        PathShare most = PathShare.Of(CriticalPath.Find(reader), new TracePlaces(run.Program))[0];

        Assert.Equal(("sigmaCrossbar", StallCause.UnitBusy), (most.Unit, most.Cause));
    }

    [Theory]
    [InlineData("adc.intervalNs=6")]
    [InlineData("sampler.lanes=32")]
    [InlineData("sampleHold.banks=1")]
    [InlineData("clock.periodNs=2")]
    public void What_if_reports_what_a_run_under_the_setting_reports(string setting)
    {
        using var recorded = RecordedRun.Compiled(3, 300, 150, 10);
        using var other = RecordedRun.CompiledUnder([setting], 3, 300, 150, 10);
        using TraceReader reader = recorded.Open();
        ArchitectureSpec spec = WhatIf.Changed(reader.Header, [setting]);

        RunReport report = WhatIf.Run(reader.Header, spec);

        Assert.Equal(other.Job.Spec.Hash, spec.Hash);
        Assert.Equal(WithoutWall(other.Report), WithoutWall(report));
    }

    [Fact]
    public void The_gain_of_a_faster_read_is_foretold_where_nothing_else_comes_to_limit()
    {
        using var recorded = RecordedRun.Example("isa/examples/one-dense-layer.sasm");
        using TraceReader reader = recorded.Open();
        ArchitectureSpec spec = WhatIf.Changed(reader.Header, ["crossbar.columnReadNs=9"]);

        Picoseconds foretold = CriticalPath.Find(reader).EndOn(spec);

        Assert.NotEqual(recorded.Report.LatencyNs.Total, foretold.Nanoseconds);
        Assert.Equal(WhatIf.Run(reader.Header, spec).LatencyNs.Total, foretold.Nanoseconds);
    }

    [Theory]
    [InlineData("crossbar.rows=64")]
    [InlineData("sampler.variables=4")]
    [InlineData("mapping.muReuse=false")]
    public void What_the_program_was_compiled_with_cannot_be_changed(string setting)
    {
        using var recorded = RecordedRun.Compiled(1, 30, 10);
        using TraceReader reader = recorded.Open();

        string message = Assert.Throws<InputException>(() => WhatIf.Changed(reader.Header, [setting])).Message;

        Assert.Contains(setting.Split('=')[0], message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void The_commands_print_the_path_and_both_sides()
    {
        using var recorded = RecordedRun.Compiled(2, 30, 10);

        Invocation path = Invocation.Of("trace", "critical-path", recorded.Path, "--steps");
        Invocation changed = Invocation.Of("trace", "what-if", recorded.Path, "--set", "crossbar.columnReadNs=20");

        Assert.Equal((0, 0), (path.ExitCode, changed.ExitCode));
        Assert.Contains("sigmaCrossbar unitBusy", path.Output, StringComparison.Ordinal);
        Assert.Contains("steady sample ns", changed.Output, StringComparison.Ordinal);
        Invocation.Of("trace", "what-if", recorded.Path, "--set", "adc.intervalNs=x").AssertRefused("adc.intervalNs");
    }

    private static string WithoutWall(RunReport report) =>
        RunReportJson.Write(report with { Simulation = SimulationReport.Of(report.Simulation!.Events, default) });
}

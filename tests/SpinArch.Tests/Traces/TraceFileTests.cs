using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class TraceFileTests
{
    private const string Dense = "isa/examples/one-dense-layer.sasm";

    [Fact]
    public void A_trace_holds_every_activity_of_the_run_field_for_field()
    {
        using var run = RecordedRun.Compiled(3, 300, 150, 10);
        var expected = new ListSink();
        new Machine(run.Job.Spec, run.Program, new MachineInputs { Seed = 7, Images = [] }, expected).Run();

        Assert.Equal(expected.Activities, run.Activities());
    }

    [Fact]
    public void Any_activities_are_read_back_as_they_were_written()
    {
        using var run = RecordedRun.Example(Dense);
        Gen<Activity> activity =
            from kind in Gen.Elements(ActivityCodes.Of(run.Job.Spec).Kinds.ToArray())
            from cause in Gen.Elements(Enum.GetValues<StallCause>())
            from start in Gen.Choose(0, int.MaxValue)
            from duration in Gen.Choose(0, 100_000)
            from items in Gen.Choose(0, 1000)
            from quanta in Gen.Choose(int.MinValue, int.MaxValue)
            from instruction in Gen.Choose(-1, 5)
            from column in Gen.Choose(-1, 70_000)
            select new Activity
            {
                Kind = kind,
                Cause = cause,
                Tile = (kind == PortComponent.PortSend || kind == PortComponent.PortReceive) ? -1 : 0,
                Start = new Picoseconds(start * 1000L),
                Duration = new Picoseconds(duration),
                Items = items,
                Quanta = quanta * 1_000_000_007L,
                Drive = -quanta,
                Instruction = (kind == NetworkComponent.Hop || kind == PortComponent.PortSend || kind == PortComponent.PortReceive) ? -1
                    : instruction,
                Column = column,
                Sample = instruction,
                Input = column,
            };
        Prop.ForAll(activity.ListOf().ToArbitrary(), activities =>
        {
            using TraceReader reader = TraceReader.Open(run.Changed(_ => activities));
            return reader.Blocks().SelectMany(block => block.ToArray()).SequenceEqual(activities) && reader.Damage is null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_header_holds_what_is_needed_to_run_again()
    {
        using var run = RecordedRun.Example(Dense, "adc.bits=6", "constants.trng.bitEnergy=11");
        using TraceReader reader = run.Open();

        Assert.Equal(run.Job.Spec.Hash, reader.Header.Spec.Hash);
        Assert.Equal(run.Job.Spec with { Technology = reader.Header.Spec.Technology }, reader.Header.Spec);
        Assert.Equal(run.Job.Spec.Technology.Constants, reader.Header.Spec.Technology.Constants);
        Assert.Equal(SpinArch.Isa.ProgramFile.ToBytes(run.Program, "a"), SpinArch.Isa.ProgramFile.ToBytes(reader.Header.Program, "b"));
        Assert.Equal(run.Job.Inputs!.Images, reader.Header.Images);
        Assert.Equal((7UL, "synthetic"), (reader.Header.Seed, reader.Header.Data));
    }

    [Fact]
    public void The_same_run_makes_the_same_activities_and_header_to_the_byte()
    {
        using var first = RecordedRun.Example(Dense);
        using var second = RecordedRun.Example(Dense);
        using TraceReader reader = first.Open();
        int activities = (int)reader.Index!.Outcome;

        Assert.Equal(File.ReadAllBytes(first.Path).AsSpan(0, activities), File.ReadAllBytes(second.Path).AsSpan(0, activities));
    }

    [Theory]
    [InlineData("")]
    [InlineData("adc.intervalNs=0.333")]
    public void A_replayed_report_is_the_recorded_one_to_the_last_digit(string setting)
    {
        using var run = RecordedRun.Example(Dense, setting.Length == 0 ? [] : [setting]);
        using TraceReader reader = run.Open();

        Assert.Equal(Recorded(run.Report), RunReportJson.Write(TraceReplay.Report(reader)));
    }

    [Fact]
    public void The_papers_network_takes_less_than_two_bytes_an_activity_and_replays()
    {
        using var run = RecordedRun.Paper(2);
        using TraceReader reader = run.Open();

        Assert.Equal(Recorded(run.Report), RunReportJson.Write(TraceReplay.Report(reader)));
        Assert.InRange((double)reader.Length / reader.Outcome!.Activities, 0.1, 2);
    }

    [Fact]
    public void The_trace_of_a_deadlock_is_kept_and_says_so()
    {
        using var run = RecordedRun.Prepared("isa/examples/deadlock.sasm");
        string explanation = Assert.Throws<DeadlockException>(() => run.Job.Run()).Message;
        using TraceReader reader = run.Open();

        Assert.Equal(explanation, reader.Outcome!.Failure);
        Assert.NotEmpty(run.Activities());
        Assert.Throws<DeadlockException>(() => TraceReplay.Report(reader));
        Assert.True(SimulationComparison.Run(reader).IsSame);
    }

    [Fact]
    public void A_window_is_read_without_the_blocks_outside_it()
    {
        using var run = RecordedRun.Paper(3);
        using TraceReader reader = run.Open();
        var places = new TracePlaces(run.Program);
        int last = reader.Index!.Blocks.Length - 1;
        Assert.True(last >= 1);
        var filter = new TraceFilter { From = new Picoseconds(2_500_000), To = new Picoseconds(2_520_000), Tile = 3 };
        Activity[] expected = [.. run.Activities().Where(activity => filter.Matches(in activity, places))];

        Activity[] found = [.. reader.Blocks(filter).SelectMany(block => block.ToArray()).Where(activity => filter.Matches(in activity, places))];

        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
        Assert.True(reader.Blocks(filter).Count() <= last);
    }

    [Fact]
    public void A_cut_trace_is_read_up_to_the_cut_which_is_named()
    {
        using var run = RecordedRun.Paper(3);
        List<Activity> all = run.Activities();
        byte[] bytes = File.ReadAllBytes(run.Path);
        string cut = run.Beside("cut.strace");
        long second;
        using (TraceReader whole = run.Open())
        {
            second = whole.Index!.Blocks[1].Offset;
        }

        File.WriteAllBytes(cut, bytes[..(int)(second + 40)]);
        using TraceReader reader = TraceReader.Open(cut);

        Assert.Equal(all.Take(TraceFormat.BlockActivities), reader.Blocks().SelectMany(block => block.ToArray()));
        Assert.Contains("damaged at offset", reader.Damage, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TraceReplay.Report(reader));
    }

    // A replay knows the time of the event loop alone.
    private static string Recorded(RunReport report)
    {
        SimulationReport simulation = report.Simulation!;
        var times = new RunTimes { Loop = TimeSpan.FromTicks((long)Math.Round(simulation.WallSecondsLoop * TimeSpan.TicksPerSecond)) };
        return RunReportJson.Write(report with { Simulation = SimulationReport.Of(simulation.Events, times) });
    }

    private sealed class ListSink : IActivitySink
    {
        public List<Activity> Activities { get; } = [];

        public void OnActivity(in Activity activity) => Activities.Add(activity);
    }
}

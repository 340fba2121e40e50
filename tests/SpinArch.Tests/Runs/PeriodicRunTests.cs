using SpinArch.Compilation;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Compilation;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Runs;

/// <summary>
/// A run that leaves repetitions out is the full simulation in everything but its wall time: every activity, in order, and every figure.
/// </summary>
public sealed class PeriodicRunTests(ITestOutputHelper output)
{
    private const int Designs = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Designs)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_equals_the_full_simulation(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [random.Next(4, 60), .. Enumerable.Range(0, random.Next(0, 3)).Select(_ => random.Next(2, 30)), random.Next(2, 12)];
        string[] settings = Settings(random);
        if (settings.Contains("mapping.fanIn=time-multiplex"))
        {
            settings = [.. settings, "crossbar.rows=20", "crossbar.blocksPerTile=8"];
            settings = [.. settings.GroupBy(setting => setting.Split('=')[0]).Select(key => key.Last())];
        }

        NetworkGraph graph = Simulated.Timing(sizes);
        graph = random.Next(4) == 0 ? LayerCopies.With(graph, [.. graph.Layers.Select(_ => random.Next(1, 4))]) : graph;
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        int samples = random.Next(3, 6);
        CompiledProgram program = CompilerPipeline.Compile(graph, spec, samples, random.Next(12, 40));
        long arrival = random.Next(4) switch
        {
            0 => 1000L * random.Next(1, 3000),
            1 => random.Next(1, 200_000),
            2 => 1000L * random.Next(5_000, 50_000),
            _ => 0
        };

        ShortcutReport shortcut = AssertSame(spec, program, new Picoseconds(arrival));

        output.WriteLine($"{shortcut.Inputs} of {program.Inputs} left out, period {shortcut.PeriodInputs} {shortcut.WhyNot}");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(20_000_000, true)]
    [InlineData(20_000_001, false)]
    public void Pipelines_on_the_clock_repeat_and_arrivals_off_it_do_not(long arrival, bool isShortened)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture;
        CompiledProgram program = CompilerPipeline.Compile(Simulated.Timing(60, 20, 5), spec, 3, 30);

        ShortcutReport shortcut = AssertSame(spec, program, new Picoseconds(arrival));

        Assert.Equal(isShortened, shortcut.Inputs > 0);
        Assert.Equal(isShortened, shortcut.WhyNot.Length == 0);
    }

    [Fact]
    public void A_program_by_hand_that_is_not_one_loop_over_inputs_is_simulated() =>
        Assert.Null(SpinArch.Hardware.CounterShift.Of(
            CompilerPipeline.Compile(
                Simulated.Timing(20, 5), ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture, 2,
                    9).Tiles[0],
            inputs: 10));

    private static ShortcutReport AssertSame(ArchitectureSpec spec, CompiledProgram program, Picoseconds arrival)
    {
        (RunReport full, List<Activity> expected) = Run(simulatesAll: true);
        (RunReport shortened, List<Activity> actual) = Run(simulatesAll: false);

        Assert.Equal(full.Simulation!.Events, shortened.Simulation!.Events);
        Assert.Equal(RunReportJson.Write(full with { Simulation = null }), RunReportJson.Write(shortened with { Simulation = null }));
        Assert.Equal(expected.Count, actual.Count);
        Assert.True(expected.SequenceEqual(actual), "an activity differs");
        return shortened.Simulation.Shortcut!;

        (RunReport Report, List<Activity> Activities) Run(bool simulatesAll)
        {
            var heard = new Listener();
            var job = new SimulationJob
            {
                Spec = spec,
                Program = program,
                Inputs = null,
                Seed = 1,
                ArrivalInterval = arrival,
                Observer = heard,
                SimulatesAll = simulatesAll
            };
            return (job.Run().Report, heard.Activities);
        }
    }

    private static string[] Settings(Random random)
    {
        return
        [
            $"crossbar.rows={random.Next(4, 40)}",
            $"crossbar.columns={random.Next(4, 40)}",
            $"crossbar.columnReadNs={Pick("2", "5", "10", "12.5", "20")}",
            $"crossbar.pairsPerTile={Pick("1", "2", "4")}",
            $"crossbar.blocksPerTile={Pick("0", "0", "4", "8")}",
            $"mapping.fanIn={Pick("gather", "gather", "chain", "tree", "time-multiplex")}",
            $"mapping.muReuse={Pick("true", "false")}",
            $"mapping.placement={Pick("rowMajor", "snake")}",
            $"sampler.lanes={random.Next(1, 40)}",
            $"sampler.banks={random.Next(1, 4)}",
            $"sigmaInput.banks={random.Next(1, 3)}",
            $"sampleHold.banks={random.Next(1, 4)}",
            $"input.banks={random.Next(1, 4)}",
            $"latch.banks={random.Next(1, 3)}",
            $"adc.intervalNs={Pick("0.5", "1", "2", "3.3", "5")}",
            $"adc.latencyNs={Pick("0", "1", "7")}",
            $"vector.width={random.Next(1, 20)}",
            $"sequencer.queueDepth={random.Next(4, 10)}",
            $"link.flitBits={16 * random.Next(2, 5)}",
            $"link.flitNs={Pick("1", "1", "1.7")}",
            $"link.bufferFlits={random.Next(1, 5)}",
            $"link.receiveFlits={random.Next(8, 70)}",
            .. Pick("", "sampler.arrays=3 sampler.relaxNs=12.67").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];

        string Pick(params string[] of) => of[random.Next(of.Length)];
    }

    private sealed class Listener : IActivitySink
    {
        public List<Activity> Activities { get; } = [];

        public void OnActivity(in Activity activity) => Activities.Add(activity);
    }
}

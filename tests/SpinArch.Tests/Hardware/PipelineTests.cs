using SpinArch.Compilation;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tests.Hardware;

public sealed class PipelineTests
{
    [Fact]
    public void The_papers_network_takes_twenty_tiles_in_balanced_blocks()
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 1, 1);
        Assert.Equal(20, run.Program.Tiles.Length);
        Assert.Equal(14, run.Program.Tiles.Count(tile => tile.Blocks[0] is { Layer: 0, Rows: 112, Columns: 100 }));
        Assert.Equal(4, run.Program.Tiles.Count(tile => tile.Blocks[0] is { Layer: 1, Rows: 100, Columns: 100 }));
        Assert.Equal(2, run.Program.Tiles.Count(tile => tile.Blocks[0] is { Layer: 2, Rows: 100, Columns: 10 }));
    }

    [Theory]
    [InlineData(1000, "crossbar.columnReadNs=10")]
    [InlineData(1500, "crossbar.columnReadNs=15")]
    [InlineData(2000, "sampler.lanes=32")]
    [InlineData(1200, "adc.intervalNs=6")]
    [InlineData(2000, "crossbar.columns=unbounded", "crossbar.rows=unbounded")]
    [InlineData(500, "crossbar.columns=50")]
    public void In_steady_state_a_sample_leaves_every_widest_block_times_interval(int intervalNs, params string[] settings)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 12, 1, settings);
        Picoseconds[] samples = [.. run.Result.SampleCompletions];

        // Partial sums of several tiles share links, so that one sample may be a flit early or late, but none drifts.
        Assert.InRange((samples[11] - samples[6]).Value, (5000L * intervalNs) - 1000, (5000L * intervalNs) + 1000);
    }

    [Fact]
    public void Inputs_back_to_back_add_exactly_their_samples_in_steady_state()
    {
        Picoseconds three = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 10, 3).Result.End;
        Picoseconds five = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 10, 5).Result.End;
        Assert.Equal(new Picoseconds(2 * 10 * 1_000_000), five - three);
    }

    [Fact]
    public void Inputs_far_apart_do_not_meet()
    {
        var interval = new Picoseconds(50_000_000);
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 2, 3, [], 1, interval);
        Assert.All(run.Result.Completions.Zip(run.Result.Arrivals), pair =>
            Assert.Equal(run.Result.Completions[0] - run.Result.Arrivals[0], pair.First - pair.Second));
    }

    [Fact]
    public void No_unit_does_two_things_at_once()
    {
        Simulated run = Simulated.Run(Simulated.Timing(300, 150, 20), 3, 2, "sampler.lanes=40", "adc.intervalNs=4");
        foreach (var unit in run.Activities.Where(activity => Unit(activity.Kind) is not null).GroupBy(activity => (activity.Tile, Unit(activity.Kind))))
        {
            Picoseconds free = Picoseconds.Zero;
            foreach (Activity activity in unit.OrderBy(activity => activity.Start.Value))
            {
                Assert.True(activity.Start >= free, $"{unit.Key} at {activity.Start}");
                free = activity.Start + activity.Duration;
            }
        }
    }

    [Fact]
    public void The_event_loop_allocates_nothing_once_it_runs()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture;
        Program program = CompilerPipeline.Compile(Simulated.Timing(784, 200, 200, 10), spec, 10, 8);
        var machine = new Machine(spec, program, new MachineInputs { Seed = 1, Images = [] }, new CountingSink());
        machine.Simulation.RunUntil(new Picoseconds(40_000_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        long events = machine.Simulation.RunUntil(new Picoseconds(70_000_000));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(events > 100_000, $"{events} events");
    }

    [Fact]
    public void A_deadlock_is_explained_as_a_wait_for_cycle()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture;
        Program program = Assembler.AssembleFile(Path.Combine(RepositoryRoot(), "isa", "examples", "deadlock.sasm"), spec.Hash);
        DeadlockException error = Assert.Throws<DeadlockException>(() =>
            new Machine(spec, program, new MachineInputs { Seed = 1, Images = [new byte[program.InputWords]] }, new CountingSink()).Run());
        Assert.Contains("wait-for cycle", error.Message, StringComparison.Ordinal);
        Assert.Contains("tile 0 vector", error.Message, StringComparison.Ordinal);
        Assert.Contains("tile 1 vector", error.Message, StringComparison.Ordinal);
        Assert.Contains("'recv.add' column 0 sample 0 waits for a word on incoming channel", error.Message, StringComparison.Ordinal);
    }

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SpinArch.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    /// <summary>The unit that an activity occupies alone; parallel views of one column read share their unit.</summary>
    private static string? Unit(ActivityKind kind) => kind.Name switch
    {
        "Fill" => "sampler",
        "Scale" => "scaler",
        "SigmaRead" => "crossbar",
        "Convert" => "adc",
        "Add" or "Activate" or "Accumulate" => "vector",
        "Inject" => "sender",
        "ReceiveVector" => "receiver",
        "Fetch" => "sequencer",
        "PortSend" => "port",
        _ => null,
    };

    private sealed class CountingSink : IActivitySink
    {
        private long count;

        public void OnActivity(in Activity activity) => count += activity.Items;
    }
}

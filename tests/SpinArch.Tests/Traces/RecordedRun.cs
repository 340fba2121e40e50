using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Compilation;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Hardware;
using SpinArch.Tests.Isa;
using SpinArch.Tests.Networks;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>A run recorded to a file of its own: <c>using var run = RecordedRun.Of(...)</c>.</summary>
internal sealed class RecordedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private RecordedRun(EffectiveConfiguration configuration, Program program, InputSet? inputs)
    {
        Path = folder["run.strace"];
        Program = program;
        Job = new SimulationJob
        {
            Spec = configuration.Architecture,
            Program = program,
            Inputs = inputs,
            Seed = 7,
            Trace = new TraceRequest(Path, configuration),
        };
    }

    public string Path { get; }

    public Program Program { get; }

    public SimulationJob Job { get; }

    public RunReport Report { get; private set; } = null!;

    /// <summary>Twenty tiles of 784-200-200-10 without weights.</summary>
    public static RecordedRun Paper(int samples = 1) => Compiled(samples, 784, 200, 200, 10);

    /// <summary>A timing-only network.</summary>
    public static RecordedRun Compiled(int samples, params int[] sizes) => CompiledUnder([], samples, sizes);

    /// <summary>A timing-only network under settings.</summary>
    public static RecordedRun CompiledUnder(string[] settings, int samples, params int[] sizes) =>
        CompiledUnder(settings, samples, Simulated.Timing(sizes));

    /// <summary>A timing-only network of two layers, the first with two copies and the second with three, under settings.</summary>
    public static RecordedRun Copied(string[] settings, int samples) => CompiledUnder(settings, samples, LayerCopies.With(Simulated.Timing(120, 60, 10), 2, 3));

    /// <summary>Two random inputs of a random network with weights and biases, under settings.</summary>
    public static RecordedRun WithValues(string[] settings, int samples, params int[] sizes) =>
        CompiledUnder(settings, samples, RandomNetworks.Network(11, Activation.None, bias: true, sizes), InputSet.Random(7, 2, sizes[0]));

    private static RecordedRun CompiledUnder(string[] settings, int samples, NetworkGraph graph, InputSet? inputs = null)
    {
        EffectiveConfiguration configuration = Configuration(settings);
        Program program = SpinArch.Compilation.CompilerPipeline.Compile(graph, configuration.Architecture, samples, inputs?.Images.Count
            ?? 1);
        return new RecordedRun(configuration, program, inputs).Run();
    }

    /// <summary>An assembly file of the repository, with values where it has levels.</summary>
    public static RecordedRun Example(string file, params string[] settings)
    {
        RecordedRun run = Prepared(file, settings);
        return run.Run();
    }

    /// <summary>The same, not yet run.</summary>
    public static RecordedRun Prepared(string file, params string[] settings)
    {
        EffectiveConfiguration configuration = Configuration(settings);
        Program program = Assembler.AssembleFile(Repository.PathOf(file), configuration.Architecture.Hash);
        bool timingOnly = program.Tiles.Any(tile => tile.Blocks.Any(block => block.MeanLevels.IsEmpty));
        return new RecordedRun(configuration, program, timingOnly ? null : InputSet.Random(7, program.Inputs, program.InputWords));
    }

    public static EffectiveConfiguration Configuration(params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>());

    public TraceReader Open() => TraceReader.Open(Path);

    public List<Activity> Activities()
    {
        using TraceReader reader = Open();
        return [.. reader.Blocks().SelectMany(block => block.ToArray())];
    }

    /// <summary>Writes the same run with its activities changed.</summary>
    public string Changed(Func<List<Activity>, IEnumerable<Activity>> change)
    {
        string path = folder["changed.strace"];
        using TraceReader reader = Open();
        List<Activity> activities = [.. reader.Blocks().SelectMany(block => block.ToArray())];
        using FileStream stream = File.Create(path);
        using var writer = new TraceWriter(stream, reader.Header);
        foreach (Activity activity in change(activities))
        {
            writer.OnActivity(in activity);
        }

        writer.Finish(reader.Outcome!.Result!);
        return path;
    }

    /// <summary>Writes what another chip, or this one with something done to it between events, makes of the same program, as if it were this run.</summary>
    public string Faulty(string[] settings, Action<Machine>? meddle = null)
    {
        string path = folder["faulty.strace"];
        using TraceReader reader = Open();
        ArchitectureSpec other = Configuration([.. settings]).Architecture;
        using FileStream stream = File.Create(path);
        using var writer = new TraceWriter(stream, reader.Header);
        var machine = new Machine(other, Program with { ArchitectureHash = other.Hash }, new MachineInputs { Seed = 7, Images = reader.Header.Images, ArrivalInterval = reader.Header.ArrivalInterval }, writer);
        for (bool isRunning = meddle is not null; isRunning; isRunning = machine.Simulation.Step())
        {
            meddle!(machine);
        }

        if (meddle is null)
        {
            machine.Run();
        }

        writer.Finish(reader.Outcome!.Result!);
        return path;
    }

    public string Beside(string name) => folder[name];

    public void Dispose() => folder.Dispose();

    private RecordedRun Run()
    {
        Report = Job.Run().Report;
        return this;
    }
}

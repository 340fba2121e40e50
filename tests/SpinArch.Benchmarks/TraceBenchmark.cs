using BenchmarkDotNet.Attributes;
using SpinArch.Compilation;
using SpinArch.Configuration;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Benchmarks;

/// <summary>Writing, reading and verifying a trace, an activity at a time: the paper's network with its weights, two inputs of ten samples.</summary>
[InProcess]
[WarmupCount(3)]
[IterationCount(9)]
public class TraceBenchmark
{
    // What the program makes of all-spin; checked, so that a time is one of an activity.
    private const int Count = 600_000;

    private readonly List<Activity> activities = [];
    private TraceHeader header = null!;
    private RunResult result = null!;
    private string path = "";

    [GlobalSetup]
    public void Record()
    {
        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        EffectiveConfiguration configuration = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>());
        Isa.Program program = CompilerPipeline.Compile(NetworkReader.Read(catalog.ResolveNetwork("all-spin-mnist")), configuration.Architecture, 10, 2);
        InputSet images = InputSet.FromIdx(Path.Combine(catalog.Root, "networks", "mnist-100"), "mnist-100", 2, program.InputWords);
        header = new TraceHeader
        {
            ToolVersion = "benchmark",
            Spec = configuration.Architecture,
            Values = [.. configuration.Values.Select(value => KeyValuePair.Create(value.Key, value.Value))],
            Program = program,
            Seed = 1,
            ArrivalInterval = Picoseconds.Zero,
            PowerBin = new Picoseconds(10_000),
            Data = images.Source,
            Labels = images.Labels,
            Images = images.Images,
        };
        var all = new Collector(activities);
        result = new Machine(header.Spec, program, new MachineInputs { Seed = 1, Images = images.Images, ArrivalInterval = Picoseconds.Zero }, all).Run();
        activities.RemoveRange(Count, activities.Count - Count);
        path = Path.GetTempFileName();
        using FileStream stream = File.Create(path);
        WriteTo(stream);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(path);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Write() => WriteTo(Stream.Null);

    [Benchmark(OperationsPerInvoke = Count)]
    public long Read()
    {
        using TraceReader reader = TraceReader.Open(path);
        long read = 0;
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            read += block.Length;
        }

        return read;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Verify()
    {
        using TraceReader reader = TraceReader.Open(path);
        return TraceVerifier.Verify(reader).Passed.Length;
    }

    private void WriteTo(Stream stream)
    {
        using var writer = new TraceWriter(stream, header);
        foreach (Activity activity in activities)
        {
            writer.OnActivity(in activity);
        }

        writer.Finish(result);
    }

    private sealed class Collector(List<Activity> all) : IActivitySink
    {
        public void OnActivity(in Activity activity) => all.Add(activity);
    }
}

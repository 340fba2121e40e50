using BenchmarkDotNet.Attributes;
using SpinArch.Compilation;
using SpinArch.Configuration;
using SpinArch.Energy;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Benchmarks;

/// <summary>The event loop of the paper's network, ten samples, an input at a time of twenty: alone, with what a report observes, and recorded as well.</summary>
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 9)]
public class MachineBenchmark
{
    private const int Inputs = 20;
    private const int Samples = 10;

    private EffectiveConfiguration configuration = null!;
    private Isa.Program program = null!;
    private InputSet images = null!;

    [GlobalSetup]
    public void Compile()
    {
        ConfigurationCatalog catalog = ConfigurationCatalog.Shipped();
        configuration = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>());
        program = CompilerPipeline.Compile(NetworkReader.Read(catalog.ResolveNetwork("all-spin-mnist")), configuration.Architecture, Samples, Inputs);
        images = InputSet.FromIdx(Path.Combine(catalog.Root, "networks", "mnist-100"), "mnist-100", Inputs, program.InputWords);
    }

    [Benchmark(OperationsPerInvoke = Inputs)]
    public RunResult Unobserved() => Run();

    [Benchmark(Baseline = true, OperationsPerInvoke = Inputs)]
    public RunResult Reported() => Run(Profile());

    [Benchmark(OperationsPerInvoke = Inputs)]
    public RunResult Recorded()
    {
        RunProfile profile = Profile();
        using var writer = new TraceWriter(Stream.Null, new TraceHeader
        {
            ToolVersion = "benchmark",
            Spec = configuration.Architecture,
            Values = [.. configuration.Values.Select(value => KeyValuePair.Create(value.Key, value.Value))],
            Program = program,
            Seed = 1,
            ArrivalInterval = Picoseconds.Zero,
            PowerBin = profile.FirstPowerBin,
            Data = images.Source,
            Labels = images.Labels,
            Images = images.Images,
        });
        RunResult result = Run(profile, writer);
        writer.Finish(result);
        return result;
    }

    private RunResult Run(params Traces.IActivitySink[] sinks) =>
        new Machine(configuration.Architecture, program, new MachineInputs { Seed = 1, Images = images.Images, ArrivalInterval = Picoseconds.Zero }, sinks).Run();

    private RunProfile Profile() => new(EnergyModel.Create(configuration.Architecture, program));
}

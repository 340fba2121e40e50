using SpinArch.Compilation;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>A network compiled and run under settings, with the activities kept: <c>Simulated.Network(...).Run()</c>.</summary>
internal sealed class Simulated : IActivitySink
{
    private Simulated(NetworkGraph graph, ArchitectureSpec spec, int samples, int inputs)
    {
        Spec = spec;
        Program = CompilerPipeline.Compile(graph, spec, samples, inputs);
    }

    public ArchitectureSpec Spec { get; }

    public Program Program { get; }

    public List<Activity> Activities { get; } = [];

    public RunResult Result { get; private set; } = null!;

    public static NetworkGraph Timing(params int[] sizes) => new()
    {
        Name = "timing",
        Place = "timing",
        Inputs = sizes[0],
        Calibration = [],
        Layers =
        [
            .. sizes.Skip(1).Select((outputs, index) => new NetworkLayer
            {
                Name = $"layer{index}",
                Inputs = sizes[index],
                Outputs = outputs,
                Activation = index == sizes.Length - 2 ? Activation.None : Activation.SaturatingLinear,
                Mean = [],
                Sigma = [],
                HasBias = false,
            }),
        ],
    };

    public static Simulated Run(NetworkGraph graph, int samples, int inputs, params string[] settings) =>
        Run(graph, samples, inputs, [], 1, Picoseconds.Zero, settings);

    public static Simulated Run(
        NetworkGraph graph, int samples, int inputs, IReadOnlyList<byte[]> images, ulong seed, Picoseconds arrival, params string[] settings)
    {
        ArchitectureSpec spec = settings.Any(GatedChip.Has)
            ? GatedChip.Load(settings)
            : settings.Any(ArrayChip.Has) ? ArrayChip.Load(settings)
            : ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        var simulated = new Simulated(graph, spec, samples, inputs);
        var machine = new Machine(
            spec, simulated.Program, new MachineInputs { Seed = seed, Images = images, ArrivalInterval = arrival }, simulated);
        simulated.Result = machine.Run();
        return simulated;
    }

    public void OnActivity(in Activity activity) => Activities.Add(activity);

    public IEnumerable<Activity> Of(ActivityKind kind) => Activities.Where(activity => activity.Kind == kind);

    public long Items(ActivityKind kind) => Of(kind).Sum(activity => (long)activity.Items);
}

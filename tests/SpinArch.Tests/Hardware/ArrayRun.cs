using SpinArch.Compilation;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>A network compiled and run on the chip whose arrays are read whole, with the activities kept.</summary>
internal sealed class ArrayRun : IActivitySink
{
    private ArrayRun(NetworkGraph graph, int samples, int inputs, string[] settings)
    {
        Spec = ArrayChip.Load(settings);
        Program = CompilerPipeline.Compile(graph, Spec, samples, inputs);
    }

    public ArchitectureSpec Spec { get; }

    public SpinArch.Isa.Program Program { get; }

    public List<Activity> Activities { get; } = [];

    public RunResult Result { get; private set; } = null!;

    public static ArrayRun Of(NetworkGraph graph, int samples, params string[] settings) => Of(graph, samples, [], 1, settings);

    public static ArrayRun Of(NetworkGraph graph, int samples, byte[][] images, ulong seed, params string[] settings)
    {
        int inputs = Math.Max(1, images.Length);
        var run = new ArrayRun(graph, samples, inputs, settings);
        var machine = new Machine(
            run.Spec, run.Program, new MachineInputs { Seed = seed, Images = images, ArrivalInterval = Picoseconds.Zero }, run);
        run.Result = machine.Run();
        return run;
    }

    public void OnActivity(in Activity activity) => Activities.Add(activity);

    public Activity[] Of(ActivityKind kind) => [.. Activities.Where(activity => activity.Kind == kind)];
}

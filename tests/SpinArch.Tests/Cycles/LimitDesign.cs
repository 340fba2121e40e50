using SpinArch.Compilation;
using SpinArch.Cycles;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Estimation;

namespace SpinArch.Tests.Cycles;

/// <summary>A design whose steady interval is foretold by its period graph and seen in a simulation.</summary>
internal static class LimitDesign
{
    /// <summary>What a simulation that goes on until it comes round says a sample takes [ns].</summary>
    public static double Simulated(ArchitectureSpec spec, NetworkGraph graph, int samples)
    {
        Program program = CompilerPipeline.Compile(graph, spec, samples, 1);
        Machine machine = new(spec, program, new MachineInputs { Seed = 0, Images = [] });
        return SteadyInterval.Of(spec, program, machine.Run(), null, long.MaxValue, CancellationToken.None)!.Value;
    }

    /// <summary>What the graph says.</summary>
    public static ChipLimit? Foretold(ArchitectureSpec spec, NetworkGraph graph, int samples, bool foretells) =>
        LimitFinder.Of(spec, CompilerPipeline.Compile(graph, spec, samples, 1), foretells);

    /// <summary>A random design that a test has time for; null where it cannot be built.</summary>
    public static RandomDesign? Draw(int seed, int mostTiles)
    {
        try
        {
            RandomDesign design = RandomDesign.Draw(seed).Scarce(seed);
            ArchitectureSpec spec = KeyTable.Find("mapping.tileBudget")!.Apply(design.Spec, "none");
            design = design with { Spec = spec, Samples = 24, Inputs = 1 };
            return design.Estimate().Tiles > mostTiles ? null : design;
        }
        catch (SpinArch.Files.InputException)
        {
            return null;
        }
    }
}

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
    /// <summary>Keys that make places scarce and results late; a design takes some of them.</summary>
    public static readonly string[] Scarce =
    [
        "adc.latencyNs=40", "adc.latencyNs=100", "sampler.normaliseNs=100", "sequencer.queueDepth=1", "sequencer.queueDepth=2",
            "sequencer.queueDepth=3",
        "input.banks=1", "link.receiveFlits=1", "link.receiveFlits=3", "latch.banks=1", "sampler.banks=1", "sigmaInput.banks=1",
            "sampleHold.banks=1",
        "link.bufferFlits=1", "link.flitNs=3", "vector.width=1",
    ];

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
        RandomDesign design = RandomDesign.Draw(seed);
        var random = new Random((7 * seed) + 1);
        string[] scarce = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Scarce[random.Next(Scarce.Length)])];
        try
        {
            string[] settings = [.. design.Text.Split(", ").First(part => part.Contains('=', StringComparison.Ordinal)).Split(' '),
                "mapping.tileBudget=none", .. scarce];
            ArchitectureSpec spec = RandomDesign.Load(settings);
            var drawn = new RandomDesign($"{design.Text} {string.Join(' ', scarce)}", spec, design.Graph, 24, 1);
            return drawn.Estimate().Tiles > mostTiles ? null : drawn;
        }
        catch (SpinArch.Files.InputException)
        {
            return null;
        }
    }
}

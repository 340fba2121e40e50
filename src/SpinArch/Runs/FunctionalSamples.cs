using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Runs;

/// <summary>
/// The single samples of a run's inputs from the functional path. Where that does not give the very sums of the machine (a program by hand,
/// that is no network layer by layer) there are none.
/// </summary>
internal static class FunctionalSamples
{
    /// <summary>The samples of a run; null where there are none.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="result">The run's results.</param>
    /// <param name="images">Its inputs.</param>
    /// <param name="seed">Key of all draws.</param>
    public static SampledRun? Of(ArchitectureSpec spec, Program program, RunResult result, IReadOnlyList<byte[]> images, ulong seed)
    {
        if (images.Count != program.Inputs || result.Sums.IsEmpty || !FunctionalNetwork.Fits(program)
            || !ComponentCatalog.HasClosedForm(spec))
        {
            return null;
        }

        var network = new FunctionalNetwork(spec, program);
        var tally = new ConversionTally(network.Layers.Count);
        ImmutableArray<long[]> results = network.Run(images, seed, program.Samples, tally);
        for (int input = 0; input < results.Length; input++)
        {
            for (int output = 0; output < network.Outputs; output++)
            {
                long sum = 0;
                for (int sample = 0; sample < program.Samples; sample++)
                {
                    sum += results[input][(sample * network.Outputs) + output];
                }

                if (sum != result.Sums[(input * network.Outputs) + output])
                {
                    return null;
                }
            }
        }

        return new SampledRun(network, results, LayerPrecision.Of(program, tally));
    }
}

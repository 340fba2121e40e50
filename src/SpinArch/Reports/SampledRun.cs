using System.Collections.Immutable;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>
/// The single samples of a run's inputs, of which the machine keeps sums only, from the functional path. Where that does not give these
/// very sums (a program by hand, that is no network layer by layer) there is none.
/// </summary>
/// <param name="Network">The functional path.</param>
/// <param name="Results">Results, [inputs][samples x outputs].</param>
/// <param name="Precision">What the numbers of each layer lose.</param>
public sealed record SampledRun(FunctionalNetwork Network, ImmutableArray<long[]> Results, ImmutableArray<LayerPrecision> Precision)
{
    /// <summary>A run's report with what its samples tell: precision by layer and, where inputs are labelled, the joint report.</summary>
    /// <param name="report">The run's report.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="result">The run's results.</param>
    /// <param name="images">Its inputs.</param>
    /// <param name="labels">Their labels; none where empty.</param>
    public static RunReport Complete(
        RunReport report, ArchitectureSpec spec, Program program, RunResult result, IReadOnlyList<byte[]> images, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        return Of(spec, program, result, images, report.Seed) is { } sampled
            ? report with { Precision = sampled.Precision, Joint = JointReport.OfRun(report, sampled, images, labels) }
            : report;
    }

    private static SampledRun? Of(ArchitectureSpec spec, Program program, RunResult result, IReadOnlyList<byte[]> images, ulong seed)
    {
        if (images.Count != program.Inputs || result.Sums.IsEmpty || !FunctionalNetwork.Fits(program))
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

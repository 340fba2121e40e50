using SpinArch.Functional;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Comparisons;

/// <summary>What is published of an architecture and this network, each figure beside the one that was simulated in the same way.</summary>
internal static class PublishedBeside
{
    /// <summary>The figures; null where none are published of this network.</summary>
    /// <param name="run">Network, architecture and images.</param>
    /// <param name="measures">What the inference found.</param>
    /// <param name="report">What the simulation found.</param>
    public static ComparisonPublished? Of(InferenceRun run, PredictionMeasures measures, RunReport report)
    {
        int[] layers = [run.Network.Inputs, .. run.Network.Layers.Select(layer => layer.Outputs)];
        if (run.Architecture.Published is not { } published || !published.Layers.SequenceEqual(layers))
        {
            return null;
        }

        return new ComparisonPublished(published.Citation,
            [.. published.Figures.Select(figure => Beside(figure.Key, figure.Value, Simulated(figure.Key)))]);

        double? Simulated(string key) => key switch
        {
            PublishedKey.EnergyNj => report.EnergyNj.PaperScope / ((double)report.Inputs * report.Samples),
            // Of one sample each.
            PublishedKey.InputsPerSecond => report.Throughput.SamplesPerSecond,
            PublishedKey.DeviceAccuracyPercent when published.Data.ContainsKey(run.DataName) => 100 * measures.Accuracy.Mean,
            _ => null,
        };
    }

    private static ComparisonFigure Beside(string key, PublishedFigure figure, double? simulated) =>
        new(key, figure.Value, simulated, simulated / figure.Value, figure.Source);
}

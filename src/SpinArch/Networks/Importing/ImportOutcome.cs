using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>What an import found, for people.</summary>
public sealed record ImportOutcome
{
    /// <summary>All that is in the way, a line each.</summary>
    public required ImmutableArray<string> Faults { get; init; }

    /// <summary>What the user should know of the way the file was read.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The layers, in order; empty where there are faults.</summary>
    public required ImmutableArray<ImportedLayer> Layers { get; init; }

    internal static ImportOutcome Of(ImportReading reading, ImportedNetwork? network)
    {
        ImmutableArray<string> notes = reading.Notes;
        bool isUncalibrated = network is { Calibration.IsEmpty: true };
        return new ImportOutcome
        {
            Faults = reading.Faults,
            Notes = isUncalibrated ? [.. notes,
                "Ranges will be found with images of uniform bytes; --calibration gives real ones, which suit better."] : notes,
            Layers = network is null ? [] : [.. network.Nodes.Select(node => Layer(network, node))],
        };
    }

    private static ImportedLayer Layer(ImportedNetwork network, ImportedNode node)
    {
        ImportedWeights? weights = node.Weights;
        bool isDrawn = weights is not null && (weights.Matrix.Sigma is not null || weights.Bias?.Sigma is not null);
        return new ImportedLayer(
            node.Name,
            NetworkFileText.Kind(node.Kind),
            string.Join(", ", network.InputNames(node)),
            node.Shape.ToString(),
            node.Activation.Name,
            weights is null ? 0 : weights.Matrix.Mean.LongLength + (weights.Bias?.Mean.LongLength ?? 0),
            isDrawn);
    }
}

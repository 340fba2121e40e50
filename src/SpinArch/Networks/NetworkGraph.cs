using System.Collections.Immutable;

namespace SpinArch.Networks;

/// <summary>A network as its file describes it: layers in order, each fed by the one before.</summary>
public sealed record NetworkGraph
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string Place { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<NetworkLayer> Layers { get; init; }

    /// <summary>Calibration inputs, bytes, one array an image; empty where the weights file has none.</summary>
    public required ImmutableArray<byte[]> Calibration { get; init; }

    /// <summary>Whether weights are there; without them only time and counts are simulated.</summary>
    public bool HasWeights => Layers[0].Mean.Length > 0;
}

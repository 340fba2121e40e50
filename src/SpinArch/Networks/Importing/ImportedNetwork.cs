using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>A network that came over whole: what a folder is written of.</summary>
internal sealed record ImportedNetwork
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The shape of an input, as the network file has it.</summary>
    public required ImmutableArray<int> Input { get; init; }

    /// <summary>Nodes, each after those that feed it; their names differ and are names that a weights file can have.</summary>
    public required ImmutableArray<ImportedNode> Nodes { get; init; }

    /// <summary>What the user should know of the way it was read.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Images for the converters' ranges, bytes; empty where none were given.</summary>
    public ImmutableArray<byte[]> Calibration { get; init; } = [];

    /// <summary>The node's inputs by name.</summary>
    /// <param name="node">The node.</param>
    public IEnumerable<string> InputNames(ImportedNode node) =>
        node.Inputs.Select(input => input == ImportedNode.NetworkInput ? NodeNames.Input : Nodes[input].Name);
}

using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>One node of an imported network, as its file will have it.</summary>
internal sealed record ImportedNode
{
    /// <summary>What stands for the network's input among <see cref="Inputs"/>.</summary>
    public const int NetworkInput = -1;

    /// <summary>A name that is wished for; the written one is unique.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required ImportedKind Kind { get; init; }

    /// <summary>The nodes that feed it, by index.</summary>
    public required ImmutableArray<int> Inputs { get; init; }

    /// <summary>The map that it gives.</summary>
    public required MapShape Shape { get; init; }

    /// <summary>What follows.</summary>
    public ImportedActivation Activation { get; init; }

    /// <summary>The window of a convolution or pool.</summary>
    public ImportedWindow? Window { get; init; }

    /// <summary>The weights of a dense layer or convolution.</summary>
    public ImportedWeights? Weights { get; init; }
}

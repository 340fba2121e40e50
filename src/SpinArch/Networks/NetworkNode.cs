using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Networks;

/// <summary>A layer's place in the network: what it takes, from where, and what it gives.</summary>
public sealed record NetworkNode
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>The nodes that it takes from, all before it; -1 is the network's input.</summary>
    public required ImmutableArray<int> Sources { get; init; }

    /// <summary>What it gives.</summary>
    public required TensorShape Output { get; init; }

    /// <summary>Where it reads its input: of a convolution or a pool its kernel, of a dense layer all of it; null for the others.</summary>
    public Window? Window { get; init; }

    /// <summary>What follows the sum of a dense layer, a convolution or an addition.</summary>
    public NodeActivation Activation { get; init; }

    /// <summary>
    /// The value of the full code of a <c>relu</c>, or of a sum without activation before other layers; null where it is to be calibrated.
    /// </summary>
    public double? Range { get; init; }

    /// <summary>Of an addition whose ranges are known: the range of each input, as a share of its own; else empty.</summary>
    internal ImmutableArray<double> Ratios { get; init; } = [];

    /// <summary>Index of its weights in <see cref="NetworkGraph.Layers"/>, or null.</summary>
    public int? Layer { get; init; }

    /// <summary>Groups of a convolution's channels, each with kernels of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>First channel of its source that it takes; of a part of a convolution with groups, not 0.</summary>
    internal int FirstChannel { get; init; }

    /// <summary>Whether an average counts places beside the map, as zeros.</summary>
    public bool CountsPadding { get; init; }
}

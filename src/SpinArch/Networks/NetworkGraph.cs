using System.Collections.Immutable;

namespace SpinArch.Networks;

/// <summary>A network as its file describes it: layers in an order in which each follows those that feed it.</summary>
public sealed record NetworkGraph
{
    private readonly ImmutableArray<NetworkNode> _nodes;
    private readonly TensorShape? _shape;

    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string Place { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _nodes.IsDefault ? Layers[^1].Outputs : _nodes[^1].Output.Count;

    /// <summary>The shape of an input; a vector where none was given.</summary>
    public TensorShape Shape
    {
        get => _shape ?? new TensorShape(Inputs);
        init => _shape = value;
    }

    /// <summary>The layers that have weights, in order; at least one.</summary>
    public required ImmutableArray<NetworkLayer> Layers { get; init; }

    /// <summary>All layers, in order; where none were given, <see cref="Layers"/> as a chain of dense ones.</summary>
    public ImmutableArray<NetworkNode> Nodes
    {
        get => _nodes.IsDefault ? Chain() : _nodes;
        init => _nodes = value;
    }

    /// <summary>Calibration inputs, bytes, one array an image; empty where the weights file has none.</summary>
    public required ImmutableArray<byte[]> Calibration { get; init; }

    /// <summary>Whether weights are there; without them only time and counts are simulated.</summary>
    public bool HasWeights => Layers[0].Mean.Length > 0;

    /// <summary>Whether ranges of activations are folded into the weights, for one architecture.</summary>
    internal bool IsScaled { get; init; }

    private ImmutableArray<NetworkNode> Chain() =>
    [
        .. Layers.Select((layer, index) => new NetworkNode
        {
            Name = layer.Name,
            Kind = NodeKind.Dense,
            Sources = [index - 1],
            Output = new TensorShape(layer.Outputs),
            Window = (index == 0 ? Shape : new TensorShape(layer.Inputs)).Whole,
            Activation = layer.Activation switch
            {
                Isa.Activation.SaturatingLinear => NodeActivation.SaturatingLinear,
                Isa.Activation.Sign => NodeActivation.Sign,
                Isa.Activation.None or Isa.Activation.Linear => NodeActivation.None,
            },
            Layer = index,
        }),
    ];
}

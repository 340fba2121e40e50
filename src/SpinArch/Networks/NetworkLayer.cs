using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Networks;

/// <summary>A layer's matrix of weights: a dense layer's, or that of all windows of a convolution.</summary>
public sealed record NetworkLayer
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Fan-in, a bias not counted.</summary>
    public required int Inputs { get; init; }

    /// <summary>
    /// Rows and columns of a convolution's kernel, whose weights are an array [outputs][channels][rows][columns]; null of a dense layer.
    /// </summary>
    public (int Height, int Width)? Kernel { get; init; }

    /// <summary>Neurons, or channels of a convolution's result.</summary>
    public required int Outputs { get; init; }

    /// <summary>What follows the sum.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Means, [Rows][Outputs] row-major, bias rows last; empty when timing-only.</summary>
    public required float[] Mean { get; init; }

    /// <summary>Standard deviations, likewise.</summary>
    public required float[] Sigma { get; init; }

    /// <summary>Whether bias rows, always driven, follow the inputs.</summary>
    public required bool HasBias { get; init; }

    /// <summary>Rows of the bias, where there is one: of cells with few levels it takes several.</summary>
    public int BiasLines { get; init; } = 1;

    /// <summary>Whether each sample draws the layer's weights anew: of every layer that there is.</summary>
    public bool IsDrawn => true;

    /// <summary>How the layer's partial sums are combined, or null to follow <c>mapping.fanIn</c>.</summary>
    public FanInKind? FanIn { get; init; }

    /// <summary>Copies of the layer, or null to follow <c>mapping.replicas</c>.</summary>
    public int? Replicas { get; init; }

    /// <summary>Rows that the layer takes on crossbars: fan-in and bias.</summary>
    public int Rows => Inputs + (HasBias ? BiasLines : 0);
}

using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>What a layer is to the partitioner: a matrix of weights, and which vectors meet it.</summary>
public sealed record LoweredMatrix
{
    /// <summary>Index from 0, in the order of the network's layers of weights.</summary>
    public required int Index { get; init; }

    /// <summary>Its stage in <see cref="LoweredNetwork.Stages"/>.</summary>
    public required int Stage { get; init; }

    /// <summary>The layer that it comes from.</summary>
    public required NetworkLayer Layer { get; init; }

    /// <summary>Rows: a fan-in, and the bias where there is one.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns: one a result.</summary>
    public required int Columns { get; init; }

    /// <summary>Where its vectors lie in the map that it takes.</summary>
    public required Window Window { get; init; }

    /// <summary>Vectors that meet it in one sample: 1 for a dense layer, one a place of the kernel for a convolution.</summary>
    public int Positions => Window.Positions;

    /// <summary>
    /// The matrix whose results are its vectors, in a chain of dense layers; null for the network's inputs, and where a stage of another
    /// kind lies between.
    /// </summary>
    public required int? Source { get; init; }

    /// <summary>Whether its vectors differ from sample to sample of an input.</summary>
    public required bool InputsVary { get; init; }
}

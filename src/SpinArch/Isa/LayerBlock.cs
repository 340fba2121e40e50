using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Isa;

/// <summary>A block of a layer on one crossbar pair: its place in the layer, its levels and its arithmetic.</summary>
public sealed record LayerBlock
{
    /// <summary>Crossbar pair of the tile that holds the block; several blocks may share one, to which <c>write</c> brings them in turn.</summary>
    public required int Pair { get; init; }

    /// <summary>Index of the layer, from 0; part of the draw counter.</summary>
    public required int Layer { get; init; }

    /// <summary>The layer's name in the network file.</summary>
    public required string LayerName { get; init; }

    /// <summary>First input of the layer that this block holds.</summary>
    public required int RowBase { get; init; }

    /// <summary>Inputs held.</summary>
    public required int Rows { get; init; }

    /// <summary>How many of the last rows are always driven with the full code (a bias); no channel fills them.</summary>
    public int AlwaysDrivenRows { get; init; }

    /// <summary>First output of the layer that this block holds.</summary>
    public required int ColumnBase { get; init; }

    /// <summary>Outputs held.</summary>
    public required int Columns { get; init; }

    /// <summary>Where mean and sigma are added.</summary>
    public required ColumnSum ColumnSum { get; init; }

    /// <summary>The block's integer constants.</summary>
    public required BlockArithmetic Arithmetic { get; init; }

    /// <summary>L_mu, -15..15 at 4 bits; column-major, [Columns][Rows]; empty when timing-only.</summary>
    public required ImmutableArray<sbyte> MeanLevels { get; init; }

    /// <summary>L_sigma, 0..15 at 4 bits; column-major, [Columns][Rows]; empty when timing-only.</summary>
    public required ImmutableArray<sbyte> SigmaLevels { get; init; }
}

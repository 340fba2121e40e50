using System.Collections.Immutable;

namespace SpinArch.Reports;

/// <summary>How one layer lies on the tiles.</summary>
public sealed record LayerReport
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>digital</c> or <c>neuron</c>; <c>mixed</c> where blocks differ.</summary>
    public required string ColumnSum { get; init; }

    /// <summary>Fan-in over all row blocks.</summary>
    public required int Rows { get; init; }

    /// <summary>Outputs over all column blocks.</summary>
    public required int Columns { get; init; }

    /// <summary>Blocks of all copies, one a crossbar pair.</summary>
    public required int Blocks { get; init; }

    /// <summary>Copies of the layer, to which samples are dealt in turn.</summary>
    public required int Copies { get; init; }

    /// <summary>Tiles that hold them.</summary>
    public required ImmutableArray<int> Tiles { get; init; }
}

using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>How a layer lies on the chip, as far as its timing depends on it.</summary>
internal sealed record LayerLayout
{
    /// <summary>Rows of the largest block.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of the widest block.</summary>
    public required int Columns { get; init; }

    /// <summary>Where mean and sigma are added.</summary>
    public required ColumnSum ColumnSum { get; init; }

    /// <summary>Whether mu partial sums are made on sample 0 and kept.</summary>
    public required bool MuReuse { get; init; }

    /// <summary>The longest way of a column's result to the tiles of the next layer, or into the statistics.</summary>
    public required ImmutableArray<PathStep> Path { get; init; }

    /// <summary>Flits of one sample over the link that this layer loads most.</summary>
    public required int LinkFlits { get; init; }

    /// <summary>Flits that reach one tile by one link for each of its columns; 0 where nothing is gathered.</summary>
    public required int GatheredFlits { get; init; }

    /// <summary>Most loops over columns in the code of one tile.</summary>
    public required int ColumnLoops { get; init; }

    /// <summary>Most hops to the port, for the last layer.</summary>
    public required int ResultHops { get; init; }
}

using SpinArch.Compilation;

namespace SpinArch.Estimation;

/// <summary>
/// Tiles of one layer that do the same: what one of them does in one sample, or with one column, whatever the times are.
/// </summary>
internal readonly record struct TileGroup
{
    /// <summary>Layer index.</summary>
    public required int Layer { get; init; }

    /// <summary>How many tiles.</summary>
    public required int Tiles { get; init; }

    /// <summary>Samples of an input that the tile's copy works on less than the first copy of its layer: 0, or 1 where samples do not divide by copies.</summary>
    public required int Missed { get; init; }

    /// <summary>Columns of the block.</summary>
    public required int Columns { get; init; }

    /// <summary>What each does with a column.</summary>
    public required TileWork Work { get; init; }
}

using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The mean and sigma crossbar pair; one column is read at a time on each, both together.</summary>
public sealed record CrossbarSpec
{
    /// <summary><c>crossbar.rows</c>: word lines, or unbounded.</summary>
    public required Extent Rows { get; init; }

    /// <summary><c>crossbar.columns</c>: bit lines, or unbounded.</summary>
    public required Extent Columns { get; init; }

    /// <summary><c>crossbar.columnReadNs</c>: one column, settling included; or <c>array.readNs</c>, all columns at once.</summary>
    public required Picoseconds ColumnRead { get; init; }

    /// <summary><c>crossbar.pairsPerTile</c>.</summary>
    public required int PairsPerTile { get; init; }

    /// <summary><c>crossbar.blocksPerTile</c>: row blocks whose vectors, latches and levels a tile can hold; 0 for as many as it has pairs.</summary>
    public required int BlocksPerTile { get; init; }

    /// <summary><c>crossbar.rowWriteNs</c>: writing one word line of both crossbars of a pair, its levels fetched meanwhile.</summary>
    public required Picoseconds RowWrite { get; init; }

    /// <summary>Row blocks that a tile can hold: on its pairs, or beyond them in its level memory.</summary>
    public int BlockPlaces => Math.Max(PairsPerTile, BlocksPerTile);

    /// <summary>Whether a tile can hold more row blocks than it has pairs, so that it has a level memory and a writer.</summary>
    public bool IsRewritten => BlocksPerTile > PairsPerTile;

    /// <summary><c>crossbar.columnSum</c>.</summary>
    public required ColumnSum ColumnSum { get; init; }
}

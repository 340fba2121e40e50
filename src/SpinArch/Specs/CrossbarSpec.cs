using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The mean and sigma crossbar pair; one column is read at a time on each, both together.</summary>
public sealed record CrossbarSpec
{
    /// <summary><c>crossbar.rows</c>: word lines, or unbounded.</summary>
    public required Extent Rows { get; init; }

    /// <summary><c>crossbar.columns</c>: bit lines, or unbounded.</summary>
    public required Extent Columns { get; init; }

    /// <summary><c>crossbar.columnReadNs</c>: one column, settling included.</summary>
    public required Picoseconds ColumnRead { get; init; }

    /// <summary><c>crossbar.pairsPerTile</c>.</summary>
    public required int PairsPerTile { get; init; }

    /// <summary><c>crossbar.columnSum</c>.</summary>
    public required ColumnSum ColumnSum { get; init; }
}

using SpinArch.Tiles;

namespace SpinArch.Cycles;

/// <summary>Something that happens once in every period: an operation or a part of one, a posting, a flit on a link.</summary>
internal readonly struct PeriodNode
{
    /// <summary>What it is.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>Its tile, -1 for the port; of a flit on a link the router.</summary>
    public required int Tile { get; init; }

    /// <summary>Number of its step in the plan; of a flit on a link the router's output, and -1 elsewhere.</summary>
    public required int Step { get; init; }

    /// <summary>What there is to do.</summary>
    public readonly Work Work { get; init; }

    /// <summary>Whether it happens on clock edges only.</summary>
    public required bool IsClocked { get; init; }
}

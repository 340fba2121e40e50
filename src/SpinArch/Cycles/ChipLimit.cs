using System.Collections.Immutable;
using SpinArch.Traces;

namespace SpinArch.Cycles;

/// <summary>What limits a program in its steady state, by the critical cycle of its period graph.</summary>
internal sealed record ChipLimit
{
    /// <summary>Whether a period is an input with all its samples, in place of samples.</summary>
    public required bool IsOfInputs { get; init; }

    /// <summary>Between samples, or inputs [ns].</summary>
    public required double IntervalNs { get; init; }

    /// <summary>Whether the chip can have no other interval: where ways of several senders meet, it is a lower bound.</summary>
    public required bool IsDetermined { get; init; }

    /// <summary>
    /// Whether the interval is exact: where waits for clock edges do not come round soon enough it is a mean over many periods.
    /// </summary>
    public required bool IsExact { get; init; }

    /// <summary>What the cycle goes through.</summary>
    public required LimitKind Kind { get; init; }

    /// <summary>What keeps the unit that limits; null where it is no unit of a tile.</summary>
    public required ActivityKind? Activity { get; init; }

    /// <summary>What limits, in a word or two.</summary>
    public required string Name { get; init; }

    /// <summary>Where most of the cycle lies: tile, -1 the port, of a link the router.</summary>
    public required int Tile { get; init; }

    /// <summary>Whether <see cref="Tile"/> is a router.</summary>
    public required bool IsLink { get; init; }

    /// <summary>Where its time goes, the largest part first.</summary>
    public required ImmutableArray<LimitShare> Shares { get; init; }

    /// <summary>Places whose depth is on it.</summary>
    public required ImmutableArray<LimitPlace> Places { get; init; }

    /// <summary>What half and twice of its keys would give; empty where that is not foretold.</summary>
    public required ImmutableArray<LimitChange> Changes { get; init; }

    /// <summary>Those of which the graph cannot tell, <c>key=value</c>.</summary>
    public required ImmutableArray<string> OpenChanges { get; init; }
}

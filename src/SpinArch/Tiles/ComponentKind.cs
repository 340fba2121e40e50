using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Tiles;

/// <summary>A kind of component: all that is known of it whatever the architecture, and what it is under one.</summary>
public sealed record ComponentKind : ListedComponent
{
    /// <summary>The stores that it brings and what its units do, under an architecture; null for a part of the chip that no tile's plan knows.</summary>
    public Func<ArchitectureSpec, Component>? Under { get; init; }

    /// <summary>Operation queues that it has a tile.</summary>
    public Func<ArchitectureSpec, int> Queues { get; init; } = _ => 0;

    /// <summary>Units that reports speak of.</summary>
    public required ImmutableArray<UnitKind> Units { get; init; }

    /// <summary>What they report.</summary>
    public ImmutableArray<ActivityKind> Activities { get; init; } = [];

    /// <summary>What activities cost, of this component's units or where it is built for those of others.</summary>
    public ImmutableArray<CostRule> Costs { get; init; } = [];

    /// <summary>What its devices leak while nothing happens.</summary>
    public ImmutableArray<IdleRule> Idles { get; init; } = [];

    /// <summary>What its devices take of the chip.</summary>
    public ImmutableArray<AreaRule> Areas { get; init; } = [];
}

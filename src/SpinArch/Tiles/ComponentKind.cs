using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Tiles;

/// <summary>A kind of component: all that is known of it whatever the architecture, and what it is under one.</summary>
public sealed record ComponentKind : ListedComponent
{
    /// <summary>
    /// The stores that it brings and what its units do, under an architecture; null for a part of the chip that no tile's plan knows.
    /// </summary>
    public Func<ArchitectureSpec, Component>? Under { get; init; }

    /// <summary>
    /// What computes the values of its unit, of a component whose unit has no class of its own in the machine; null where it has.
    /// </summary>
    internal (TileUnit Unit, Func<IUnitHost, IUnitValues> Make)? Values { get; init; }

    /// <summary>The points that its figures hold for, and what is said of a design beyond them.</summary>
    public ImmutableArray<CostPoint> Points { get; init; } = [];

    /// <summary>Instructions that the compiler puts before a block's columns, once a sample; not those that read arrays.</summary>
    public ImmutableArray<Opcode> Preludes { get; init; } = [];

    /// <summary>What they report; null where there are none.</summary>
    public ActivityKind? PreludeActivity { get; init; }

    /// <summary>What they count for a block of so many rows, and how long they take.</summary>
    public Func<ArchitectureSpec, int, (int Items, Picoseconds Time)> Prelude { get; init; } = (_, _) => (0, Picoseconds.Zero);

    /// <summary>Random bits that a count of an activity stands for.</summary>
    public ImmutableArray<(ActivityKind Activity, Func<ArchitectureSpec, long> Each)> RandomBits { get; init; } = [];

    /// <summary>What no single key can say is wrong: the key, and what is wrong with it; null where nothing is.</summary>
    public Func<ArchitectureSpec, (string Key, string Problem)?> Refuses { get; init; } = _ => null;

    /// <summary>Whether it works on whole layers, one after another, so that a tile holds a network.</summary>
    public bool TakesWholeLayers { get; init; }

    /// <summary>A store that says which word lines of a block are driven, one bit a row; null where it has none.</summary>
    public Store? Gates { get; init; }

    /// <summary>
    /// What fills <see cref="Gates"/>, for whoever computes without a machine: under an architecture, with the key of all draws.
    /// </summary>
    internal Func<ArchitectureSpec, ulong, IGateDraws>? Draws { get; init; }

    /// <summary>What is left of a word line's drive where its gate is off, under an architecture.</summary>
    public Func<ArchitectureSpec, double> Remain { get; init; } = _ => 0;

    /// <summary>The share of its squared drive that <see cref="Gates"/> leave a word line on average, under an architecture.</summary>
    public Func<ArchitectureSpec, double> DrivenShare { get; init; } = _ => 1;

    /// <summary>Whether the closed forms of the estimator and the functional path know it.</summary>
    public bool HasClosedForm { get; init; }

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

using System.Collections.Immutable;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Costs;

/// <summary>
/// What activities of one kind cost: <c>factor x basis x price</c>, or <c>quanta x price</c> where data matters. It is linear in what
/// activities carry, so costing one activity, a tile or a whole run are the same sum.
/// </summary>
public sealed record CostRule
{
    /// <summary>The unit it is reported under.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>What the unit did; part of the report's contract for the units named there.</summary>
    public required string Action { get; init; }

    /// <summary>The account.</summary>
    public TermScope Scope { get; init; } = TermScope.System;

    /// <summary>The activities it looks at.</summary>
    public required ActivityKind Activity { get; init; }

    /// <summary>What it counts of them.</summary>
    public CountBasis Basis { get; init; } = CountBasis.Items;

    /// <summary>How many counts one of these is; none where the rule does not hold.</summary>
    public Count Factor { get; init; } = static (in Design _, in TileShape _) => 1;

    /// <summary>What it counts of the data, in place of activities or items.</summary>
    public QuantumBasis QuantumBasis { get; init; }

    /// <summary>The constants that it rests on.</summary>
    public required ImmutableArray<string> Constants { get; init; }

    /// <summary>Further constants, of the laws that are in force.</summary>
    public LawKeys? LawKeys { get; init; }

    /// <summary>What one count, or one quantum, costs under a technology.</summary>
    public required Func<TechnologySpec, Price> Price { get; init; }

    /// <summary>What the devices leak meanwhile; null where that is not charged apart from their being powered.</summary>
    public Leakage? Leakage { get; init; }

    /// <summary>What price and leakage depend on of a tile, as a number that tells such tiles apart; null where on nothing.</summary>
    public Variant? Variant { get; init; }
}

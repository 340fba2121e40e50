using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// One cost rule: at every site, <c>energy = factor[site] x basis x cost + quanta x quantum cost</c> over the activities of
/// one kind. It is linear in what activities carry, so costing one activity, a tile or a whole run are the same sum.
/// </summary>
public sealed record EnergyTerm
{
    /// <summary>The unit it is reported under.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>What the unit did; part of the report's contract for the units named there.</summary>
    public required string Action { get; init; }

    /// <summary>Dynamic, or leakage while active.</summary>
    public required TermKind Kind { get; init; }

    /// <summary>The account.</summary>
    public required TermScope Scope { get; init; }

    /// <summary>The activities it looks at.</summary>
    public required ActivityKind Activity { get; init; }

    /// <summary>What it counts of them.</summary>
    public required CountBasis Basis { get; init; }

    /// <summary>Counts per basis, by site; 0 where the term does not apply. Leakage: powered picoseconds per basis.</summary>
    public required ImmutableArray<long> Factor { get; init; }

    /// <summary>Energy of one count.</summary>
    public required Quectojoules Cost { get; init; }

    /// <summary>What it counts of the data.</summary>
    public QuantumBasis QuantumBasis { get; init; }

    /// <summary>Energy of one quantum; zero where data does not matter.</summary>
    public Quectojoules QuantumCost { get; init; }

    /// <summary>Technology keys and where their figures stand.</summary>
    public required string Source { get; init; }

    /// <summary>Whether any of its figures is an assumption.</summary>
    public required bool Assumption { get; init; }

    /// <summary>How often it counts at a site.</summary>
    /// <param name="totals">Sums of <see cref="Activity"/> at the site.</param>
    /// <param name="site">The site.</param>
    /// <remarks>Two factors of 63 bits: no product is too large.</remarks>
    public Int128 CountOf(in ActivityTotals totals, int site) =>
        (Int128)(Basis == CountBasis.Items ? totals.Items : totals.Count) * Factor[site];

    /// <summary>The quanta it counts at a site.</summary>
    /// <param name="totals">Sums of <see cref="Activity"/> at the site.</param>
    /// <param name="site">The site.</param>
    public Int128 QuantaOf(in ActivityTotals totals, int site) => Factor[site] == 0 ? 0 : QuantumBasis switch
    {
        QuantumBasis.Quanta => totals.Quanta,
        QuantumBasis.Drive => totals.Drive,
        _ => 0,
    };
}

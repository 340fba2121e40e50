using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>One row of an energy account: <c>count x cost + quanta x quantum cost = total</c>, in whole quectojoules.</summary>
public sealed record EnergyLine
{
    /// <summary>The unit.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>What it did.</summary>
    public required string Action { get; init; }

    /// <summary>Dynamic or leakage.</summary>
    public required TermKind Kind { get; init; }

    /// <summary>The account.</summary>
    public required TermScope Scope { get; init; }

    /// <summary>How often; powered device-picoseconds for leakage.</summary>
    public required Int128 Count { get; init; }

    /// <summary>Energy of one count.</summary>
    public required Quectojoules Cost { get; init; }

    /// <summary>Data-dependent quanta; 0 where data does not matter.</summary>
    public required Int128 Quanta { get; init; }

    /// <summary>Energy of one quantum.</summary>
    public required Quectojoules QuantumCost { get; init; }

    /// <summary>Where the figures stand.</summary>
    public required string Source { get; init; }

    /// <summary>Whether any of them is an assumption.</summary>
    public required bool Assumption { get; init; }

    /// <summary>The energy of the row.</summary>
    public Quectojoules Total => (Cost * Count) + (QuantumCost * Quanta);
}

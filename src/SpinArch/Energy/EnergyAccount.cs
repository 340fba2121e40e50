using System.Collections.Immutable;
using SpinArch.Costs;

namespace SpinArch.Energy;

/// <summary>What a run cost, row by row; every total is the exact sum of rows.</summary>
public sealed record EnergyAccount
{
    /// <summary>The rows: terms of the same unit, action, scope and cost are one row; rows without a count are left out.</summary>
    public required ImmutableArray<EnergyLine> Lines { get; init; }

    /// <summary>Idle leakage by site and unit; the rows contain it already.</summary>
    public required ImmutableArray<IdleShare> Idle { get; init; }

    /// <summary>All rows.</summary>
    public Quectojoules Total => Sum(_ => true);

    /// <summary>Dynamic rows.</summary>
    public Quectojoules Dynamic => Sum(line => line.Kind == TermKind.Dynamic);

    /// <summary>Leakage rows, active and idle.</summary>
    public Quectojoules Leakage => Sum(line => line.Kind == TermKind.Leakage);

    /// <summary>Rows that the published estimate can have contained.</summary>
    public Quectojoules PaperScope => Sum(line => line.Scope == TermScope.Paper);

    /// <summary>Rows that rest on a figure nobody published.</summary>
    public Quectojoules Assumed => Sum(line => line.Assumption);

    /// <summary>What a publication gives the chip beyond what its parts explain; null where no chip of this kind is published so.</summary>
    public Quectojoules? NotExplained => Lines.Any(line => line.Unit.IsRemainder) ? Sum(line => line.Unit.IsRemainder) : null;

    /// <summary>The sum of the rows that satisfy a condition.</summary>
    /// <param name="chosen">Which rows.</param>
    public Quectojoules Sum(Func<EnergyLine, bool> chosen)
    {
        Quectojoules sum = default;
        foreach (EnergyLine line in Lines)
        {
            if (chosen(line))
            {
                sum += line.Total;
            }
        }

        return sum;
    }
}

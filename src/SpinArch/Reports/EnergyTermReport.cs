namespace SpinArch.Reports;

/// <summary>One row of the energy account: count x energyFj + quanta x quantumFj is totalNj.</summary>
public sealed record EnergyTermReport
{
    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>What it did.</summary>
    public required string Action { get; init; }

    /// <summary><c>dynamic</c> or <c>leakage</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How often; powered device-picoseconds for leakage.</summary>
    public required Int128 Count { get; init; }

    /// <summary>Data-dependent quanta, else 0.</summary>
    public required Int128 Quanta { get; init; }

    /// <summary>Energy of one count [fJ].</summary>
    public required double EnergyFj { get; init; }

    /// <summary>Energy of the row [nJ].</summary>
    public required double TotalNj { get; init; }

    /// <summary><c>paper</c> or <c>system</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Technology keys and where their figures stand.</summary>
    public required string Source { get; init; }

    /// <summary>Energy of one quantum [fJ].</summary>
    public required double QuantumFj { get; init; }

    /// <summary>Whether a figure is an assumption.</summary>
    public required bool Assumption { get; init; }
}

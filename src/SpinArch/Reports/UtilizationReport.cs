namespace SpinArch.Reports;

/// <summary>How busy a unit was.</summary>
public sealed record UtilizationReport
{
    /// <summary>Layer of its tile; empty for port and routers.</summary>
    public required string Layer { get; init; }

    /// <summary>Tile, -1 for the port, router index for a link.</summary>
    public required int Tile { get; init; }

    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Busy time [ns], summed over parallel instances.</summary>
    public required double BusyNs { get; init; }

    /// <summary>Of the run and of the instances.</summary>
    public required double Fraction { get; init; }
}

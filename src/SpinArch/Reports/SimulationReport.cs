namespace SpinArch.Reports;

/// <summary>The simulation itself; the only figures that differ from run to run.</summary>
public sealed record SimulationReport
{
    /// <summary>Events handled.</summary>
    public required long Events { get; init; }

    /// <summary>Wall time of the event loop alone [s].</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Their quotient.</summary>
    public required double EventsPerSecond { get; init; }
}

namespace SpinArch.Reports;

/// <summary>The unit that limits throughput, and by how much.</summary>
public sealed record LimiterReport
{
    /// <summary>Layer of its tile; empty for port and routers.</summary>
    public required string Layer { get; init; }

    /// <summary>Its tile, -1 for the port, router index for a link.</summary>
    public required int Tile { get; init; }

    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Busy fraction of the whole run: the largest of all units that work on their own account.</summary>
    public required double Fraction { get; init; }

    /// <summary>Its busy fraction of the steady phase.</summary>
    public required double SteadyFraction { get; init; }

    /// <summary>The unit of another kind with the most work; null when there is none.</summary>
    public required string? RunnerUp { get; init; }

    /// <summary>Its busy fraction of the whole run.</summary>
    public required double? RunnerUpFraction { get; init; }

    /// <summary>Fraction over the runner-up's: how many times faster the limiting unit could get before another limits.</summary>
    public required double? Margin { get; init; }
}

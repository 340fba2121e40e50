namespace SpinArch.Reports;

/// <summary>Sustained rates and what limits them.</summary>
public sealed record ThroughputReport
{
    /// <summary>From the steady completion interval of samples; samples over latency where there is none.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>From the completion interval of inputs in the later half of the run; one over latency for a single input.</summary>
    public required double InputsPerSecond { get; init; }

    /// <summary>The busiest unit of the steady part; null when nothing was busy.</summary>
    public required LimiterReport? LimitedBy { get; init; }
}

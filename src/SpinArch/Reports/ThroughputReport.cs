namespace SpinArch.Reports;

/// <summary>Sustained rates and what limits them (<c>docs/report.md</c>).</summary>
public sealed record ThroughputReport
{
    /// <summary>
    /// From the steady completion interval of samples; samples over latency where there is none; the samples of the inputs where arrivals
    /// limit.
    /// </summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>One over the mean interval between completions of inputs in the later half of the run, taken over whole periods where the intervals repeat; one over latency for a single input.</summary>
    public required double InputsPerSecond { get; init; }

    /// <summary>What limits; null when nothing was busy.</summary>
    public required LimiterReport? LimitedBy { get; init; }
}

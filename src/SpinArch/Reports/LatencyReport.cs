namespace SpinArch.Reports;

/// <summary>Latencies of a run [ns] (<c>docs/report.md</c>).</summary>
public sealed record LatencyReport
{
    /// <summary>From the arrival of the first input to the last flit at the port.</summary>
    public required double Total { get; init; }

    /// <summary>From the arrival of the first input to its last result flit; samplers are empty when it comes, as they are for no later one.</summary>
    public required double FirstInput { get; init; }

    /// <summary>Mean completion interval of samples in a full pipeline, over a whole period; null where no two samples are ever in flight.</summary>
    public required double? PerSampleSteady { get; init; }

    /// <summary>Of the latency of single inputs.</summary>
    public required QuantileReport Quantiles { get; init; }
}

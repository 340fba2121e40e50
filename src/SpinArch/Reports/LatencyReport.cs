namespace SpinArch.Reports;

/// <summary>Latencies of a run [ns].</summary>
public sealed record LatencyReport
{
    /// <summary>From the arrival of the first input to the last flit at the port.</summary>
    public required double Total { get; init; }

    /// <summary>From the arrival of the first input to its last result flit.</summary>
    public required double FirstInput { get; init; }

    /// <summary>Asymptotic completion interval of samples; null below two samples.</summary>
    public required double? PerSampleSteady { get; init; }

    /// <summary>Of the latency of single inputs.</summary>
    public required QuantileReport Quantiles { get; init; }
}

namespace SpinArch.Reports;

/// <summary>Quantiles of the latency of single inputs [ns]: Hyndman and Fan's type 7, linear between order statistics.</summary>
public sealed record QuantileReport
{
    /// <summary>Median.</summary>
    public required double P50 { get; init; }

    /// <summary>Nine in ten are no later.</summary>
    public required double P90 { get; init; }

    /// <summary>Ninety-nine in a hundred are no later.</summary>
    public required double P99 { get; init; }
}

using Perfolizer.Mathematics.QuantileEstimators;
using Pragmastat;
using SpinArch.Hardware;

namespace SpinArch.Reports;

/// <summary>Latencies and rates from when inputs arrived and when samples and inputs were complete.</summary>
internal static class LatencySummary
{
    public static LatencyReport LatencyOf(RunResult result, double? perSampleSteady)
    {
        double[] latencies = [.. result.Completions.Zip(result.Arrivals, (done, arrived) => (done - arrived).Nanoseconds)];
        return new LatencyReport
        {
            Total = (result.End - result.Arrivals[0]).Nanoseconds,
            FirstInput = latencies[0],
            PerSampleSteady = perSampleSteady,
            Quantiles = QuantilesOf(latencies),
        };
    }

    /// <summary>The rates of a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="perSampleSteady">Between samples [ns]; null where that is unknown or there are no two.</param>
    /// <param name="inFlight">
    /// Without it: samples of the first input that count, those that are in flight at once or, of a run that had not settled, all.
    /// </param>
    /// <param name="samplesOfArrivals">Samples of an input where arrivals limit.</param>
    /// <param name="limiter">What limits.</param>
    public static ThroughputReport ThroughputOf(RunResult result, double? perSampleSteady, int inFlight, int? samplesOfArrivals,
        LimiterReport? limiter)
    {
        double latency = (result.Completions[0] - result.Arrivals[0]).Nanoseconds;
        double perInput = PeriodicMean.OfTimes(result.Completions, result.Completions.Length / 2) ?? latency;
        double perSample = perSampleSteady ?? (latency / inFlight);
        return new ThroughputReport
        {
            // Where inputs come more slowly than the chip works, it has no more samples than come with them.
            SamplesPerSecond = samplesOfArrivals is { } samples ? samples * Rate(perInput) : Rate(perSample),
            InputsPerSecond = Rate(perInput),
            LimitedBy = limiter,
        };
    }

    private static double Rate(double intervalNs) => intervalNs > 0 ? 1e9 / intervalNs : 0;

    /// <summary>Quantiles of latencies [ns].</summary>
    public static QuantileReport QuantilesOf(double[] latencies)
    {
        var sample = new Sample(latencies);
        return new QuantileReport { P50 = At(0.5), P90 = At(0.9), P99 = At(0.99) };

        double At(double probability) => HyndmanFanQuantileEstimator.Type7.Quantile(sample, new Probability(probability));
    }
}

using Perfolizer.Mathematics.QuantileEstimators;
using Pragmastat;
using SpinArch.Hardware;
using SpinArch.Kernel;

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

    public static ThroughputReport ThroughputOf(RunResult result, double? perSampleSteady, int copies, LimiterReport? limiter)
    {
        double latency = (result.Completions[0] - result.Arrivals[0]).Nanoseconds;
        double perInput = Median(LaterDifferences(result.Completions)) ?? latency;
        double perSample = perSampleSteady ?? (latency / copies);
        return new ThroughputReport
        {
            SamplesPerSecond = Rate(perSample),
            InputsPerSecond = Rate(perInput),
            LimitedBy = limiter,
        };
    }

    /// <summary>Differences between neighbours in time over the later half [ns].</summary>
    private static List<double> LaterDifferences(IEnumerable<Picoseconds> times)
    {
        Picoseconds[] ordered = [.. times.Order()];
        var differences = new List<double>();
        for (int i = Math.Max(1, ordered.Length / 2); i < ordered.Length; i++)
        {
            differences.Add((ordered[i] - ordered[i - 1]).Nanoseconds);
        }

        return differences;
    }

    private static double? Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        int half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
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

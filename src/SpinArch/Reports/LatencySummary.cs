using Perfolizer;
using Perfolizer.Mathematics.Common;
using Perfolizer.Mathematics.QuantileEstimators;
using SpinArch.Hardware;
using SpinArch.Kernel;

namespace SpinArch.Reports;

/// <summary>Latencies and rates from when inputs arrived and when samples and inputs were complete.</summary>
internal static class LatencySummary
{
    public static LatencyReport LatencyOf(RunResult result, int samples)
    {
        double[] latencies = [.. result.Completions.Zip(result.Arrivals, (done, arrived) => (done - arrived).Nanoseconds)];
        return new LatencyReport
        {
            Total = (result.End - result.Arrivals[0]).Nanoseconds,
            FirstInput = latencies[0],
            PerSampleSteady = SampleInterval(result, samples),
            Quantiles = QuantilesOf(latencies),
        };
    }

    public static ThroughputReport ThroughputOf(RunResult result, int samples, LimiterReport? limiter)
    {
        double latency = (result.Completions[0] - result.Arrivals[0]).Nanoseconds;
        double perInput = Median(LaterDifferences(result.Completions, result.Completions.Length / 2)) ?? latency;
        double perSample = SampleInterval(result, samples) ?? latency;
        return new ThroughputReport
        {
            SamplesPerSecond = Rate(perSample),
            InputsPerSecond = Rate(perInput),
            LimitedBy = limiter,
        };
    }

    /// <summary>
    /// The completion interval of samples once the pipeline is full: the median over the later half of the samples of every
    /// input, or, with one sample an input, of the inputs. It is the median of the mean of two intervals in a row, because
    /// where links are shared a longer interval and a shorter one take turns; the median keeps the gaps between inputs out.
    /// </summary>
    private static double? SampleInterval(RunResult result, int samples)
    {
        if (samples < 2)
        {
            return Median(LaterDifferences(result.SampleCompletions, result.SampleCompletions.Length / 2));
        }

        var intervals = new List<double>();
        for (int first = 0; first < result.SampleCompletions.Length; first += samples)
        {
            intervals.AddRange(LaterDifferences(result.SampleCompletions.AsSpan(first, samples).ToArray(), samples / 2));
        }

        return Median(intervals);
    }

    /// <summary>Differences between neighbours in time, from the one that ends at <paramref name="from"/> on, two in a row averaged [ns].</summary>
    private static List<double> LaterDifferences(IEnumerable<Picoseconds> times, int from)
    {
        Picoseconds[] ordered = [.. times.Order()];
        var differences = new List<double>();
        for (int i = Math.Max(1, from); i < ordered.Length; i++)
        {
            differences.Add((ordered[i] - ordered[i - 1]).Nanoseconds);
        }

        return differences.Count < 2 ? differences : [.. differences.Zip(differences.Skip(1), (left, right) => (left + right) / 2)];
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

    private static QuantileReport QuantilesOf(double[] latencies)
    {
        var sample = new Sample(latencies);
        return new QuantileReport { P50 = At(0.5), P90 = At(0.9), P99 = At(0.99) };

        double At(double probability) => HyndmanFanQuantileEstimator.Type7.Quantile(sample, new Probability(probability));
    }
}

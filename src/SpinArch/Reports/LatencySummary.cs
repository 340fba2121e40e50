using Perfolizer;
using Perfolizer.Mathematics.Common;
using Perfolizer.Mathematics.QuantileEstimators;
using SpinArch.Hardware;
using SpinArch.Kernel;

namespace SpinArch.Reports;

/// <summary>Latencies and rates from when inputs arrived and when samples and inputs were complete.</summary>
internal static class LatencySummary
{
    public static LatencyReport LatencyOf(RunResult result, int samples, int stages, int copies)
    {
        double[] latencies = [.. result.Completions.Zip(result.Arrivals, (done, arrived) => (done - arrived).Nanoseconds)];
        return new LatencyReport
        {
            Total = (result.End - result.Arrivals[0]).Nanoseconds,
            FirstInput = latencies[0],
            PerSampleSteady = SampleInterval(result, samples, stages, copies),
            Quantiles = QuantilesOf(latencies),
        };
    }

    public static ThroughputReport ThroughputOf(RunResult result, int samples, int stages, int copies, LimiterReport? limiter)
    {
        double latency = (result.Completions[0] - result.Arrivals[0]).Nanoseconds;
        double perInput = Median(Differences(result.Completions, result.Completions.Length / 2, result.Completions.Length, 1)) ?? latency;
        double perSample = SampleInterval(result, samples, stages, copies) ?? (latency / copies);
        return new ThroughputReport
        {
            SamplesPerSecond = Rate(perSample),
            InputsPerSecond = Rate(perInput),
            LimitedBy = limiter,
        };
    }

    /// <summary>
    /// The completion interval of samples while the pipeline is full: the median over the later half of the samples of every
    /// input, or, with one sample an input, of the inputs. The last samples, as many as the pipeline has stages, are left out
    /// where enough others remain: the stages behind them are idle already and no longer in their way. It is the median of the
    /// mean of two intervals in a row, because where links are shared a longer interval and a shorter one take turns; the
    /// median keeps the gaps between inputs out. Copies of the network complete their samples together, so that with n copies it
    /// is the mean of 2 n in a row.
    /// </summary>
    private static double? SampleInterval(RunResult result, int samples, int stages, int copies)
    {
        // No copy works on a second sample: nothing has an interval, unless inputs follow each other.
        if (samples < 2 * copies && copies > 1 && result.Completions.Length == 1)
        {
            return null;
        }

        if (samples < 2 * copies)
        {
            int inputs = result.SampleCompletions.Length;
            return Median(Differences(result.SampleCompletions, inputs / 2, Full(inputs), copies));
        }

        var intervals = new List<double>();
        for (int first = 0; first < result.SampleCompletions.Length; first += samples)
        {
            intervals.AddRange(Differences(result.SampleCompletions.AsSpan(first, samples).ToArray(), samples / 2, Full(samples), copies));
        }

        return Median(intervals);

        int Full(int count) => count - (stages * copies) - (count / 2) >= 2 * copies ? count - (stages * copies) : count;
    }

    /// <summary>
    /// Differences between neighbours in time, from the one that ends at <paramref name="from"/> to before the one that ends at
    /// <paramref name="to"/>, the mean of two rounds of all copies [ns].
    /// </summary>
    private static List<double> Differences(IEnumerable<Picoseconds> times, int from, int to, int copies)
    {
        Picoseconds[] ordered = [.. times.Order()];
        int first = Math.Max(1, from);
        int window = Math.Min(2 * copies, to - first);
        var means = new List<double>();
        for (int end = first + window - 1; window > 0 && end < to; end++)
        {
            means.Add((ordered[end] - ordered[end - window]).Nanoseconds / window);
        }

        return means;
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

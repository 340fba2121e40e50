using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>How a magnet fluctuated.</summary>
public sealed record FluctuationResult
{
    private const double WindowTimes = 5;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    /// <summary>What was watched.</summary>
    public required Fluctuation Fluctuation { get; init; }

    /// <summary>Autocorrelation of mx over lags of one sample each, 1 at lag 0.</summary>
    public required ImmutableArray<double> Correlation { get; init; }

    /// <summary>Mean of mx.</summary>
    public required double Mean { get; init; }

    /// <summary>Variance of mx: 1/2 for a magnet that points anywhere in its plane.</summary>
    public required double Variance { get; init; }

    /// <summary>Kurtosis of mx: 1.5 for such a magnet (arcsine law), 1 for two states, 3 for a normal number.</summary>
    public required double Kurtosis { get; init; }

    /// <summary>Mean time between changes of the sign of mx, as far as the distance of samples shows them [s]; null where there was
    /// none.</summary>
    public required double? DwellS { get; init; }

    /// <summary>Correlation time: lag at which the autocorrelation falls to 1/e, between samples by a straight line [s]; null where it does
    /// not.</summary>
    public double? CorrelationTimeS
    {
        get
        {
            for (int lag = 1; lag < Correlation.Length; lag++)
            {
                if (Correlation[lag] <= 1 / Math.E)
                {
                    double part = (Correlation[lag - 1] - (1 / Math.E)) / (Correlation[lag - 1] - Correlation[lag]);
                    return (lag - 1 + part) * Fluctuation.SampleS;
                }
            }

            return null;
        }
    }

    /// <summary>
    /// Area below the autocorrelation [s]: the tau of an exponential that a long read averages as much. By the trapezoidal rule up to the
    /// first lag of five times what has been summed (A. D. Sokal, Functional Integration, NATO ASI B 361, 131, 1997), so that the noise of
    /// long lags stays out; null where that lag was not watched.
    /// </summary>
    public double? IntegralTimeS
    {
        get
        {
            double sum = 0;
            for (int lag = 1; lag < Correlation.Length; lag++)
            {
                sum += (Correlation[lag - 1] + Correlation[lag]) / 2;
                if (lag >= WindowTimes * sum)
                {
                    return sum * Fluctuation.SampleS;
                }
            }

            return null;
        }
    }

    /// <summary>The law that comes nearest in kurtosis: two-state (1), arcsine (1.5) or gaussian (3).</summary>
    public CellShape Law => Kurtosis < 1.25 ? CellShape.TwoState : Kurtosis < 2.25 ? CellShape.Arcsine : CellShape.Gaussian;

    /// <summary>The same in words.</summary>
    public string Shape => Law switch
    {
        CellShape.TwoState => "two-state",
        CellShape.Arcsine => "arcsine",
        CellShape.Gaussian => "gaussian",
        CellShape.Still => throw new UnreachableException(),
    };

    /// <summary>What reads that average see.</summary>
    public required ImmutableArray<FluctuationRead> Reads { get; init; }

    /// <summary>
    /// Share of the standard deviation that a read of a time sees, if the autocorrelation were an exponential of
    /// <see cref="IntegralTimeS"/>: sqrt((2 tau / T) (1 - (tau / T) (1 - exp(-T / tau)))); null where that is.
    /// </summary>
    /// <param name="readS">The time [s].</param>
    public double? ExponentialShare(double readS)
    {
        double? part = IntegralTimeS / readS;
        return part is { } tau ? Math.Sqrt(2 * tau * (1 - (tau * (1 - Math.Exp(-1 / tau))))) : null;
    }

    /// <summary>Evaluates paths. Means are taken over all trials and times; a lag uses every pair of samples that far apart.</summary>
    /// <param name="fluctuation">What was watched.</param>
    /// <param name="paths">mx, a path a trial.</param>
    internal static FluctuationResult Of(Fluctuation fluctuation, double[][] paths)
    {
        double mean = paths.Average(path => path.Average());
        double variance = paths.Average(path => path.Average(x => (x - mean) * (x - mean)));
        double fourth = paths.Average(path => path.Average(x => Math.Pow(x - mean, 4)));
        int samples = fluctuation.Samples;
        double[] correlation = new double[(samples / 4) + 1];
        for (int lag = 0; lag < correlation.Length; lag++)
        {
            double sum = 0;
            foreach (double[] path in paths)
            {
                for (int sample = 0; sample + lag < samples; sample++)
                {
                    sum += (path[sample] - mean) * (path[sample + lag] - mean);
                }
            }

            correlation[lag] = sum / paths.Length / (samples - lag) / variance;
        }

        long changes = paths.Sum(path => path.Skip(1).Zip(path).LongCount(pair => pair.First > 0 != pair.Second > 0));
        return new FluctuationResult
        {
            Fluctuation = fluctuation,
            Correlation = [.. correlation],
            Mean = mean,
            Variance = variance,
            Kurtosis = fourth / variance / variance,
            Reads =
            [
                .. fluctuation.ReadsS.Select(
                    read => new FluctuationRead(read, Share(paths, (int)fluctuation.SamplesOf(read), mean, variance))),
            ],
            DwellS = changes == 0 ? null : (double)paths.Length * (samples - 1) * fluctuation.SampleS / changes,
        };
    }

    // Deviation of means over windows that do not overlap, over that of single samples.
    private static double Share(double[][] paths, int window, double mean, double variance)
    {
        double sum = 0;
        long windows = 0;
        foreach (double[] path in paths)
        {
            for (int from = 0; from + window <= path.Length; from += window, windows++)
            {
                double deviation = -mean;
                for (int at = from; at < from + window; at++)
                {
                    deviation += path[at] / window;
                }

                sum += deviation * deviation;
            }
        }

        return Math.Sqrt(sum / windows / variance);
    }

    /// <summary>The JSON document that <c>device fluctuation --output json</c> prints.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cells">Cells of different size; empty for none.</param>
    public string Json(DeviceDescription device, ImmutableArray<FluctuatingCell> cells)
    {
        ArgumentNullException.ThrowIfNull(device);
        return JsonSerializer.Serialize(
            new
            {
                CorrelationTimeNs = CorrelationTimeS * 1e9,
                IntegralTimeNs = IntegralTimeS * 1e9,
                DwellNs = DwellS * 1e9,
                Shape,
                CorrelationTimeSpread = cells.IsEmpty ? null : FluctuationSpread.Relative(cells.Select(cell => cell.IntegralTimeS)),
                SigmaSpread = cells.IsEmpty ? null : FluctuationSpread.Relative(cells.Select(cell => (double?)cell.Sigma)),
                Reads = Reads.Select(read => new
                {
                    ReadNs = read.TimeS * 1e9,
                    read.SigmaShare,
                    ExponentialShare = ExponentialShare(read.TimeS),
                }),
                Cells = cells.Select(cell => new
                {
                    cell.Longer,
                    cell.Wider,
                    IntegralTimeNs = cell.IntegralTimeS * 1e9,
                    cell.Sigma,
                    cell.Kurtosis,
                }),
                Mean,
                Variance,
                Kurtosis,
                Device = device.Name,
                device.Settings,
                PlaneFieldAPerM = Fluctuation.PlaneFieldAPerM,
                Fluctuation.Magnet.TemperatureK,
                Fluctuation.Trials,
                Fluctuation.Seed,
                SampleNs = Fluctuation.SampleS * 1e9,
                Fluctuation.Samples,
                Autocorrelation = Correlation.Select((value, lag) => new
                {
                    LagNs = lag * Fluctuation.SampleS * 1e9,
                    Value = value,
                    ClosedForm = Fluctuation.ClosedForm(lag * Fluctuation.SampleS),
                }),
            },
            Options);
    }
}

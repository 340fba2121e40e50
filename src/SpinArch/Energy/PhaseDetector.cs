using System.Collections.Immutable;
using Perfolizer.Mathematics.Cpd;
using SpinArch.Kernel;

namespace SpinArch.Energy;

/// <summary>
/// Names the phases of a run from a series of how many units are busy. Change points cut the series into segments (ED-PELT,
/// which looks at distributions and so is not fooled by a column's rhythm). The segment that holds most of the series' sum
/// is the plateau; <c>steady</c> is the plateau with every adjoining segment whose mean lies within a quarter of the
/// plateau's; what comes before is <c>fill</c>, what comes after is <c>drain</c>.
/// </summary>
public static class PhaseDetector
{
    private const int LargestSeries = 512;
    private const int SmallestSeries = 16;
    private const double Tolerance = 0.25;

    /// <summary>The phases of a run, in order, without gaps: at most three, and <c>steady</c> always. A run of fewer than 16 bins is one phase.</summary>
    /// <param name="series">One value a bin, not negative.</param>
    /// <param name="binWidth">Width of a bin.</param>
    /// <param name="end">End of the run; the last bin may reach beyond it.</param>
    public static ImmutableArray<Phase> Find(IReadOnlyList<double> series, Picoseconds binWidth, Picoseconds end)
    {
        ArgumentNullException.ThrowIfNull(series);
        int used = (int)Math.Min(series.Count, (end.Value + binWidth.Value - 1) / binWidth.Value);
        (double[] values, int group) = Rebin(series, used);
        Picoseconds width = binWidth * group;
        int[] bounds = Bounds(values);
        (int first, int last) = Steady(values, bounds);

        var phases = ImmutableArray.CreateBuilder<Phase>(3);
        Add("fill", 0, bounds[first]);
        Add("steady", bounds[first], bounds[last + 1]);
        Add("drain", bounds[last + 1], values.Length);
        return phases.ToImmutable();

        void Add(string name, int from, int to)
        {
            if (from < to || (values.Length == 0 && name == "steady"))
            {
                Picoseconds stop = to >= values.Length ? end : width * to;
                phases.Add(new Phase(name, width * from, stop, Mean(values, from, to)));
            }
        }
    }

    // Means of equal groups of bins, so that a long run costs no more than a short one.
    private static (double[] Values, int Group) Rebin(IReadOnlyList<double> series, int used)
    {
        int group = Math.Max(1, (used + LargestSeries - 1) / LargestSeries);
        var values = new double[(used + group - 1) / group];
        for (int i = 0; i < values.Length; i++)
        {
            int from = i * group;
            int to = Math.Min(from + group, used);
            for (int bin = from; bin < to; bin++)
            {
                values[i] += series[bin] / (to - from);
            }
        }

        return (values, group);
    }

    private static int[] Bounds(double[] values)
    {
        if (values.Length < SmallestSeries)
        {
            return [0, values.Length];
        }

        // Perfolizer reports the last index of each segment but the final one.
        int[] changes = EdPeltChangePointDetector.Instance.GetChangePointIndexes(values, Math.Max(2, values.Length / 64));
        return [0, .. changes.Select(index => index + 1).Where(bound => bound > 0 && bound < values.Length).Distinct().Order(), values.Length];
    }

    private static (int First, int Last) Steady(double[] values, int[] bounds)
    {
        int segments = bounds.Length - 1;
        int plateau = 0;
        double most = -1;
        for (int segment = 0; segment < segments; segment++)
        {
            double sum = MeanOf(segment) * (bounds[segment + 1] - bounds[segment]);
            if (sum > most)
            {
                (plateau, most) = (segment, sum);
            }
        }

        double level = MeanOf(plateau);
        int first = plateau;
        int last = plateau;
        while (first > 0 && Math.Abs(MeanOf(first - 1) - level) <= Tolerance * level)
        {
            first--;
        }

        while (last < segments - 1 && Math.Abs(MeanOf(last + 1) - level) <= Tolerance * level)
        {
            last++;
        }

        return (first, last);

        double MeanOf(int segment) => Mean(values, bounds[segment], bounds[segment + 1]);
    }

    private static double Mean(double[] values, int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += values[i];
        }

        return to > from ? sum / (to - from) : 0;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Components;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Looks for narrower units with which a design is as fast: the same time a sample, and a run that is at most one part in a hundred longer.
/// Units that are narrowed first leave others less room, so every order is tried and the one of least energy told. All by the estimator, so a
/// matter of milliseconds.
/// </summary>
public static class BalanceAdvisor
{
    private const double LongerRun = 1.01;
    private const double WorthSaving = 0.95;

    private static readonly string[] Widths = ["scaler.width", "sampler.lanes", "vector.width", "adc.perTile"];

    /// <summary>What to say beside a report; nothing where the units are as narrow as they can be, or hardly cost.</summary>
    /// <param name="estimator">Of the network.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="arrival">Time between arrivals; zero for back to back.</param>
    /// <exception cref="InputException">The network cannot be mapped onto this architecture.</exception>
    public static ImmutableArray<NoteReport> Of(NetworkEstimator estimator, ArchitectureSpec spec, int samples, int inputs,
        Picoseconds arrival)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(spec);
        if (!ComponentCatalog.HasClosedForm(spec) || ComponentCatalog.TakesWholeLayers(spec))
        {
            return [];
        }

        PointEstimate own = estimator.Estimate(spec, samples, inputs, arrival);
        var best = (Point: own, Settings: "");
        string[] widths = [.. Widths.Where(width => spec.Components.Any(component => component.Keys.Any(key => key.Name == width)))];
        foreach (ImmutableArray<string> order in Orders([], widths))
        {
            (PointEstimate Point, string Settings) balanced = Balanced(order);
            best = balanced.Point.Energy.CompareTo(best.Point.Energy) < 0 ? balanced : best;
        }

        PointEstimate other = best.Point;
        if (other.Energy.Nanojoules > own.Energy.Nanojoules * WorthSaving && other.AreaMm2 > own.AreaMm2 * WorthSaving)
        {
            return [];
        }

        return
        [
            new NoteReport
            {
                Kind = "balance",
                Key = string.Join(' ', best.Settings.Split(' ').Select(setting => setting.Split('=')[0])),
                Text = Format($"as fast for less, as the estimator has it: {best.Settings} takes {other.Total.Nanoseconds:0.#} ns, {other.Energy.Nanojoules / 1000:0.00} uJ and {other.AreaMm2:0.0} mm2, this design {own.Total.Nanoseconds:0.#} ns, {own.Energy.Nanojoules / 1000:0.00} uJ and {own.AreaMm2:0.0} mm2"),
            },
        ];

        (PointEstimate Point, string Settings) Balanced(ImmutableArray<string> order)
        {
            ArchitectureSpec balanced = spec;
            var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (string width in order)
            {
                ConfigurationKey key = KeyTable.Find(width)!;
                int current = WidthOf(spec, width, estimator.Graph);
                int narrowest = Narrowest(current, value => IsAsFast(key.Apply(balanced, Text(value))));
                if (narrowest < current)
                {
                    balanced = key.Apply(balanced, Text(narrowest));
                    settings.Add(width, $"{width}={Text(narrowest)}");
                }
            }

            return (estimator.Estimate(balanced, samples, inputs, arrival), string.Join(' ', settings.Values));
        }

        bool IsAsFast(ArchitectureSpec candidate)
        {
            PointEstimate point = estimator.Estimate(candidate, samples, inputs, arrival);
            return point.PerSampleNs <= own.PerSampleNs && point.PerInput.Value <= own.PerInput.Value * LongerRun && point.Total.Value <= own.Total.Value * LongerRun;
        }
    }

    private static IEnumerable<ImmutableArray<string>> Orders(ImmutableArray<string> first, IReadOnlyCollection<string> rest) => rest.Count == 0
        ? [first]
        : rest.SelectMany(next => Orders(first.Add(next), [.. rest.Where(other => other != next)]));

    // Wider is never slower, so halving finds it.
    private static int Narrowest(int current, Func<int, bool> isAsFast)
    {
        int low = 1;
        int high = current;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (isAsFast(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return high;
    }

    private static int WidthOf(ArchitectureSpec spec, string width, NetworkGraph graph)
    {
        return width switch
        {
            "scaler.width" => Bounded(spec.Scaler.Width),
            "sampler.lanes" => Bounded(spec.Sampler.Lanes),
            "vector.width" => spec.Vector.Width,
            _ => spec.Adc.PerTile,
        };

        int Bounded(Extent extent) => extent.IsUnbounded ? graph.Layers.Max(layer => layer.Rows) : extent.Limit;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

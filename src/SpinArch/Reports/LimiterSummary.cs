using System.Collections.Immutable;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Network;
using SpinArch.Cycles;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Reports;

/// <summary>
/// What limits a run, as its report says it: what the critical cycle says where the run bears it out, else no more than who was busiest.
/// </summary>
internal static class LimiterSummary
{
    private const double SameInterval = 1e-9;
    private const double SameMean = 1e-3;

    /// <summary>The limiter of a run whose intervals are known.</summary>
    /// <param name="limit">What the graph says; null where there is none.</param>
    /// <param name="sampleNs">Between samples [ns].</param>
    /// <param name="inputNs">Between inputs [ns].</param>
    /// <param name="layers">Layer of each tile.</param>
    /// <param name="busiest">The unit with the most work; null where nothing was busy.</param>
    /// <param name="busyOf">Busy share of a unit at a site over the run, and in its steady phase.</param>
    public static LimiterReport? Of(
        ChipLimit? limit,
        double? sampleNs,
        double? inputNs,
        ImmutableArray<string> layers,
        (UnitKind Unit, int Tile)? busiest,
        Func<UnitKind, int, (double Run, double Steady)> busyOf)
    {
        if (limit is not null && IsBorneOut(limit, sampleNs, inputNs))
        {
            return Of(limit, layers, busyOf);
        }

        if (busiest is not { } most)
        {
            return null;
        }

        (double run, double steady) = busyOf(most.Unit, most.Tile);
        return new LimiterReport
        {
            Kind = "open",
            Layer = LayerOf(layers, most.Tile, most.Unit),
            Tile = most.Tile,
            Unit = most.Unit.Name,
            Of = limit is { IsOfInputs: true } ? "input" : "sample",
            IntervalNs = limit?.IntervalNs,
            Fraction = run,
            SteadyFraction = steady,
            Shares = [],
            Places = [],
            Changes = [],
            OpenChanges = [],
        };
    }

    /// <summary>Whether a run whose intervals are known has no other than what the graph says.</summary>
    /// <param name="limit">What the graph says.</param>
    /// <param name="sampleNs">Between samples [ns].</param>
    /// <param name="inputNs">Between inputs [ns].</param>
    public static bool IsBorneOut(ChipLimit limit, double? sampleNs, double? inputNs) => limit.IsDetermined
        || IsSame(limit.IntervalNs, limit.IsOfInputs ? inputNs : sampleNs, limit.IsExact ? SameInterval : SameMean);

    /// <summary>The limiter of a run that had done with its inputs before others came.</summary>
    /// <param name="intervalNs">Between arrivals [ns].</param>
    public static LimiterReport Arrivals(double intervalNs) => new()
    {
        Kind = "arrivals",
        Layer = "",
        Tile = -1,
        Unit = "arrivals",
        Of = "input",
        IntervalNs = intervalNs,
        Fraction = null,
        SteadyFraction = null,
        Shares = [],
        Places = [],
        Changes = [],
        OpenChanges = [],
    };

    /// <summary>
    /// The time between arrivals where it is what inputs follow each other by [ns]; null where the chip is slower, or all come at once.
    /// </summary>
    public static double? ArrivalsOf(RunResult result)
    {
        int inputs = result.Arrivals.Length;
        if (inputs < 2 || result.Arrivals[1] == result.Arrivals[0])
        {
            return null;
        }

        Picoseconds interval = result.Arrivals[1] - result.Arrivals[0];
        bool isIdle = true;
        for (int input = inputs / 2; input < inputs; input++)
        {
            isIdle &= input == 0 || result.Completions[input - 1] <= result.Arrivals[input];
        }

        return isIdle || PeriodicMean.OfTimes(result.Completions, inputs / 2) is { } mean
            && IsSame(interval.Nanoseconds, mean, SameInterval) ? interval.Nanoseconds : null;
    }

    private static LimiterReport Of(ChipLimit limit, ImmutableArray<string> layers, Func<UnitKind, int, (double Run, double Steady)> busyOf)
    {
        UnitKind? unit = limit.Kind == LimitKind.Pair ? CrossbarComponent.Pair : limit.Activity?.Unit;
        (double Run, double Steady)? busy = unit is { } known ? busyOf(known, limit.Tile) : null;
        return new LimiterReport
        {
            Kind = limit.Kind == LimitKind.RoundTrip ? "roundTrip" : "unit",
            Layer = limit.IsLink || limit.Tile < 0 ? "" : layers[limit.Tile],
            Tile = limit.Tile,
            Unit = unit is { } named ? named.Name : limit.Name,
            Of = limit.IsOfInputs ? "input" : "sample",
            IntervalNs = limit.IntervalNs,
            Fraction = busy?.Run,
            SteadyFraction = busy?.Steady,
            Shares = limit.Kind == LimitKind.RoundTrip
                ? [.. limit.Shares.GroupBy(share => (Layer: LayerOf(layers, share), Unit: NameOf(share), share.What))
                    .Select(group => new LimiterShareReport(group.Key.Layer, group.Key.Unit, group.Key.What,
                        group.Sum(share => share.Share)))]
                : [],
            Places = [.. limit.Places.Select(place => new LimiterPlaceReport(place.What, place.Key, place.Depth))],
            Changes = [.. limit.Changes.Select(change => new LimiterChangeReport(change.Key, change.From, change.To, change.IntervalNs,
                change.Then, change.IsLeast))],
            OpenChanges = limit.OpenChanges,
        };
    }

    private static bool IsSame(double interval, double? other, double tolerance) =>
        other is { } seen && Math.Abs(interval - seen) <= tolerance * seen;

    private static string LayerOf(ImmutableArray<string> layers, LimitShare share) =>
        share.Tile < 0 || share.Kind is null || share.Kind == NetworkComponent.Hop ? "" : layers[share.Tile];

    private static string LayerOf(ImmutableArray<string> layers, int tile, UnitKind unit) =>
        tile < 0 || unit == NetworkComponent.Link ? "" : layers[tile];

    private static string NameOf(LimitShare share) => share.Kind?.Unit.Name ?? "port";
}

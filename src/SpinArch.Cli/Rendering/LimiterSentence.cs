using System.Globalization;
using SpinArch.Reports;

namespace SpinArch.Cli.Rendering;

/// <summary>Says what limits throughput, why, and what other values of its keys would give.</summary>
internal static class LimiterSentence
{
    private const int ShownParts = 4;
    private const int ShownChanges = 3;
    private const double LeastGain = 0.005;

    /// <summary>The sentences.</summary>
    /// <param name="limiter">What limits.</param>
    public static string Of(LimiterReport limiter) => limiter.Kind switch
    {
        "unit" => Text($"Limited by {Subject(limiter)}{Busy(limiter)}: {Why(limiter.Unit)}.{Changes(limiter)}"),
        "roundTrip" => Text($"Limited by a round trip and by no unit: {limiter.IntervalNs:N1} ns {Each(limiter)}, most of it at {Place(limiter.Unit, limiter.Tile, limiter.Layer)}.{Places(limiter)} Its time: {Parts(limiter)}.{Changes(limiter)}"),
        "arrivals" => Text($"Limited by arrivals: an input comes every {limiter.IntervalNs:N1} ns, and the chip keeps up with them."),
        _ => Text($"What limits is open{Bound(limiter)}. The most work has {Subject(limiter)}{Busy(limiter)}."),
    };

    private static string Busy(LimiterReport limiter) => limiter is { Fraction: { } run, SteadyFraction: { } steady }
        ? Text($", busy {100 * run:0.0} % of the run and {100 * steady:0.0} % of its steady phase")
        : "";

    private static string Bound(LimiterReport limiter) => limiter.IntervalNs is { } least
        ? Text($": no unit and no round trip alone needs more than {least:N1} ns {Each(limiter)}, but flits of several senders meet on links and wait for each other")
        : ": it is not worked out for feature maps, for programs whose loops do not say what a sample is, and for very long periods";

    private static string Each(LimiterReport limiter) => limiter.Of == "input" ? "an input" : "a sample";

    private static string Places(LimiterReport limiter) => limiter.Places.IsEmpty
        ? ""
        : $" It waits for {string.Join(", and for ", limiter.Places.Select(place => Text($"a place of the {place.Name} ({place.Key} = {place.Depth})")))}.";

    private static string Parts(LimiterReport limiter)
    {
        string[] shown = [.. limiter.Shares.Take(ShownParts).Select(share => Text($"{share.Unit} {share.Part}{(share.Layer.Length > 0 ? $" ({share.Layer})" : "")} {100 * share.Share:0.0} %"))];
        return string.Join(", ", shown) + (limiter.Shares.Length > ShownParts
            ? Text($", {limiter.Shares.Length - ShownParts} more {100 * limiter.Shares.Skip(ShownParts).Sum(share => share.Share):0.0} %")
            : "");
    }

    // Foretold by the period graph with the other value, each alone.
    private static string Changes(LimiterReport limiter)
    {
        if ((limiter.Changes.IsEmpty && limiter.OpenChanges.IsEmpty) || limiter.IntervalNs is not { } now)
        {
            return "";
        }

        string gains = string.Join("; ", limiter.Changes.Where(change => change.IntervalNs < now * (1 - LeastGain)).Take(ShownChanges)
            .Select(change => Text($"{Change(change)} would give {change.IntervalNs:N1} ns {Each(limiter)}{(change.IsLeast ? " at the least (at most " : " (")}{now / change.IntervalNs:0.00} times as many){Then(limiter, change)}")));
        string costs = string.Join("; ", limiter.Changes.Where(change => change.IntervalNs > now * (1 + LeastGain)).Reverse()
            .Take(ShownChanges)
            .Select(change => Text($"{Change(change)} would take {change.IntervalNs:N1} ns {Each(limiter)}{(change.IsLeast ? " at the least (" : " (")}{change.IntervalNs / now:0.00} times as long){Then(limiter, change)}")));
        string none = limiter.OpenChanges.IsEmpty ? " None of the keys that it depends on gains anything alone, halved or doubled." : "";
        return (gains.Length == 0 ? none : $" {gains}.")
            + (costs.Length == 0 ? "" : $" The other way, {costs}.")
            + (limiter.OpenChanges.IsEmpty ? "" : $" What {string.Join(" and ", limiter.OpenChanges)} would give is open.");
    }

    private static string Change(LimiterChangeReport change) => $"{change.Key}={change.To} in place of {change.From}";

    private static string Then(LimiterReport limiter, LimiterChangeReport change) =>
        change.Then == limiter.Unit ? $", and {change.Then} would limit still" : $", and then {change.Then} would limit";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a unit is, in words.</summary>
    /// <param name="unit">The unit's name.</param>
    /// <param name="tile">Tile, router or -1.</param>
    /// <param name="layer">The tile's layer, or empty.</param>
    public static string Place(string unit, int tile, string layer) => (unit, tile) switch
    {
        (_, < 0) => "the port",
        ("link", _) => string.Create(CultureInfo.InvariantCulture, $"router {tile}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"tile {tile}{(layer.Length > 0 ? $" ({layer})" : "")}"),
    };

    private static string Subject(LimiterReport limiter)
    {
        string place = Place(limiter.Unit, limiter.Tile, limiter.Layer);
        return limiter.Tile < 0 || limiter.Unit == "link" ? place : $"{limiter.Unit} of {place}";
    }

    private static string Why(string unit) => unit switch
    {
        "meanCrossbar" or "sigmaCrossbar" => "its columns are read one after another",
        "crossbarPair" => "its blocks are written onto it and read, one after another",
        "writer" => "it writes blocks onto crossbars one after another",
        "trng" => "every weight of every column needs a fresh Gaussian, lanes at a time",
        "scaler" => "every Gaussian is multiplied by its input, width at a time",
        "adc" => "every column's currents pass through the tile's converters",
        "vector" => "partial sums, activations and statistics pass through it, width words a clock",
        "sequencer" => "it issues one instruction a clock",
        "link" => "its outputs carry one flit at a time",
        "port" => "inputs and results pass it a flit at a time",
        "receiver" => "input vectors are written a word at a time",
        "sender" => "words leave the tile a flit at a time",
        _ => "it has the most to do",
    };
}

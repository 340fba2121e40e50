using System.Globalization;
using SpinArch.Reports;

namespace SpinArch.Cli.Rendering;

/// <summary>Says in one sentence which unit limits throughput, by how much, and what that unit does all the time.</summary>
internal static class LimiterSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="limiter">The limiting unit.</param>
    public static string Of(LimiterReport limiter)
    {
        string margin = limiter is { RunnerUp: { } runnerUp, RunnerUpFraction: { } fraction, Margin: { } times }
            ? string.Create(CultureInfo.InvariantCulture, $" Next comes {runnerUp} at {100 * fraction:0.0} % of the run: {times:0.00} times faster, and that would limit.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Limited by {Subject(limiter)}, busy {100 * limiter.Fraction:0.0} % of the run and {100 * limiter.SteadyFraction:0.0} % of its steady phase: {Why(limiter.Unit)}.{margin}");
    }

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

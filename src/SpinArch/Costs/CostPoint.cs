using System.Globalization;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>
/// The point at which a key's costs were published, as a component states it: what is to be said of a design beyond it, if anything
/// (<c>docs/energy-model.md</c>, section 7).
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Note">The note on an architecture; null where its value is as published, slower or smaller.</param>
public sealed record CostPoint(string Key, Func<ArchitectureSpec, CostNote?> Note)
{
    /// <summary>A time that costs by a law where it is shorter than published.</summary>
    /// <param name="key">The key.</param>
    /// <param name="constant">The published time, or the rate that it is one over.</param>
    /// <param name="time">The key's value.</param>
    /// <param name="law">The factor.</param>
    /// <param name="what">What the factor is on.</param>
    internal static CostPoint Faster(
        string key, string constant, Func<ArchitectureSpec, Picoseconds> time, Func<ArchitectureSpec, decimal> law, string what) =>
        new(key, spec => Nanoseconds(time(spec)) < Published(spec, constant)
            ? new CostNote(key, true,
                Format($"{key} = {Nanoseconds(time(spec)):0.###} ns is faster than the {Published(spec, constant):0.###} ns of {constant}: {what} x {law(spec):0.##}, by a law that is an assumption"))
            : null);

    /// <summary>A width or a depth that costs by a law where it is above the published one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="constant">The published one.</param>
    /// <param name="value">The key's value.</param>
    /// <param name="law">The factor.</param>
    /// <param name="what">What the factor is on.</param>
    /// <param name="sign">How the factor is written.</param>
    internal static CostPoint Beyond(
        string key, string constant, Func<ArchitectureSpec, int> value, Func<ArchitectureSpec, decimal> law, string what,
            string sign = "x ") =>
        new(key, spec => value(spec) > (decimal)spec.Technology[constant].Value
            ? new CostNote(key, true,
                Format($"{key} = {value(spec)} is beyond {constant} = {spec.Technology[constant].Value:0.###}: {what} {sign}{law(spec):0.##}, by a law that is an assumption"))
            : null);

    /// <summary>A time of which nobody knows what it costs to be shorter.</summary>
    /// <param name="key">The key.</param>
    /// <param name="time">The key's value.</param>
    /// <param name="published">The time that the figures hold for [ns].</param>
    internal static CostPoint Unknown(string key, Func<ArchitectureSpec, Picoseconds> time, Func<ArchitectureSpec, decimal> published) =>
        new(key, spec => Nanoseconds(time(spec)) < published(spec)
            ? new CostNote(key, false,
                Format($"{key} = {Nanoseconds(time(spec)):0.###} ns is faster than the {published(spec):0.###} ns that the figures hold for: cost not modelled"))
            : null);

    /// <summary>Likewise, the time being a constant's.</summary>
    /// <param name="key">The key.</param>
    /// <param name="constant">The published time, or the rate that it is one over.</param>
    /// <param name="time">The key's value.</param>
    internal static CostPoint Unknown(string key, string constant, Func<ArchitectureSpec, Picoseconds> time) =>
        Unknown(key, time, spec => Published(spec, constant));

    /// <summary>A width of which nobody knows what it costs to be larger.</summary>
    /// <param name="key">The key.</param>
    /// <param name="constant">The width that the figures hold for.</param>
    /// <param name="value">The key's value in the constant's unit.</param>
    internal static CostPoint UnknownWider(string key, string constant, Func<ArchitectureSpec, long> value) =>
        new(key, spec => value(spec) > (decimal)spec.Technology[constant].Value
            ? new CostNote(key, false,
                Format($"{key}: {value(spec)} {spec.Technology[constant].Unit} are wider than the {spec.Technology[constant].Value:0.###} of {constant} that the figures hold for: cost not modelled"))
            : null);

    /// <summary>This point where it matters, and nothing to say elsewhere.</summary>
    internal CostPoint Where(Func<ArchitectureSpec, bool> matters) => this with { Note = spec => matters(spec) ? Note(spec) : null };

    /// <summary>A text with numbers as reports write them.</summary>
    internal static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A rate is published as such.
    private static decimal Published(ArchitectureSpec spec, string constant)
    {
        TechnologyConstant point = spec.Technology[constant];
        return point.Unit == "GHz" ? 1 / (decimal)point.Value : (decimal)point.Value;
    }

    private static decimal Nanoseconds(Picoseconds time) => time.Value / 1000m;
}

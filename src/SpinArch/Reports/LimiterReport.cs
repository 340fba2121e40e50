using System.Collections.Immutable;

namespace SpinArch.Reports;

/// <summary>What limits throughput, and what would be gained where (<c>docs/report.md</c>).</summary>
public sealed record LimiterReport
{
    /// <summary>
    /// <c>unit</c>, <c>roundTrip</c>, <c>arrivals</c>, or <c>open</c> where it is not known: then the busiest unit is named.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Layer of its tile; empty for port and routers.</summary>
    public required string Layer { get; init; }

    /// <summary>Its tile, -1 for the port, router index for a link; of a round trip the tile where most of its time is spent.</summary>
    public required int Tile { get; init; }

    /// <summary>The unit; of a round trip the place that is waited for.</summary>
    public required string Unit { get; init; }

    /// <summary>The unit and its layer, in a few words.</summary>
    public string InWords() => Layer.Length > 0 ? $"{Unit} of {Layer}" : Unit;

    /// <summary>What the intervals are between: <c>sample</c> or <c>input</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The critical cycle's time for one of them [ns]; null where there is none.</summary>
    public required double? IntervalNs { get; init; }

    /// <summary>Busy fraction of the unit over the whole run; null where no unit limits.</summary>
    public required double? Fraction { get; init; }

    /// <summary>Its busy fraction of the steady phase.</summary>
    public required double? SteadyFraction { get; init; }

    /// <summary>Where the time of a round trip goes, the largest part first.</summary>
    public required ImmutableArray<LimiterShareReport> Shares { get; init; }

    /// <summary>Places whose depth says how much of a round trip is under way at once.</summary>
    public required ImmutableArray<LimiterPlaceReport> Places { get; init; }

    /// <summary>
    /// What half and twice of the keys that it depends on would give, the best first, those that cost last; empty where that is not
    /// foretold.
    /// </summary>
    public required ImmutableArray<LimiterChangeReport> Changes { get; init; }

    /// <summary>Those of which it is open what they would give, <c>key=value</c>.</summary>
    public required ImmutableArray<string> OpenChanges { get; init; }
}

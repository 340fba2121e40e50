using System.Collections.Immutable;
using SpinArch.Traces;

namespace SpinArch.Costs;

/// <summary>
/// Leakage of devices that are powered but do nothing: <c>devices x run time</c> less what the leakage of the rules named here has charged
/// already, never less than nothing.
/// </summary>
public sealed record IdleRule
{
    /// <summary>The unit it is reported under.</summary>
    public required UnitKind Unit { get; init; }

    /// <summary>What is powered.</summary>
    public required string Action { get; init; }

    /// <summary>Of what there are devices.</summary>
    public Place Place { get; init; } = Place.Tile;

    /// <summary>Powered devices of one.</summary>
    public Count Devices { get; init; } = static (in Design _, in TileShape _) => 1;

    /// <summary>What one leaks.</summary>
    public required Leakage Leakage { get; init; }

    /// <summary>Rules whose leakage is that of the same devices while active; of a tile only.</summary>
    public ImmutableArray<CostRule> Active { get; init; } = [];

    /// <summary>What the leakage depends on of a tile, as a number that tells such tiles apart; null where on nothing.</summary>
    public Variant? Variant { get; init; }
}

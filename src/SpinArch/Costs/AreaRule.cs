using SpinArch.Traces;

namespace SpinArch.Costs;

/// <summary>Area of one kind of device.</summary>
/// <param name="Unit">The unit it is reported under.</param>
/// <param name="Part">The part of the unit.</param>
/// <param name="Constant">Area of one, as published.</param>
public sealed record AreaRule(UnitKind Unit, string Part, string Constant)
{
    /// <summary>Of what there are devices.</summary>
    public Place Place { get; init; } = Place.Tile;

    /// <summary>Devices of one.</summary>
    public Count Instances { get; init; } = static (in Design _, in TileShape _) => 1;

    /// <summary>A factor on the area; null for none.</summary>
    public Law? Times { get; init; }

    /// <summary>Further constants, of the laws that are in force.</summary>
    public LawKeys? LawKeys { get; init; }

    /// <summary>What the area depends on of a tile, as a number that tells such tiles apart; null where on nothing.</summary>
    public Variant? Variant { get; init; }
}

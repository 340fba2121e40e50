using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>Leakage of a device.</summary>
/// <param name="Constant">Its constant.</param>
public sealed record Leakage(string Constant)
{
    /// <summary>How long a count of a rule keeps the device from being idle [ps].</summary>
    public Count Time { get; init; } = static (in Design design, in TileShape _) => design.Access.Value;

    /// <summary>Devices that one is; null for one.</summary>
    public Law? Times { get; init; }

    /// <summary>What one leaks in a picosecond.</summary>
    internal Price PriceUnder(TechnologySpec technology) =>
        Prices.Power(Constant, static (in Design _, in TileShape _) => 1, Times)(technology);
}

using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>The usual prices: published energies, and published powers over a time. Constants are looked up once a technology.</summary>
internal static class Prices
{
    /// <summary>How long an access to a digital unit draws its power.</summary>
    public static Count Access { get; } = static (in Design design, in TileShape _) => design.Access.Value;

    /// <summary>A published energy [fJ].</summary>
    /// <param name="constant">Its constant.</param>
    /// <param name="times">A factor; null for none.</param>
    public static Func<TechnologySpec, Price> Energy(string constant, Law? times = null) => technology =>
    {
        double femtojoules = technology[constant].Value;
        var once = Quectojoules.FromFemtojoules(femtojoules);
        return times is null
            ? (in Design _, in TileShape _) => once
            : (in Design design, in TileShape tile) => Quectojoules.FromFemtojoules(femtojoules, times(in design, in tile));
    };

    /// <summary>A published power [mW] over a time.</summary>
    /// <param name="constant">Its constant.</param>
    /// <param name="time">How long it is drawn [ps].</param>
    /// <param name="times">A factor; null for none.</param>
    public static Func<TechnologySpec, Price> Power(string constant, Count time, Law? times = null) => technology =>
    {
        var power = new PowerConstant(technology, constant);
        return times is null
            ? (in Design design, in TileShape tile) => power.Over(time(in design, in tile))
            : (in Design design, in TileShape tile) => power.Over(time(in design, in tile), times(in design, in tile));
    };

    /// <summary>A published power over one access.</summary>
    /// <param name="constant">Its constant.</param>
    /// <param name="times">A factor; null for none.</param>
    public static Func<TechnologySpec, Price> AccessOf(string constant, Law? times = null) => Power(constant, Access, times);
}

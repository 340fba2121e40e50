using System.Collections.Immutable;
using SpinArch.Costs;

namespace SpinArch.Components.Sampler;

/// <summary>What random bits and accumulators cost.</summary>
internal static class SamplerCosts
{
    // V - 1 additions and the subtraction of the mean; normalising is a shift, which is wiring.
    private static readonly CostRule _accumulate = new()
    {
        Unit = SamplerComponent.Accumulator,
        Action = "operation",
        Scope = TermScope.Paper,
        Activity = SamplerComponent.Fill,
        Factor = static (in Design design, in TileShape _) => design.Spec.Sampler.Variables,
        Constants = ["alu.addPower"],
        Price = Prices.AccessOf("alu.addPower"),
        Leakage = new Leakage("alu.leakage"),
    };

    public static ImmutableArray<CostRule> Rules { get; } =
    [
        Bit("bit", "trng.bitEnergy", TermScope.Paper),
        Bit("sense", "trng.senseEnergy", TermScope.System),
        _accumulate,
    ];

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Unknown("sampler.resetNs", "trng.resetTime", spec => spec.Sampler.Reset),
        CostPoint.Unknown("sampler.relaxNs", "trng.relaxTime", spec => spec.Sampler.Relax),
        CostPoint.Unknown("sampler.rowReadNs", "trng.readTime", spec => spec.Sampler.RowRead),
        CostPoint.Unknown("sampler.normaliseNs", "peripheral.clock", spec => spec.Sampler.Normalise),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule
        {
            Unit = SamplerComponent.Accumulator,
            Action = "idle",
            Devices = Lanes,
            Leakage = new Leakage("alu.leakage"),
            Active = [_accumulate],
        },
    ];

    // A lane holds the bits of its V uniform variables, once in every array. Arrays are read one at a time, so their accumulators are the
    // same.
    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(SamplerComponent.Trng, "bit", "trng.area")
        {
            Instances = static (in Design design, in TileShape tile) =>
                Lanes(in design, in tile) * Bits(in design, in tile) * design.Spec.Sampler.Arrays,
        },
        new AreaRule(SamplerComponent.Accumulator, "alu", "alu.area") { Instances = Lanes },
    ];

    private static CostRule Bit(string action, string constant, TermScope scope) => new()
    {
        Unit = SamplerComponent.Trng,
        Action = action,
        Scope = scope,
        Activity = SamplerComponent.Fill,
        Factor = Bits,
        Constants = [constant],
        Price = Prices.Energy(constant),
    };

    private static long Bits(in Design design, in TileShape tile) => (long)design.Spec.Sampler.Variables * design.Spec.Sampler.Bits;

    private static long Lanes(in Design design, in TileShape tile) => TileShape.Bounded(design.Spec.Sampler.Lanes, tile.Rows);
}

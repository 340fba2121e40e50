using System.Collections.Immutable;
using SpinArch.Costs;

namespace SpinArch.Components.Scaler;

/// <summary>What the x.z multipliers cost.</summary>
internal static class ScalerCosts
{
    private static readonly CostRule _multiply = new()
    {
        Unit = ScalerComponent.Scaler,
        Action = "multiply",
        Scope = TermScope.Paper,
        Activity = ScalerComponent.Scale,
        Constants = ["alu.multiplyPower"],
        LawKeys = SharedLaws.ClockedKeys,
        Price = Prices.AccessOf("alu.multiplyPower", SharedLaws.Clocked),
        Leakage = new Leakage("alu.leakage"),
    };

    public static ImmutableArray<CostRule> Rules { get; } = [_multiply];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule
        {
            Unit = ScalerComponent.Scaler,
            Action = "idle",
            Devices = Multipliers,
            Leakage = new Leakage("alu.leakage"),
            Active = [_multiply],
        },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } = [new AreaRule(ScalerComponent.Scaler, "alu",
        "alu.area") { Instances = Multipliers }];

    private static long Multipliers(in Design design, in TileShape tile) => TileShape.Bounded(design.Spec.Scaler.Width, tile.Rows);
}

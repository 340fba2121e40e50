using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Components.Vector;

/// <summary>
/// What the vector unit costs. A word read is rescaled (one multiply) and added or compared; statistics square it and add twice.
/// </summary>
internal static class VectorCosts
{
    public static ImmutableArray<CostRule> Rules { get; } =
    [
        Word("add", VectorComponent.Add, 1, "alu.addPower"),
        Word("multiply", VectorComponent.Add, 1, "alu.multiplyPower"),
        Word("compare", VectorComponent.Activate, 1, "alu.addPower"),
        Word("multiply", VectorComponent.Activate, 1, "alu.multiplyPower"),
        Word("add", VectorComponent.Accumulate, 2, "alu.addPower"),
        Word("multiply", VectorComponent.Accumulate, 1, "alu.multiplyPower"),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
        [new IdleRule { Unit = VectorComponent.Vector, Action = "idle", Devices = Width, Leakage = new Leakage("alu.leakage") }];

    public static ImmutableArray<AreaRule> Areas { get; } = [new AreaRule(VectorComponent.Vector, "alu", "alu.area") { Instances = Width }];

    private static CostRule Word(string action, ActivityKind activity, int operations, string power) => new()
    {
        Unit = VectorComponent.Vector,
        Action = action,
        Activity = activity,
        Factor = (in Design _, in TileShape _) => operations,
        Constants = [power],
        LawKeys = SharedLaws.ClockedKeys,
        Price = Prices.AccessOf(power, SharedLaws.Clocked),
    };

    private static long Width(in Design design, in TileShape tile) => design.Spec.Vector.Width;
}

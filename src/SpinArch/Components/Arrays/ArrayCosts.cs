using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Specs;

namespace SpinArch.Components.Arrays;

/// <summary>
/// What arrays that are read whole cost. Every weight has a cell on each of two lines, as in crossbars.
/// </summary>
internal static class ArrayCosts
{
    private static readonly CostRule _drive = new()
    {
        Unit = ArrayComponent.Dac,
        Action = "drive",
        Scope = TermScope.Paper,
        Activity = ArrayComponent.Drive,
        Constants = ["dac.power", "dac.bitScaling"],
        Price = Prices.Power("dac.power", Read,
            static (in Design design, in TileShape _) => design.Laws.DacScaling * design.Laws.Settling),
        Leakage = DacLeakage() with { Time = Read },
    };

    public static ImmutableArray<CostRule> Rules { get; } =
    [
        _drive,
        Current("read", QuantumBasis.Quanta, [], static (_, on, off, highest) => (on - off) / highest),
        Current("offState", QuantumBasis.Drive, [], static (_, _, off, _) => 2 * off),
        new CostRule
        {
            Unit = ArrayComponent.Hold,
            Action = "capture",
            Activity = ArrayComponent.Capture,
            Constants = ["sampleHold.power"],
            Price = Prices.AccessOf("sampleHold.power"),
        },
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule { Unit = ArrayComponent.Dac, Action = "idle", Devices = Drivers, Leakage = DacLeakage(), Active = [_drive] },
        new IdleRule { Unit = ArrayComponent.Hold, Action = "idle", Devices = Held, Leakage = new Leakage("sampleHold.leakage") },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(ArrayComponent.Dac, "dac", "dac.area") { Instances = Drivers },
        new AreaRule(ArrayComponent.Array, "cell", "crossbar.cellArea")
        {
            Instances = Cells,
            Times = static (in Design design, in TileShape _) => design.Laws.MeanCell,
        },
        new AreaRule(ArrayComponent.Hold, "sampleHold", "sampleHold.area") { Instances = Held },
    ];

    /// <summary>What a read draws through a cell: of two lines, for a quantum.</summary>
    /// <param name="technology">The technology.</param>
    /// <param name="on">Highest conductance [S].</param>
    /// <param name="off">Lowest conductance [S].</param>
    /// <param name="highest">Highest level of a cell.</param>
    public delegate double Conductance(TechnologySpec technology, double on, double off, int highest);

    private static Leakage DacLeakage() =>
        new("dac.leakage") { Times = static (in Design design, in TileShape _) => design.Laws.DacScaling };

    /// <summary>
    /// The current of a read: as in a crossbar a line at code X dissipates (supply X / Xmax)^2 t G, X and Xmax those of a slice.
    /// </summary>
    /// <param name="action">What it is called.</param>
    /// <param name="basis">What it counts.</param>
    /// <param name="more">Constants that it rests on, beside those of the cells.</param>
    /// <param name="conductance">G, for a quantum.</param>
    public static CostRule Current(string action, QuantumBasis basis, ImmutableArray<string> more, Conductance conductance) => new()
    {
        Unit = ArrayComponent.Array,
        Action = action,
        Scope = TermScope.Paper,
        Activity = ArrayComponent.Read,
        QuantumBasis = basis,
        Constants = ["crossbar.supply", "crossbar.unityResistance", "crossbar.tmr", .. more],
        Price = technology =>
        {
            double supply = technology["crossbar.supply"].Value;
            double on = 1 / technology["crossbar.unityResistance"].Value;
            double off = on / (1 + technology["crossbar.tmr"].Value);
            return (in Design design, in TileShape _) =>
            {
                ArchitectureSpec spec = design.Spec;
                double volts = supply / (Math.Pow(2, spec.Dac.DriverBits) - 1);
                double siemens = conductance(technology, on, off, spec.Weight.MeanCellMaximum);
                return Quectojoules.FromJoules(volts * volts * spec.Crossbar.ColumnRead.Value * 1e-12 * siemens);
            };
        },
    };

    private static long Read(in Design design, in TileShape tile) => design.Spec.Crossbar.ColumnRead.Value;

    private static long Drivers(in Design design, in TileShape tile) => (long)design.Spec.Crossbar.PairsPerTile * tile.Rows;

    /// <summary>Cells of the arrays of a tile, one on each line of a weight.</summary>
    public static long Cells(in Design design, in TileShape tile) => 2L * design.Spec.Crossbar.PairsPerTile * tile.Rows * tile.Columns;

    private static long Held(in Design design, in TileShape tile) =>
        (long)design.Spec.Crossbar.PairsPerTile * design.Spec.SampleHold.Banks * tile.Columns;
}

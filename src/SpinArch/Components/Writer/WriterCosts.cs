using System.Collections.Immutable;
using SpinArch.Components.Crossbar;
using SpinArch.Costs;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Writer;

/// <summary>
/// What writing blocks onto crossbars costs while the chip runs: cells programmed, levels fetched from the tile's eDRAM, over its bus and
/// by its controller, bit by bit of its width. The drivers have no figures and are not charged. Where every block stays on its pair, there
/// is none of it.
/// </summary>
internal static class WriterCosts
{
    public static ImmutableArray<CostRule> Rules { get; } =
    [
        new CostRule
        {
            Unit = WriterComponent.Writer,
            Action = "write",
            Activity = WriterComponent.Write,
            QuantumBasis = QuantumBasis.Quanta,
            Factor = Written,
            Constants = ["crossbar.programEnergy"],
            Price = static technology =>
            {
                double femtojoules = technology["crossbar.programEnergy"].Value;
                return (in Design design, in TileShape _) => CrossbarCosts.ProgramCell(femtojoules, design.Laws);
            },
        },
        new CostRule
        {
            Unit = WriterComponent.Writer,
            Action = "levelFetch",
            Activity = WriterComponent.Write,
            QuantumBasis = QuantumBasis.Drive,
            Factor = Written,
            Constants = ["edram.power", "edram.accessTime", "edram.width", "bus.power", "controller.power"],
            Price = static technology =>
            {
                Quectojoules bit = FetchBit(technology);
                return (in Design _, in TileShape _) => bit;
            },
        },
    ];

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Unknown("crossbar.rowWriteNs", spec => spec.Crossbar.RowWrite,
            spec => Math.Max((decimal)spec.Technology["crossbar.writeTime"].Value, FetchOfLine(spec)))
            .Where(spec => spec.Crossbar.IsRewritten),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule { Unit = WriterComponent.Writer, Action = "memoryIdle", Devices = Memories, Leakage = new Leakage("edram.leakage") },
        new IdleRule { Unit = WriterComponent.Writer, Action = "busIdle", Devices = Written, Leakage = new Leakage("bus.leakage") },
        new IdleRule { Unit = WriterComponent.Writer, Action = "controllerIdle", Devices = Written,
            Leakage = new Leakage("controller.leakage") },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(WriterComponent.Writer, "levelMemory", "edram.area") { Instances = Memories },
        new AreaRule(WriterComponent.Writer, "bus", "bus.area") { Instances = Written },
        new AreaRule(WriterComponent.Writer, "controller", "controller.area") { Instances = Written },
    ];

    /// <summary>Fetching, or storing, one bit: what an access to memory, bus and controller draws, over its width.</summary>
    public static Quectojoules FetchBit(TechnologySpec technology)
    {
        decimal memory = (Value("edram.power") + Value("bus.power")) * Value("edram.accessTime");
        return Quectojoules.FromPower((memory + (Value("controller.power") * Value("peripheral.accessTime"))) / Value("edram.width"),
            new Picoseconds(1000));

        decimal Value(string key) => (decimal)technology[key].Value;
    }

    // A word line's levels come over the memory's width, access after access.
    private static decimal FetchOfLine(ArchitectureSpec spec)
    {
        decimal bits = (decimal)spec.Weight.LevelBits(mean: true) * (spec.WeightColumns.IsUnbounded ? 1 : spec.WeightColumns.Limit);
        return Math.Ceiling(bits / (decimal)spec.Technology["edram.width"].Value) * (decimal)spec.Technology["edram.accessTime"].Value;
    }

    private static long Written(in Design design, in TileShape tile) => design.Spec.Crossbar.IsRewritten ? 1 : 0;

    // eDRAM macros that hold the levels of all blocks that the tile can hold.
    private static long Memories(in Design design, in TileShape tile)
    {
        ArchitectureSpec spec = design.Spec;
        if (!spec.Crossbar.IsRewritten)
        {
            return 0;
        }

        long bits = (long)spec.Crossbar.BlocksPerTile * tile.Rows * tile.WeightColumns * spec.Weight.LevelBits(mean: true);
        return (long)Math.Ceiling(((bits + 7) / 8) / spec.Technology["edram.size"].Value);
    }
}

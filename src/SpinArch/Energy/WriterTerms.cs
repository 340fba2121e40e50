using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Terms of writing blocks onto crossbars while the chip runs: cells programmed, levels fetched from the tile's eDRAM, over its bus and by its
/// controller, bit by bit of its width. The drivers have no figures and are not charged.
/// </summary>
internal static class WriterTerms
{
    public static void AddTo(TermBuilder builder)
    {
        if (!builder.Spec.Crossbar.IsRewritten)
        {
            return;
        }

        builder.Add(
            UnitKind.Writer,
            "write",
            TermScope.System,
            ActivityKind.Write,
            CountBasis.Activities,
            builder.EachTile(1),
            Quectojoules.Zero,
            ["crossbar.programEnergy"],
            TermKind.Dynamic,
            QuantumBasis.Quanta,
            CellCost(builder.Technology, builder.Laws));
        builder.Add(
            UnitKind.Writer,
            "levelFetch",
            TermScope.System,
            ActivityKind.Write,
            CountBasis.Activities,
            builder.EachTile(1),
            Quectojoules.Zero,
            ["edram.power", "edram.accessTime", "edram.width", "bus.power", "controller.power"],
            TermKind.Dynamic,
            QuantumBasis.Drive,
            BitCost(builder.Technology));
        builder.AddIdle(UnitKind.Writer, "memoryIdle", builder.PerTile(tile => TileDevices.Memories(builder.Technology, tile.LevelBytes)), "edram.leakage", 1);
        builder.AddIdle(UnitKind.Writer, "busIdle", builder.EachTile(1), "bus.leakage", 1);
        builder.AddIdle(UnitKind.Writer, "controllerIdle", builder.EachTile(1), "controller.leakage", 1);
    }

    /// <summary>Programming one cell: of the crossbar whose cells hold more.</summary>
    public static Quectojoules CellCost(TechnologySpec technology, in CostLaws laws) => CellCost(technology["crossbar.programEnergy"].Value, laws);

    /// <summary>The same from a constant that the caller has looked up.</summary>
    public static Quectojoules CellCost(double femtojoules, in CostLaws laws) =>
        Quectojoules.FromFemtojoules(femtojoules, Math.Max(laws.MeanCell, laws.SigmaCell));

    /// <summary>Fetching, or storing, one bit: what an access to memory, bus and controller draws, over its width.</summary>
    public static Quectojoules BitCost(TechnologySpec technology)
    {
        decimal memory = (Value("edram.power") + Value("bus.power")) * Value("edram.accessTime");
        return Quectojoules.FromPower((memory + (Value("controller.power") * Value("peripheral.accessTime"))) / Value("edram.width"), new Picoseconds(1000));

        decimal Value(string key) => (decimal)technology[key].Value;
    }
}

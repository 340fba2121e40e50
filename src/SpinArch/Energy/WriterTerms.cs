using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Terms of writing blocks onto crossbars while the chip runs: cells programmed, levels fetched from the tile's eDRAM bit by bit of its
/// width. Bus and drivers have no figures and are not charged.
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
            CellCost(builder.Technology));
        builder.Add(
            UnitKind.Writer,
            "levelFetch",
            TermScope.System,
            ActivityKind.Write,
            CountBasis.Activities,
            builder.EachTile(1),
            Quectojoules.Zero,
            ["edram.power", "edram.accessTime", "edram.width"],
            TermKind.Dynamic,
            QuantumBasis.Drive,
            BitCost(builder.Technology));
        builder.AddIdle(UnitKind.Writer, "memoryIdle", builder.PerTile(tile => TileDevices.Memories(builder.Technology, tile.LevelBytes)), "edram.leakage", 1);
    }

    /// <summary>Programming one cell.</summary>
    public static Quectojoules CellCost(TechnologySpec technology) => Quectojoules.FromFemtojoules(technology["crossbar.programEnergy"].Value);

    /// <summary>Fetching one bit: an access's energy over its width.</summary>
    public static Quectojoules BitCost(TechnologySpec technology) => Quectojoules.FromPower(
        (decimal)technology["edram.power"].Value * (decimal)technology["edram.accessTime"].Value / (decimal)technology["edram.width"].Value,
        new Picoseconds(1000));
}

using SpinArch.Components.Crossbar;
using SpinArch.Components.Writer;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>The energy of writing the weights into the crossbars, once, before any inference; in no other total. Of blocks that share a pair the first is there then; the others are written while the chip runs.</summary>
/// <param name="Cells">Cells written: a mean and a sigma cell on each of two lines per weight and slice.</param>
/// <param name="Cost">Energy of a cell.</param>
/// <param name="FillBits">Bits of levels stored in the tiles' memories, where blocks are written in turn.</param>
/// <param name="FillCost">Energy of a bit.</param>
/// <param name="Source">Where the figure stands.</param>
/// <param name="Assumption">Whether it is an assumption.</param>
public sealed record ProgrammingCost(long Cells, Quectojoules Cost, long FillBits, Quectojoules FillCost, string Source, bool Assumption)
{
    /// <summary>The energy of all cells and bits.</summary>
    public Quectojoules Total => (Cost * Cells) + (FillCost * FillBits);

    /// <summary>The cost for a program.</summary>
    /// <param name="spec">The architecture: slices of a weight, and constants.</param>
    /// <param name="program">The program whose blocks are written.</param>
    public static ProgrammingCost Of(ArchitectureSpec spec, Program program)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        if (!spec.Technology.Constants.TryGetValue("crossbar.programEnergy", out TechnologyConstant? constant))
        {
            return new ProgrammingCost(
                0, Quectojoules.Zero, 0, Quectojoules.Zero, "no cells: weights lie in a memory, and no figure is published for loading it",
                    true);
        }

        long stored = spec.Crossbar.IsRewritten ? program.Tiles.Sum(tile => tile.Blocks.Sum(block => (long)block.Rows * block.Columns)) : 0;
        long weights = program.Tiles.Sum(tile => tile.Blocks.DistinctBy(block => block.Pair).Sum(block => (long)block.Rows * block.Columns));
        return new ProgrammingCost(
            weights * spec.Weight.CellsOfWeight(mean: true),
            CrossbarCosts.ProgramCell(constant.Value, CostLaws.Of(spec)),
            stored * spec.Weight.LevelBits(mean: true),
            spec.ReadsWhole ? Quectojoules.Zero : WriterCosts.FetchBit(spec.Technology),
            $"crossbar.programEnergy: {constant.Source}",
            constant.Assumption);
    }
}

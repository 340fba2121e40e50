using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>Area of the tiles that a program uses, of every router of the mesh, and of the off-chip link.</summary>
public static class AreaModel
{
    /// <summary>The area of a chip.</summary>
    /// <param name="spec">The architecture with its technology.</param>
    /// <param name="program">The program, for the number of tiles and the size of unbounded crossbars.</param>
    public static AreaAccount Of(ArchitectureSpec spec, Program program)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        SiteMap sites = SiteMap.Of(program);
        TileDevices[] tiles = [.. program.Tiles.Select(tile => TileDevices.Of(spec, tile))];
        SamplerSpec sampler = spec.Sampler;
        var terms = ImmutableArray.CreateBuilder<AreaTerm>();

        // A lane holds the bits of its V uniform variables; each place of a crossbar has a cell on each of two lines, in the mean and in the sigma crossbar.
        Each(UnitKind.Trng, "bit", "trng.area", tile => (long)tile.Lanes * sampler.Variables * sampler.Bits);
        Each(UnitKind.Accumulator, "alu", "alu.area", tile => tile.Lanes);
        Each(UnitKind.Scaler, "alu", "alu.area", tile => tile.Multipliers);
        Each(UnitKind.SigmaDac, "dac", "dac.area", tile => (long)tile.Pairs * tile.Rows);
        Each(UnitKind.MeanDac, "dac", "dac.area", tile => (long)tile.Pairs * tile.Rows);
        Each(UnitKind.SigmaCrossbar, "cell", "crossbar.cellArea", Cells);
        Each(UnitKind.MeanCrossbar, "cell", "crossbar.cellArea", Cells);
        Each(UnitKind.Neuron, "neuron", "neuron.area", tile => tile.HasNeurons ? (long)tile.Pairs * tile.Columns : 0);
        int currents = spec.Crossbar.ColumnSum == ColumnSum.Digital ? 2 : 1;
        Each(UnitKind.SampleHold, "sampleHold", "sampleHold.area", tile => (long)tile.Pairs * spec.SampleHold.Banks * currents);
        Each(UnitKind.Adc, "adc", "adc.area", _ => spec.Adc.PerTile);
        Each(UnitKind.Adc, "shiftAdd", "shiftAdd.area", _ => spec.Weight.Slices > 1 ? spec.Adc.PerTile : 0);
        foreach (int size in RegisterBanks.Sizes)
        {
            Each(UnitKind.Latch, "inputRegister", Key("inputRegister.area", size), tile =>
                tile.InputBank.Size == size ? tile.InputBank.Count * spec.InputBanks : 0);
            Each(UnitKind.Latch, "outputRegister", Key("outputRegister.area", size), tile =>
                tile.OutputBank.Size == size ? tile.OutputBank.Count * spec.LatchBanks : 0);
        }

        Each(UnitKind.Writer, "levelMemory", "edram.area", tile => TileDevices.Memories(spec.Technology, tile.LevelBytes));
        Each(UnitKind.Vector, "alu", "alu.area", _ => spec.Vector.Width);
        (int entries, int memories) = DigitalTerms.InstructionMemory(program);
        Each(
            UnitKind.Sequencer,
            "instructionMemory",
            Key("instructionMemory.area", entries),
            _ => memories,
            spec.Technology["instructionMemory.wideFactor"].Value);
        Each(UnitKind.Sequencer, "coreControl", "coreControl.area", _ => 1);
        Each(UnitKind.Sequencer, "tileControl", "tileControl.area", _ => 1);
        Each(UnitKind.Link, "receiveBuffer", "receiveBuffer.area", _ => 1);
        Add(UnitKind.Link, "router", "router4.area", sites.Routers, 1);
        Add(UnitKind.Port, "offChip", "offChip.area", 1, 1);
        return new AreaAccount(terms.ToImmutable());

        void Each(UnitKind unit, string part, string key, Func<TileDevices, long> instances, double times = 1) =>
            Add(unit, part, key, tiles.Sum(instances), times);

        void Add(UnitKind unit, string part, string key, long instances, double times)
        {
            if (instances > 0)
            {
                TechnologyConstant constant = spec.Technology[key];
                terms.Add(new AreaTerm
                {
                    Unit = unit,
                    Part = part,
                    Instances = instances,
                    EachMm2 = constant.Value * times,
                    Source = $"{key}: {constant.Source}",
                    Assumption = constant.Assumption,
                });
            }
        }

        static long Cells(TileDevices tile) => 2L * tile.Pairs * tile.Rows * tile.Columns;
    }

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}

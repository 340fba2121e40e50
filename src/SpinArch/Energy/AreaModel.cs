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
        var laws = CostLaws.Of(spec);
        var terms = ImmutableArray.CreateBuilder<AreaTerm>();

        // A lane holds the bits of its V uniform variables; each place of a crossbar has a cell on each of two lines, in the mean and in the sigma crossbar.
        Each(UnitKind.Trng, "bit", "trng.area", tile => (long)tile.Lanes * sampler.Variables * sampler.Bits);
        Each(UnitKind.Accumulator, "alu", "alu.area", tile => tile.Lanes);
        Each(UnitKind.Scaler, "alu", "alu.area", tile => tile.Multipliers);
        Each(UnitKind.SigmaDac, "dac", "dac.area", tile => (long)tile.Pairs * tile.Rows);
        Each(UnitKind.MeanDac, "dac", "dac.area", tile => (long)tile.Pairs * tile.Rows);
        Each(UnitKind.SigmaCrossbar, "cell", "crossbar.cellArea", Cells, laws.SigmaCell);
        Each(UnitKind.MeanCrossbar, "cell", "crossbar.cellArea", Cells, laws.MeanCell);
        Each(UnitKind.Neuron, "neuron", "neuron.area", tile => tile.HasNeurons ? (long)tile.Pairs * tile.Columns : 0, laws.Neuron);
        int currents = spec.Crossbar.ColumnSum == ColumnSum.Digital ? 2 : 1;
        Each(UnitKind.SampleHold, "sampleHold", "sampleHold.area", tile => (long)tile.Pairs * spec.SampleHold.Banks * currents);
        foreach (int bits in tiles.Select(tile => tile.AdcBits).Distinct().Order())
        {
            decimal factor = laws.ConverterArea(bits);
            Each(UnitKind.Adc, "adc", "adc.area", tile => tile.AdcBits == bits ? spec.Adc.PerTile : 0, factor, factor == 1 ? [] : ["adc.bitFactor"]);
        }

        Each(UnitKind.Adc, "shiftAdd", "shiftAdd.area", _ => spec.Weight.Slices > 1 ? spec.Adc.PerTile : 0);
        foreach (int size in RegisterBanks.Sizes)
        {
            Each(UnitKind.Latch, "inputRegister", Key("inputRegister.area", size), tile =>
                tile.InputBank.Size == size ? tile.InputBank.Count * spec.InputBanks : 0);
            Each(UnitKind.Latch, "outputRegister", Key("outputRegister.area", size), tile =>
                tile.OutputBank.Size == size ? tile.OutputBank.Count * spec.LatchBanks : 0);
            Each(UnitKind.Latch, "gaussianRegister", Key("inputRegister.area", size), tile =>
                tile.InputBank.Size == size ? (long)tile.InputBank.Count * sampler.Banks : 0);
        }

        Each(UnitKind.Writer, "levelMemory", "edram.area", tile => TileDevices.Memories(spec.Technology, tile.LevelBytes));
        Each(UnitKind.Writer, "bus", "bus.area", _ => spec.Crossbar.IsRewritten ? 1 : 0);
        Each(UnitKind.Writer, "controller", "controller.area", _ => spec.Crossbar.IsRewritten ? 1 : 0);
        Each(UnitKind.Vector, "alu", "alu.area", _ => spec.Vector.Width);
        (int entries, int memories) = DigitalTerms.InstructionMemory(program);
        Each(
            UnitKind.Sequencer,
            "instructionMemory",
            Key("instructionMemory.area", entries),
            _ => memories,
            (decimal)spec.Technology["instructionMemory.wideFactor"].Value);
        Each(UnitKind.Sequencer, "queues", "dataMemory.area.256", _ => 1, laws.QueueMemories);
        Each(UnitKind.Sequencer, "coreControl", "coreControl.area", _ => 1);
        Each(UnitKind.Sequencer, "tileControl", "tileControl.area", _ => 1);
        string[] width = laws.FlitWidth == 1 ? [] : ["router4.width"];
        Each(UnitKind.Link, "receiveBuffer", "receiveBuffer.area", tile => tile.Channels, laws.Buffer, laws.Buffer == 1 ? [] : ["receiveBuffer.entries", .. width]);
        Add(UnitKind.Link, "router", "router4.area", sites.Routers, laws.FlitWidth, width);
        Add(UnitKind.Link, "inputBuffer", "receiveBuffer.area", laws.InputBuffers > 0 ? sites.Routers : 0, laws.InputBuffers, ["router4.bufferFlits"]);
        Add(UnitKind.Port, "offChip", "offChip.area", laws.OffChipLinks, 1, []);
        return new AreaAccount(terms.ToImmutable());

        void Each(UnitKind unit, string part, string key, Func<TileDevices, long> instances, decimal times = 1, string[]? otherKeys = null) =>
            Add(unit, part, key, tiles.Sum(instances), times, otherKeys ?? []);

        void Add(UnitKind unit, string part, string key, long instances, decimal times, string[] otherKeys)
        {
            if (instances > 0)
            {
                TechnologyConstant[] constants = [spec.Technology[key], .. otherKeys.Select(other => spec.Technology[other])];
                terms.Add(new AreaTerm
                {
                    Unit = unit,
                    Part = part,
                    Instances = instances,
                    EachMm2 = CostLaws.Scaled(constants[0].Value, times),
                    Source = string.Join("; ", constants.Select(constant => $"{constant.Key}: {constant.Source}")),
                    Assumption = constants.Any(constant => constant.Assumption),
                });
            }
        }

        static long Cells(TileDevices tile) => 2L * tile.Pairs * tile.Rows * tile.Columns;
    }

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}

using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>The area of a chip as a sum of products: the parts of <see cref="Energy.AreaModel"/> without their rows.</summary>
internal static class AreaTally
{
    /// <summary>Area of a chip [mm2].</summary>
    public static double Of(TechnologyCosts costs, ArchitectureSpec spec, DesignLayout layout)
    {
        var laws = new CostLaws(costs.Laws, spec);
        Span<long> parts = stackalloc long[(int)AreaPart.Queues + 1];
        Span<long> inputs = stackalloc long[4];
        Span<long> outputs = stackalloc long[4];
        int currents = spec.Crossbar.ColumnSum == ColumnSum.Digital ? 2 : 1;
        long bits = (long)spec.Sampler.Variables * spec.Sampler.Bits;
        long cells = 0;
        long neurons = 0;
        decimal sum = 0;
        for (int index = 0; index < layout.Groups.Length; index++)
        {
            TileGroup group = layout.Groups[index];
            var tile = new GroupDevices(spec, group, layout.Layers[group.Layer].ColumnSum == ColumnSum.Neuron);
            long tiles = group.Tiles;
            parts[(int)AreaPart.RandomBit] += tiles * tile.Lanes * bits;
            parts[(int)AreaPart.Alu] += tiles * ((long)tile.Lanes + tile.Multipliers + spec.Vector.Width);
            parts[(int)AreaPart.Dac] += 2 * tiles * tile.Pairs * tile.Rows;
            cells += 2 * tiles * tile.Pairs * tile.Rows * tile.Columns;
            neurons += tile.IsNeuron ? tiles * tile.Pairs * tile.Columns : 0;
            parts[(int)AreaPart.SampleHold] += tiles * tile.Pairs * spec.SampleHold.Banks * currents;
            parts[(int)AreaPart.LevelMemory] += tiles * costs.LevelMemories(tile.LevelBytes);
            sum += costs.AreaOf(AreaPart.Adc, laws.ConverterArea(tile.AdcBits)) * (tiles * spec.Adc.PerTile);
            parts[(int)AreaPart.ShiftAdd] += spec.Weight.Slices > 1 ? tiles * spec.Adc.PerTile : 0;
            inputs[TechnologyCosts.SizeIndex(tile.InputBank.Size)] += tiles * tile.InputBank.Count * (spec.InputBanks + spec.Sampler.Banks);
            outputs[TechnologyCosts.SizeIndex(tile.OutputBank.Size)] += tiles * tile.OutputBank.Count * spec.LatchBanks;
        }

        (int memory, int memories) = TechnologyCosts.MemoryFor(layout.LongestCode);
        parts[(int)AreaPart.CoreControl] = parts[(int)AreaPart.TileControl] = layout.Tiles;
        parts[(int)AreaPart.Bus] = parts[(int)AreaPart.Controller] = spec.Crossbar.IsRewritten ? layout.Tiles : 0;
        parts[(int)AreaPart.OffChip] = laws.OffChipLinks;
        sum += costs.MemoryArea[memory] * ((long)layout.Tiles * memories);
        sum += (costs.AreaOf(AreaPart.Cell, laws.MeanCell) + costs.AreaOf(AreaPart.Cell, laws.SigmaCell)) * cells;
        sum += costs.AreaOf(AreaPart.Neuron, laws.Neuron) * neurons;
        sum += costs.AreaOf(AreaPart.Queues, laws.QueueMemories) * layout.Tiles;
        sum += costs.AreaOf(AreaPart.ReceiveBuffer, laws.Buffer) * layout.ReceiveChannels;
        sum += costs.AreaOf(AreaPart.Router, laws.FlitWidth) * layout.Routers;
        sum += laws.InputBuffers > 0 ? costs.AreaOf(AreaPart.ReceiveBuffer, laws.InputBuffers) * layout.Routers : 0;
        for (int part = 0; part < parts.Length; part++)
        {
            sum += costs.AreaOf((AreaPart)part) * parts[part];
        }

        for (int size = 0; size < inputs.Length; size++)
        {
            sum += (costs.InputArea[size] * inputs[size]) + (costs.OutputArea[size] * outputs[size]);
        }

        return (double)sum;
    }
}

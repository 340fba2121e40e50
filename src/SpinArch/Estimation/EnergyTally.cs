using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// The cost rules of <see cref="EnergyModel"/> as sums of products, without a term, a site or an allocation: energy is linear
/// in the counts of each group of tiles, but for idle leakage, which is never less than nothing. Counts are of 63 bits, products of two of
/// them of 126; energies check themselves.
/// </summary>
internal static class EnergyTally
{
    /// <summary>Energies of a run.</summary>
    /// <param name="costs">The technology's constants.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="layout">The chip.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="powered">How long the chip is powered [ps].</param>
    public static EnergySums Of(TechnologyCosts costs, ArchitectureSpec spec, DesignLayout layout, int samples, int inputs, long powered)
    {
        var sums = default(EnergySums);
        var rates = new EnergyRates(costs, spec);
        Int128 fetches = 0;
        for (int index = 0; index < layout.Groups.Length; index++)
        {
            TileGroup group = layout.Groups[index];
            var counts = new GroupCounts(group, layout, spec, samples, inputs);
            var devices = new GroupDevices(spec, group, layout.Layers[group.Layer].ColumnSum == ColumnSum.Neuron);
            var tile = default(EnergySums);
            AddSampling(ref tile, in rates, spec, in counts, in devices, group.Work.TotalRows, powered);
            AddAnalog(ref tile, in rates, spec, in counts, in devices, in group, powered);
            AddRegisters(ref tile, costs, spec, rates.Laws, in counts, in devices, group.Work.Blocks, powered);
            AddDigital(ref tile, in rates, in counts);
            AddWrites(ref tile, costs, spec, rates.Laws, in counts, in devices, group.Columns, powered);
            sums.DynamicPaper += tile.DynamicPaper * group.Tiles;
            sums.DynamicSystem += tile.DynamicSystem * group.Tiles;
            sums.LeakagePaper += tile.LeakagePaper * group.Tiles;
            sums.LeakageSystem += tile.LeakageSystem * group.Tiles;
            fetches += (Int128)counts.FetchesWithoutLoops * group.Tiles;
        }

        for (int index = 0; index < layout.Layers.Length; index++)
        {
            LayerLayout layer = layout.Layers[index];
            fetches += (((Int128)layer.Loops * layer.Samples(samples)) - layer.LoopsMissed) * inputs;
        }

        AddChip(ref sums, costs, spec, rates.Laws, layout, fetches, samples, inputs, powered);
        return sums;
    }

    private static void AddSampling(
        ref EnergySums sums, in EnergyRates rates, ArchitectureSpec spec, in GroupCounts counts, in GroupDevices devices, int rows, long powered)
    {
        Int128 gaussians = (Int128)counts.Columns * rows;
        Int128 accumulations = gaussians * spec.Sampler.Variables;
        sums.DynamicPaper += (gaussians * rates.GaussianBits) + (accumulations * rates.Accumulate) + (gaussians * rates.Multiply);
        sums.DynamicSystem += gaussians * rates.GaussianSense;
        sums.LeakagePaper += (accumulations + gaussians) * rates.Access * rates.AluLeakage;
        sums.LeakageSystem += Idle(devices.Lanes, powered, accumulations * rates.Access) * rates.AluLeakage;
        sums.LeakageSystem += Idle(devices.Multipliers, powered, gaussians * rates.Access) * rates.AluLeakage;
    }

    private static void AddAnalog(
        ref EnergySums sums, in EnergyRates rates, ArchitectureSpec spec, in GroupCounts counts, in GroupDevices devices, in TileGroup group, long powered)
    {
        int rows = group.Work.TotalRows;
        Int128 sigma = (Int128)counts.SigmaReads * rows;
        Int128 mean = counts.MeanDrivenRows;
        Int128 hold = counts.MeanHeldRows;
        sums.DynamicPaper += (sigma + mean) * rates.Dac;
        sums.DynamicSystem += hold * rates.Dac;
        sums.LeakagePaper += (sigma + mean) * rates.ColumnRead * rates.DacLeakage;
        sums.LeakageSystem += hold * rates.ColumnRead * rates.DacLeakage;
        long drivers = (long)devices.Pairs * devices.Rows;
        sums.LeakageSystem += Idle(drivers, powered, sigma * rates.ColumnRead) * rates.DacLeakage;
        sums.LeakageSystem += Idle(drivers, powered, (mean + hold) * rates.ColumnRead) * rates.DacLeakage;

        AssumedQuanta quanta = new(spec, in group);
        sums.DynamicPaper += ((Int128)counts.MeanColumns * quanta.Mean * rates.MeanLevel) + ((Int128)counts.MeanReads * quanta.Drive * rates.MeanOffState);
        sums.DynamicPaper += ((Int128)counts.Columns * quanta.Sigma * rates.SigmaLevel) + ((Int128)counts.SigmaReads * quanta.SigmaDrive * rates.SigmaOffState);

        sums.DynamicSystem += (counts.NeuronWrites * rates.NeuronWrite) + (counts.Conversions * rates.Capture);
        int currents = spec.Crossbar.ColumnSum == ColumnSum.Digital ? 2 : 1;
        sums.LeakageSystem += Idle((long)devices.Pairs * spec.SampleHold.Banks * currents, powered, 0) * rates.SampleHoldLeakage;

        Quectojoules leakage = devices.IsNeuron ? rates.NeuronAdcLeakage : rates.AdcLeakage;
        sums.DynamicPaper += counts.Conversions * (devices.IsNeuron ? rates.NeuronConversion : rates.Conversion);
        sums.LeakagePaper += (Int128)counts.Conversions * rates.Access * leakage;
        sums.LeakageSystem += Idle(spec.Adc.PerTile, powered, (Int128)counts.Conversions * rates.Access) * leakage;
        if (spec.Weight.Slices > 1)
        {
            Int128 adding = (Int128)counts.Conversions * rates.Access;
            sums.DynamicSystem += counts.Conversions * rates.ShiftAdd;
            sums.LeakageSystem += (adding + Idle(spec.Adc.PerTile, powered, adding)) * rates.ShiftAddLeakage;
        }
    }

    private static void AddRegisters(
        ref EnergySums sums, TechnologyCosts costs, ArchitectureSpec spec, in CostLaws laws, in GroupCounts counts, in GroupDevices devices, int pairs, long powered)
    {
        long access = costs.Access;
        long columnRead = laws.RegisterRead.Value;
        RegisterBanks input = devices.InputBank;
        int size = TechnologyCosts.SizeIndex(input.Size);
        Int128 writes = ((Int128)counts.Columns * pairs * input.Count) + (counts.VectorWords * Math.Min(input.Count, 1));
        Int128 reads = (((Int128)counts.SigmaReads * pairs) + counts.MeanDrives) * input.Count;
        Int128 holds = (Int128)counts.MeanHolds * input.Count;
        Quectojoules read = costs.InputRead[size].Over(columnRead);
        Quectojoules leakage = costs.InputLeakage[size].Over(1);
        Quectojoules write = costs.InputWrite[size].Over(access, laws.Clocked);
        sums.DynamicPaper += (writes * write) + (reads * read);
        sums.DynamicSystem += holds * read;
        Int128 paper = (writes * access) + (reads * columnRead);
        sums.LeakagePaper += paper * leakage;
        sums.LeakageSystem += holds * columnRead * leakage;
        long files = input.Count * spec.InputBanks;
        sums.LeakageSystem += Idle(files, powered, paper + (holds * columnRead)) * leakage;

        // Gaussians: a vector written, and read again, for each column of each block.
        Int128 gaussians = (Int128)counts.Columns * pairs * input.Count;
        sums.DynamicSystem += gaussians * (write + costs.InputRead[size].Over(access, laws.Clocked));
        sums.LeakageSystem += 2 * gaussians * access * leakage;
        sums.LeakageSystem += Idle((long)input.Count * spec.Sampler.Banks, powered, 2 * gaussians * access) * leakage;

        RegisterBanks output = devices.OutputBank;
        size = TechnologyCosts.SizeIndex(output.Size);
        Int128 words = ((Int128)counts.Conversions + counts.AddWords + counts.ActivateWords + counts.AccumulateWords) * Math.Min(output.Count, 1);
        leakage = costs.OutputLeakage[size].Over(1);
        sums.DynamicPaper += words * costs.Output[size].Over(access, laws.Clocked);
        sums.LeakagePaper += words * access * leakage;
        sums.LeakageSystem += Idle(output.Count * spec.LatchBanks, powered, words * access) * leakage;
    }

    private static void AddDigital(ref EnergySums sums, in EnergyRates rates, in GroupCounts counts)
    {
        sums.DynamicSystem += ((Int128)counts.AddWords + counts.ActivateWords) * (rates.Add + rates.Multiply);
        sums.DynamicSystem += counts.AccumulateWords * ((2 * rates.Add) + rates.Multiply);
        sums.DynamicSystem += (counts.Injected * rates.Inject) + ((counts.VectorWords + counts.ReceivedWords) * rates.Receive);
    }

    private static void AddWrites(
        ref EnergySums sums, TechnologyCosts costs, ArchitectureSpec spec, in CostLaws laws, in GroupCounts counts, in GroupDevices devices, int columns, long powered)
    {
        if (devices.LevelBytes > 0)
        {
            Quectojoules cell = WriterTerms.CellCost(costs.Cell, laws);
            sums.DynamicSystem += (counts.WrittenCells(spec, columns) * cell) + (counts.FetchedBits(spec, columns) * costs.LevelBit);
            sums.LeakageSystem += Idle(costs.LevelMemories(devices.LevelBytes), powered, 0) * costs.MemoryLeakage.Over(1);
            sums.LeakageSystem += powered * (costs.BusLeakage.Over(1) + costs.ControllerLeakage.Over(1));
        }
    }

    private static void AddChip(
        ref EnergySums sums, TechnologyCosts costs, ArchitectureSpec spec, in CostLaws laws, DesignLayout layout, Int128 fetches, int samples, int inputs, long powered)
    {
        (int memory, int memories) = TechnologyCosts.MemoryFor(layout.LongestCode);
        long hops = (((long)layout.Rounds(samples) * layout.SampleHops) + layout.InputHops) * inputs;
        sums.DynamicSystem += hops * costs.Router.Over(costs.Access, laws.Linked * laws.FlitWidth);
        sums.DynamicSystem += fetches * (costs.Fetch[memory].Over(costs.Access, laws.Clocked) + costs.CoreControl.Over(costs.Access, laws.Clocked));
        sums.DynamicSystem += (layout.PortFlits + layout.ResultFlits) * (Int128)inputs * layout.WordsPerFlit * costs.PortWord;
        Quectojoules tile = (spec.Vector.Width * costs.AluLeakage.Over(1)) + costs.QueueLeakage.Over(1, laws.QueueMemories)
            + (memories * costs.FetchLeakage[memory]) + costs.TileControl.Over(1);
        Quectojoules router = costs.RouterLeakage.Over(1, laws.FlitWidth) + (laws.InputBuffers > 0 ? costs.ReceiveBufferLeakage.Over(1, laws.InputBuffers) : Quectojoules.Zero);
        Quectojoules buffers = layout.ReceiveChannels * costs.ReceiveBufferLeakage.Over(1, laws.Buffer);
        sums.LeakageSystem += powered * ((layout.Tiles * tile) + (layout.Routers * router) + buffers);
    }

    private static Int128 Idle(long devices, long powered, Int128 active) => Int128.Max(0, ((Int128)devices * powered) - active);
}

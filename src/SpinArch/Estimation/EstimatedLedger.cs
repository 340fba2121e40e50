using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// The ledger that a run would end with, from counts alone. Exact but for one thing: how many words the receiver stores at
/// once depends on when they come, so its number of batches, and with it its busy time, is that of words that come one by one.
/// </summary>
internal static class EstimatedLedger
{
    /// <summary>Makes the ledger.</summary>
    public static ActivityLedger Of(SiteMap sites, ArchitectureSpec spec, DesignLayout layout, int samples, int inputs)
    {
        var ledger = new ActivityLedger(sites);
        for (int tile = 0; tile < layout.Tiles; tile++)
        {
            AddTile(ledger, tile, spec, layout, samples, inputs);
        }

        Picoseconds flit = spec.Link.Flit;
        for (int router = 0; router < layout.Routers; router++)
        {
            long hops = 0;
            for (int output = 0; output < FlowLoads.Outputs; output++)
            {
                LinkLoad load = layout.Links[(router * FlowLoads.Outputs) + output];
                hops += inputs * ((load.Sample * layout.Rounds(samples)) + load.Input);
            }

            Add(ledger, ActivityKind.Hop, sites.FirstRouter + router, hops, hops, flit);
        }

        Add(ledger, ActivityKind.PortSend, sites.Port, inputs * layout.PortFlits, inputs * layout.PortFlits, flit);
        Add(ledger, ActivityKind.PortReceive, sites.Port, inputs * layout.ResultFlits, inputs * layout.ResultFlits, flit);
        return ledger;
    }

    private static void AddTile(ActivityLedger ledger, int tile, ArchitectureSpec spec, DesignLayout layout, int samples, int inputs)
    {
        TileGroup group = layout.Groups[layout.GroupOfTile[tile]];
        var counts = new GroupCounts(group, layout, spec.Sequencer.QueueDepth, samples, inputs);
        var quanta = new AssumedQuanta(spec, group);
        Picoseconds clock = spec.Clock.Period;
        Picoseconds read = spec.Crossbar.ColumnRead * group.Work.Pairs;
        Picoseconds batch = spec.Sampler.Reset + spec.Sampler.Relax + (spec.Sampler.RowRead * spec.Sampler.Variables);
        long columns = counts.Columns;
        int rows = group.Work.TotalRows;
        long fetches = counts.FetchesWithoutLoops + ((long)layout.ColumnLoops[tile] * (layout.Layers[group.Layer].Samples(samples) - group.Missed) * inputs);
        Add(ledger, ActivityKind.Fetch, tile, fetches, fetches, clock);
        Blocks(ActivityKind.Fill, columns, rows, batch * group.Work.RowPasses(spec.Sampler.Lanes));
        Blocks(ActivityKind.Scale, columns, rows, clock * group.Work.RowPasses(spec.Scaler.Width));
        Blocks(ActivityKind.SigmaDrive, columns, rows, read);
        Blocks(ActivityKind.SigmaRead, columns, rows, read, quanta.Sigma, quanta.Drive);
        Blocks(ActivityKind.MeanDrive, counts.MeanDrives, rows, read);
        Blocks(ActivityKind.MeanHold, counts.MeanHolds, rows, read);
        Blocks(ActivityKind.MeanRead, counts.MeanReads, rows, read, quanta.Mean, quanta.Drive);
        Add(ledger, ActivityKind.NeuronWrite, tile, counts.NeuronWrites, counts.NeuronWrites, read);
        Add(ledger, ActivityKind.Capture, tile, columns * group.Work.Pairs, counts.Conversions, spec.Crossbar.ColumnRead);
        long both = counts.Conversions - (columns * group.Work.Pairs);
        Add(ledger, ActivityKind.Convert, tile, both, 2 * both, spec.Adc.Interval * Passes(2, spec.Adc.PerTile));
        Add(ledger, ActivityKind.Convert, tile, (columns * group.Work.Pairs) - both, (columns * group.Work.Pairs) - both, spec.Adc.Interval);
        Words(ActivityKind.Add, columns * group.Work.Additions, counts.AddWords, columns * group.Work.AddClocks(spec.Vector.Width));
        Words(ActivityKind.ReceiveWord, columns, counts.ReceivedWords, columns * Passes(group.Work.LastAddWords, spec.Vector.Width));
        Words(ActivityKind.Activate, columns, counts.ActivateWords, columns * Passes(group.Work.FinishWords, spec.Vector.Width));
        Words(ActivityKind.Accumulate, columns, counts.AccumulateWords, columns * Passes(group.Work.FinishWords, spec.Vector.Width));
        Add(ledger, ActivityKind.ReceiveVector, tile, counts.VectorWords, counts.VectorWords, clock);
        Add(ledger, ActivityKind.Inject, tile, counts.Injected, counts.Injected, spec.Link.Flit);

        void Blocks(ActivityKind kind, long times, int items, Picoseconds all, long quantaOfAll = 0, long driveOfAll = 0) =>
            ledger.Add(kind, tile, new ActivityTotals(times * group.Work.Pairs, times * items, (all * times).Value, (Int128)quantaOfAll * times, (Int128)driveOfAll * times));

        void Words(ActivityKind kind, long times, long words, long clocks)
        {
            if (words > 0)
            {
                ledger.Add(kind, tile, new ActivityTotals(times, words, (clock * clocks).Value, 0, 0));
            }
        }
    }

    private static void Add(ActivityLedger ledger, ActivityKind kind, int site, long count, long items, Picoseconds each) =>
        ledger.Add(kind, site, new ActivityTotals(count, items, (each * count).Value, 0, 0));

    private static long Passes(int words, int width) => (words + width - 1) / width;
}

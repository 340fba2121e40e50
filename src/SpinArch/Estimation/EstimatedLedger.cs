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
            for (int output = 0; output < LinkLoads.Outputs; output++)
            {
                LinkLoad load = layout.Links[(router * LinkLoads.Outputs) + output];
                hops += inputs * ((load.Sample * samples) + load.Input);
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
        LayerLayout layer = layout.Layers[group.Layer];
        var counts = new GroupCounts(group, layer, group.Layer == layout.Layers.Length - 1, layout.StatisticsFlits, samples, inputs);
        var quanta = new AssumedQuanta(spec, group.Rows);
        Picoseconds clock = spec.Clock.Period;
        Picoseconds read = spec.Crossbar.ColumnRead;
        Picoseconds batch = spec.Sampler.Reset + spec.Sampler.Relax + (spec.Sampler.RowRead * spec.Sampler.Variables);
        long fetches = counts.FetchesWithoutLoops + ((long)layout.ColumnLoops[tile] * samples * inputs);
        Add(ledger, ActivityKind.Fetch, tile, fetches, fetches, clock);
        Add(ledger, ActivityKind.Fill, tile, counts.Columns, counts.Columns * group.Rows, batch * spec.Sampler.Lanes.Passes(group.Rows));
        Add(ledger, ActivityKind.Scale, tile, counts.Columns, counts.Columns * group.Rows, clock * spec.Scaler.Width.Passes(group.Rows));
        Add(ledger, ActivityKind.SigmaDrive, tile, counts.Columns, counts.Columns * group.Rows, read);
        Add(ledger, ActivityKind.SigmaRead, tile, counts.Columns, counts.Columns * group.Rows, read, quanta.Sigma, quanta.Drive);
        Add(ledger, ActivityKind.MeanDrive, tile, counts.MeanDrives, counts.MeanDrives * group.Rows, read);
        Add(ledger, ActivityKind.MeanHold, tile, counts.MeanHolds, counts.MeanHolds * group.Rows, read);
        Add(ledger, ActivityKind.MeanRead, tile, counts.MeanReads, counts.MeanReads * group.Rows, read, quanta.Mean, quanta.Drive);
        Add(ledger, ActivityKind.NeuronWrite, tile, counts.NeuronWrites, counts.NeuronWrites, read);
        Add(ledger, ActivityKind.Capture, tile, counts.Columns, counts.Conversions, read);
        long both = counts.Conversions - counts.Columns;
        Add(ledger, ActivityKind.Convert, tile, both, 2 * both, spec.Adc.Interval * Passes(2, spec.Adc.PerTile));
        Add(ledger, ActivityKind.Convert, tile, counts.Columns - both, counts.Columns - both, spec.Adc.Interval);
        Words(ActivityKind.Add, counts.AddWords, group.AddWords, group.AddWords);
        Words(ActivityKind.ReceiveWord, counts.ReceivedWords, group.ReceivedWords, group.AddWords);
        Words(ActivityKind.Activate, counts.ActivateWords, group.FinishWords, group.FinishWords);
        Words(ActivityKind.Accumulate, counts.AccumulateWords, group.FinishWords, group.FinishWords);
        Add(ledger, ActivityKind.ReceiveVector, tile, counts.VectorWords, counts.VectorWords, clock);
        Add(ledger, ActivityKind.Inject, tile, counts.Injected, counts.Injected, spec.Link.Flit);

        void Words(ActivityKind kind, long items, int itemsEach, int wordsEach)
        {
            if (items > 0)
            {
                Add(ledger, kind, tile, items / itemsEach, items, clock * Passes(wordsEach, spec.Vector.Width));
            }
        }
    }

    private static void Add(ActivityLedger ledger, ActivityKind kind, int site, long count, long items, Picoseconds each, long quanta = 0, long drive = 0) =>
        ledger.Add(kind, site, new ActivityTotals(count, items, (each * count).Value, (Int128)quanta * count, (Int128)drive * count));

    private static long Passes(int words, int width) => (words + width - 1) / width;
}

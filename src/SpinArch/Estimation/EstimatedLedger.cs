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
        checked
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
    }

    private static void AddTile(ActivityLedger ledger, int tile, ArchitectureSpec spec, DesignLayout layout, int samples, int inputs)
    {
        checked
        {
            TileGroup group = layout.Groups[layout.GroupOfTile[tile]];
            var counts = new GroupCounts(group, layout, spec, samples, inputs);
            var quanta = new AssumedQuanta(spec, group);
            Picoseconds clock = spec.Clock.Period;
            Picoseconds read = spec.Crossbar.ColumnRead * group.Work.Blocks;
            Picoseconds batch = spec.Sampler.Reset + spec.Sampler.Relax + (spec.Sampler.RowRead * spec.Sampler.Variables);
            long columns = counts.Columns;
            int rows = group.Work.TotalRows;
            long fetches = counts.FetchesWithoutLoops + ((long)layout.ColumnLoops[tile] * (layout.Layers[group.Layer].Samples(samples) - group.Missed) * inputs);
            Add(ledger, ActivityKind.Fetch, tile, fetches, fetches, clock);
            Blocks(ActivityKind.Fill, columns, rows, batch * group.Work.RowPasses(spec.Sampler.Lanes));
            Blocks(ActivityKind.Scale, columns, rows, clock * group.Work.RowPasses(spec.Scaler.Width));
            int slices = spec.Weight.Slices;
            Blocks(ActivityKind.SigmaDrive, counts.SigmaReads, rows, read);
            Reads(ActivityKind.SigmaRead, columns, quanta.Sigma, quanta.SigmaDrive);
            Drives(ActivityKind.MeanDrive, counts.MeanDrives, counts.MeanDrivenRows);
            Drives(ActivityKind.MeanHold, counts.MeanHolds, counts.MeanHeldRows);
            Reads(ActivityKind.MeanRead, counts.MeanColumns, quanta.Mean, quanta.Drive);
            Add(ledger, ActivityKind.NeuronWrite, tile, counts.NeuronWrites, counts.NeuronWrites, read);
            long captures = counts.SigmaReads * group.Work.Blocks;
            Add(ledger, ActivityKind.Capture, tile, captures, counts.Conversions, spec.Crossbar.ColumnRead);
            ledger.Add(ActivityKind.Write, tile, new ActivityTotals(
                counts.Writes,
                counts.WrittenRows,
                    (Int128)spec.Crossbar.RowWrite.Value * counts.WrittenRows,
                counts.WrittenCells(spec, group.Columns),
                counts.FetchedBits(spec, group.Columns)));
            long both = counts.Conversions - captures;
            Add(ledger, ActivityKind.Convert, tile, both, 2 * both, spec.Adc.Interval * Passes(2, spec.Adc.PerTile));
            Add(ledger, ActivityKind.Convert, tile, captures - both, captures - both, spec.Adc.Interval);
            Words(ActivityKind.Add, columns * group.Work.Additions, counts.AddWords, columns * group.Work.AddClocks(spec.Vector.Width));
            Words(ActivityKind.ReceiveWord, columns, counts.ReceivedWords, columns * Passes(group.Work.LastAddWords, spec.Vector.Width));
            Words(ActivityKind.Activate, columns, counts.ActivateWords, columns * Passes(group.Work.FinishWords, spec.Vector.Width));
            Words(ActivityKind.Accumulate, columns, counts.AccumulateWords, columns * Passes(group.Work.FinishWords, spec.Vector.Width));
            Add(ledger, ActivityKind.ReceiveVector, tile, counts.VectorWords, counts.VectorWords, clock);
            Add(ledger, ActivityKind.Inject, tile, counts.Injected, counts.Injected, spec.Link.Flit);

            void Blocks(ActivityKind kind, long times, int items, Picoseconds all) =>
                    ledger.Add(kind, tile, new ActivityTotals(times * group.Work.Blocks, times * items, (Int128)all.Value * times, 0, 0));

            void Reads(ActivityKind kind, long ofColumns, long quantaOfColumn, long driveOfRead)
            {
                long reads = ofColumns * slices;
                ledger.Add(kind, tile, new ActivityTotals(
                    reads * group.Work.Blocks, reads * rows, (Int128)read.Value * reads, (Int128)quantaOfColumn * ofColumns, (Int128)driveOfRead * reads));
            }

            void Drives(ActivityKind kind, long times, long items) =>
                    ledger.Add(kind, tile, new ActivityTotals(times, items, (Int128)spec.Crossbar.ColumnRead.Value * times, 0, 0));

            void Words(ActivityKind kind, long times, long words, long clocks)
            {
                if (words > 0)
                {
                    ledger.Add(kind, tile, new ActivityTotals(times, words, (Int128)clock.Value * clocks, 0, 0));
                }
            }
        }
    }

    private static void Add(ActivityLedger ledger, ActivityKind kind, int site, long count, long items, Picoseconds each) =>
        ledger.Add(kind, site, new ActivityTotals(count, items, (Int128)each.Value * count, 0, 0));

    private static long Passes(int words, int width) => (words + width - 1) / width;
}

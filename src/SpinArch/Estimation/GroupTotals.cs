using SpinArch.Components;
using SpinArch.Components.Arrays;
using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Sender;
using SpinArch.Components.Sequencer;
using SpinArch.Components.Vector;
using SpinArch.Components.Writer;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// What a tile of a group would have done by the end of a run, from counts alone. Exact but for two things: how many words the receiver
/// stores at once depends on when they come, so its number of batches, and with it its busy time, is that of words that come one by one;
/// and loops over columns are left out of the fetches, since tiles of a group may differ in them.
/// </summary>
internal static class GroupTotals
{
    /// <summary>Fills the sums of every kind of activity.</summary>
    /// <param name="totals">The sums, by number of the kind.</param>
    /// <param name="group">The group.</param>
    /// <param name="layout">The chip.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    public static void Fill(Span<ActivityTotals> totals, in TileGroup group, DesignLayout layout, ArchitectureSpec spec, int samples,
        int inputs)
    {
        checked
        {
            totals.Clear();
            var counts = new GroupCounts(group, layout, spec, samples, inputs);
            long clock = spec.Clock.Period.Value;
            long columns = counts.Columns;
            int width = spec.Vector.Width;
            Set(totals, SequencerComponent.Fetch, counts.FetchesWithoutLoops, counts.FetchesWithoutLoops,
                (Int128)clock * counts.FetchesWithoutLoops);
            if (spec.ReadsWhole)
            {
                Arrays(totals, in group, in counts, spec);
            }
            else
            {
                Crossbars(totals, in group, in counts, spec);
            }

            Words(totals, VectorComponent.Add, columns * group.Work.Additions, counts.AddWords,
                (Int128)clock * columns * group.Work.AddClocks(width));
            Words(totals, VectorComponent.ReceiveWord, columns, counts.ReceivedWords,
                (Int128)clock * columns * Passes(group.Work.LastAddWords, width));
            Words(totals, VectorComponent.Activate, columns, counts.ActivateWords,
                (Int128)clock * columns * Passes(group.Work.FinishWords, width));
            Words(totals, VectorComponent.Accumulate, columns, counts.AccumulateWords,
                (Int128)clock * columns * Passes(group.Work.FinishWords, width));
            Set(totals, ReceiverComponent.ReceiveVector, counts.VectorWords, counts.VectorWords, (Int128)clock * counts.VectorWords);
            Set(totals, SenderComponent.Inject, counts.Injected, counts.Injected, (Int128)spec.Link.Flit.Value * counts.Injected);
        }
    }

    private static void Crossbars(Span<ActivityTotals> totals, in TileGroup group, in GroupCounts counts, ArchitectureSpec spec)
    {
        checked
        {
            var quanta = new AssumedQuanta(spec, group);
            long columnRead = spec.Crossbar.ColumnRead.Value;
            long columns = counts.Columns;
            int blocks = group.Work.Blocks;
            int rows = group.Work.TotalRows;
            Int128 read = (Int128)columnRead * blocks;
            Preludes(totals, in group, spec, counts.Samples);
            if (spec.HasSigma)
            {
                Sigma(totals, in group, spec, in quanta, columns);
            }

            long meanReads = counts.MeanColumns * spec.Weight.Slices;
            Set(totals, CrossbarComponent.MeanDrive, counts.MeanDrives, counts.MeanDrivenRows, (Int128)columnRead * counts.MeanDrives);
            Set(totals, CrossbarComponent.MeanHold, counts.MeanHolds, counts.MeanHeldRows, (Int128)columnRead * counts.MeanHolds);
            Set(
                totals,
                CrossbarComponent.MeanRead,
                meanReads * blocks,
                meanReads * rows,
                read * meanReads,
                (Int128)quanta.Mean * counts.MeanColumns,
                (Int128)quanta.Drive * meanReads);
            Set(totals, CrossbarComponent.NeuronWrite, counts.NeuronWrites, counts.NeuronWrites, read * counts.NeuronWrites);
            long captures = counts.Reads * blocks;
            Set(totals, CrossbarComponent.Capture, captures, counts.Conversions, (Int128)columnRead * captures);
            Set(
                totals,
                WriterComponent.Write,
                counts.Writes,
                counts.WrittenRows,
                (Int128)spec.Crossbar.RowWrite.Value * counts.WrittenRows,
                counts.WrittenCells(spec, group.Columns),
                counts.FetchedBits(spec, group.Columns));
            long both = counts.Conversions - captures;
            Set(
                totals,
                ConverterComponent.Convert,
                captures,
                counts.Conversions,
                (Int128)spec.Adc.Interval.Value * ((both * Passes(2, spec.Adc.PerTile)) + captures - both));
        }
    }

    // An array is read, captured and converted as often as slices of its inputs are driven.
    private static void Arrays(Span<ActivityTotals> totals, in TileGroup group, in GroupCounts counts, ArchitectureSpec spec)
    {
        checked
        {
            long reads = counts.ArrayReads;
            long ofBlock = reads / group.Work.Blocks;
            (long quanta, long drive) = spec.AssumedArrayRead(group.Work.Rows, group.Columns);
            (long fewerQuanta, long lessDrive) = spec.AssumedArrayRead(group.Work.FewerRows, group.Columns);
            Int128 busy = (Int128)spec.Crossbar.ColumnRead.Value * reads;
            Set(totals, ArrayComponent.Drive, reads, ofBlock * group.Work.TotalRows, busy);
            Set(
                totals,
                ArrayComponent.Read,
                reads,
                counts.Conversions,
                busy,
                (Int128)ofBlock * ((group.Work.LargeBlocks * quanta) + (group.Work.SmallBlocks * fewerQuanta)),
                (Int128)ofBlock * ((group.Work.LargeBlocks * drive) + (group.Work.SmallBlocks * lessDrive)));
            Set(totals, ArrayComponent.Capture, reads, counts.Conversions, busy);
            long rounds = (counts.Lines + spec.Adc.PerTile - 1) / spec.Adc.PerTile;
            Set(totals, ConverterComponent.Convert, reads, counts.Conversions, (Int128)spec.Adc.Interval.Value * rounds * reads);
        }
    }

    // What components do once a sample before a block's columns.
    private static void Preludes(Span<ActivityTotals> totals, in TileGroup group, ArchitectureSpec spec, long samples)
    {
        foreach (ComponentKind kind in ComponentCatalog.Of(spec))
        {
            if (kind.PreludeActivity is { } activity)
            {
                (int items, Picoseconds time) = kind.Prelude(spec, group.Work.Rows);
                (int fewerItems, Picoseconds fewerTime) = kind.Prelude(spec, group.Work.FewerRows);
                (int large, int small) = (group.Work.LargeBlocks, group.Work.SmallBlocks);
                Set(totals, activity, checked(samples * group.Work.Blocks),
                    checked(samples * (((long)large * items) + ((long)small * fewerItems))),
                    checked((Int128)samples * ((large * time.Value) + (small * fewerTime.Value))));
            }
        }
    }

    // Gaussians, products x.z, and what the sigma crossbars do with them.
    private static void Sigma(Span<ActivityTotals> totals, in TileGroup group, ArchitectureSpec spec, in AssumedQuanta quanta, long columns)
    {
        checked
        {
            int blocks = group.Work.Blocks;
            int rows = group.Work.TotalRows;
            long reads = columns * spec.Weight.Slices;
            Int128 busy = (Int128)spec.Crossbar.ColumnRead.Value * blocks * reads;
            Set(totals, SamplerComponent.Fill, columns * blocks, columns * rows,
                (Int128)spec.Sampler.Turn.Value * group.Work.RowPasses(spec.Sampler.Lanes) * columns);
            Set(totals, ScalerComponent.Scale, columns * blocks, columns * rows,
                (Int128)spec.Clock.Period.Value * group.Work.RowPasses(spec.Scaler.Width) * columns);
            Set(totals, CrossbarComponent.SigmaDrive, reads * blocks, reads * rows, busy);
            Set(totals, CrossbarComponent.SigmaRead, reads * blocks, reads * rows, busy, (Int128)quanta.Sigma * columns,
                (Int128)quanta.SigmaDrive * reads);
        }
    }

    private static void Words(Span<ActivityTotals> totals, ActivityKind kind, long times, long words, Int128 busy)
    {
        if (words > 0)
        {
            Set(totals, kind, times, words, busy);
        }
    }

    private static void Set(Span<ActivityTotals> totals, ActivityKind kind, long count, long items, Int128 busy, Int128 quanta = default,
        Int128 drive = default) =>
        totals[kind.Number] = new ActivityTotals(count, items, busy, quanta, drive);

    private static long Passes(int words, int width) => (words + width - 1) / width;
}

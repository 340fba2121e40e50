using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>What one tile of a group does over a whole run, in the units of <c>ActivityTotals</c>: exact, whatever the timing is. Checked: counts that 64 bits do not hold are an error.</summary>
internal readonly struct GroupCounts
{
    public GroupCounts(in TileGroup group, DesignLayout layout, ArchitectureSpec spec, int samples, int inputs)
    {
        checked
        {
            LayerLayout layer = layout.Layers[group.Layer];
            bool isLastLayer = group.Layer == layout.Layers.Length - 1;
            int own = layer.Samples(samples) - group.Missed;
            int pairs = group.Work.Blocks;
            bool isNeuron = layer.ColumnSum == ColumnSum.Neuron;
            bool sameInput = !layout.Layers[group.Layer].InputsVary;
            int slices = spec.Weight.Slices;
            Columns = (long)inputs * own * group.Columns;
            Reads = Columns * slices;
            ArrayReads = spec.ReadsWhole ? (long)inputs * own * pairs * spec.Dac.Slices : 0;
            Lines = (long)group.Columns * slices;
            MeanColumns = layer.MuReuse ? (long)inputs * group.Columns : Columns;
            MeanReads = MeanColumns * slices;

            // The last sample of all is followed by none.
            long writesWithin = (long)inputs * own * group.Work.WritesWithin;
            long writesAhead = (((long)inputs * own) - 1) * group.Work.WritesAhead;
            long rowsWithin = group.Work.TotalRows - group.Work.RowsOfFirst(group.Work.CrossbarPairs);
            long rowsAhead = group.Work.RowsOfFirst(group.Work.WritesAhead);
            Writes = writesWithin + writesAhead;
            WrittenRows = ((long)inputs * own * rowsWithin) + ((((long)inputs * own) - 1) * rowsAhead);
            MeanWrittenRows = layer.MuReuse ? (inputs * rowsWithin) + ((inputs - 1L) * rowsAhead) : WrittenRows;

            // x is driven anew for the first column that reads the mean crossbar with it, where another block has used its
            // pair in between, and where a sample has gates of its own.
            long vectors = sameInput ? inputs : (long)inputs * own;
            bool isDrivenAnew = ComponentCatalog.Of(spec).Any(static kind => kind.Gates is not null);
            long driven = isDrivenAnew ? (long)inputs * own : vectors;
            long again = sameInput && !isDrivenAnew && !layer.MuReuse && group.Work.IsInTurn ? ((long)inputs * own) - inputs : 0;
            MeanDrives = (driven * pairs) + (again * (group.Work.WritesWithin + group.Work.WritesAhead));
            MeanDrivenRows = (driven * group.Work.TotalRows) + (again * (rowsWithin + rowsAhead));
            MeanHolds = (MeanReads * pairs) - MeanDrives;
            MeanHeldRows = (MeanReads * group.Work.TotalRows) - MeanDrivenRows;
            NeuronWrites = isNeuron ? Columns : 0;
            Conversions = spec.ReadsWhole ? ArrayReads * Lines : (isNeuron ? Columns : (spec.HasSigma ? Reads : 0) + MeanReads) * pairs;
            AddWords = Columns * group.Work.AddWords;
            ReceivedWords = Columns * group.Work.ReceivedWords;
            ActivateWords = isLastLayer ? 0 : Columns * group.Work.FinishWords;
            AccumulateWords = isLastLayer ? Columns * group.Work.FinishWords : 0;
            VectorWords = vectors * group.Work.VectorWords;
            Injected = isLastLayer && group.Work.IsHome ? (long)inputs * group.Columns * layout.StatisticsFlits : Columns * group.Work.SentFlits;
            FetchesWithoutLoops = (pairs <= spec.Sequencer.QueueDepth ? pairs : 0) + 2 + (inputs * (1 + (pairs * (sameInput ? 1L : own)))) + (Columns * group.Work.Slots);
            Samples = (long)inputs * own;
            FetchesWithoutLoops += Samples * (group.Work.ArraySlots(spec.Sequencer.QueueDepth) + (pairs * ComponentCatalog.PreludesOf(spec)));
            FetchesWithoutLoops += group.Work.IsInTurn ? (long)inputs * own * (pairs - 1 + group.Work.WritesWithin + group.Work.WritesAhead) : 0;
        }
    }

    /// <summary>Samples that the tile works on.</summary>
    public long Samples { get; }

    /// <summary>Columns finished, or sent on; every pair fills and scales each once, and reads every slice of it once.</summary>
    public long Columns { get; }

    /// <summary>Reads of whole arrays, of all blocks: one for each slice of the inputs.</summary>
    public long ArrayReads { get; }

    /// <summary>Bit lines of each.</summary>
    public long Lines { get; }

    /// <summary>Reads of one pair, and so of its sigma crossbar where it has one: a slice of a column each.</summary>
    public long Reads { get; }

    /// <summary>Columns whose mean is read on one pair.</summary>
    public long MeanColumns { get; }

    /// <summary>Reads of the mean crossbar of one pair.</summary>
    public long MeanReads { get; }

    /// <summary>Times that the mean DACs of a block were driven anew, of all blocks.</summary>
    public long MeanDrives { get; }

    /// <summary>Rows that were.</summary>
    public long MeanDrivenRows { get; }

    /// <summary>Reads that they held it for, of all blocks.</summary>
    public long MeanHolds { get; }

    /// <summary>Rows that were.</summary>
    public long MeanHeldRows { get; }

    /// <summary>Columns written into a spin neuron.</summary>
    public long NeuronWrites { get; }

    /// <summary>Writes of a block onto a crossbar pair.</summary>
    public long Writes { get; }

    /// <summary>Word lines that they write.</summary>
    public long WrittenRows { get; }

    /// <summary>Of these the ones written on the mean crossbar too.</summary>
    public long MeanWrittenRows { get; }

    /// <summary>Cells that the writes program.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="columns">Columns of a block.</param>
    public Int128 WrittenCells(ArchitectureSpec spec, int columns) =>
        columns * (((Int128)MeanWrittenRows * spec.Weight.CellsOfWeight(mean: true)) + ((Int128)(WrittenRows - MeanWrittenRows) * spec.Weight.CellsOfWeight(mean: false)));

    /// <summary>Bits of levels that they fetch.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="columns">Columns of a block.</param>
    public Int128 FetchedBits(ArchitectureSpec spec, int columns) =>
        columns * (((Int128)MeanWrittenRows * spec.Weight.LevelBits(mean: true)) + ((Int128)(WrittenRows - MeanWrittenRows) * spec.Weight.LevelBits(mean: false)));

    /// <summary>Currents captured, and conversions, of all pairs.</summary>
    public long Conversions { get; }

    /// <summary>Words read by additions.</summary>
    public long AddWords { get; }

    /// <summary>Words taken from other tiles for them.</summary>
    public long ReceivedWords { get; }

    /// <summary>Words read by activations.</summary>
    public long ActivateWords { get; }

    /// <summary>Words read by running sums.</summary>
    public long AccumulateWords { get; }

    /// <summary>Words of input vectors received.</summary>
    public long VectorWords { get; }

    /// <summary>Flits sent.</summary>
    public long Injected { get; }

    /// <summary>Instructions fetched but for the loops over columns: one a sample, an input and such a loop more.</summary>
    public long FetchesWithoutLoops { get; }
}

namespace SpinArch.Estimation;

/// <summary>What one tile of a group does over a whole run, in the units of <c>ActivityTotals</c>: exact, whatever the timing is.</summary>
internal readonly struct GroupCounts
{
    public GroupCounts(in TileGroup group, DesignLayout layout, int queueDepth, int samples, int inputs)
    {
        LayerLayout layer = layout.Layers[group.Layer];
        bool isLastLayer = group.Layer == layout.Layers.Length - 1;
        int own = layer.Samples(samples) - group.Missed;
        int pairs = group.Work.Pairs;
        bool isNeuron = layer.ColumnSum == Specs.ColumnSum.Neuron;
        bool sameInput = group.Layer == 0;
        Columns = (long)inputs * own * group.Columns;
        MeanReads = layer.MuReuse ? (long)inputs * group.Columns : Columns;

        // x is driven anew for the first column that reads the mean crossbar with it.
        MeanDrives = sameInput ? inputs : (long)inputs * own;
        MeanHolds = MeanReads - MeanDrives;
        NeuronWrites = isNeuron ? Columns : 0;
        Conversions = (isNeuron ? Columns : Columns + MeanReads) * pairs;
        AddWords = Columns * group.Work.AddWords;
        ReceivedWords = Columns * group.Work.ReceivedWords;
        ActivateWords = isLastLayer ? 0 : Columns * group.Work.FinishWords;
        AccumulateWords = isLastLayer ? Columns * group.Work.FinishWords : 0;
        VectorWords = MeanDrives * group.Work.VectorWords;
        Injected = isLastLayer && group.Work.IsHome ? (long)inputs * group.Columns * layout.StatisticsFlits : Columns * group.Work.SentFlits;
        FetchesWithoutLoops = (pairs <= queueDepth ? pairs : 0) + 2 + (inputs * (1 + (pairs * (sameInput ? 1L : own)))) + (Columns * group.Work.Slots);
    }

    /// <summary>Columns finished, or sent on; every pair fills, scales, drives and reads each once.</summary>
    public long Columns { get; }

    /// <summary>Columns read of the mean crossbar of one pair.</summary>
    public long MeanReads { get; }

    /// <summary>Times that the mean DACs of one pair were driven anew.</summary>
    public long MeanDrives { get; }

    /// <summary>Columns that they held.</summary>
    public long MeanHolds { get; }

    /// <summary>Columns written into a spin neuron.</summary>
    public long NeuronWrites { get; }

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

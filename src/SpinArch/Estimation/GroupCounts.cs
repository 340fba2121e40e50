namespace SpinArch.Estimation;

/// <summary>What one tile of a group does over a whole run, in the units of <c>ActivityTotals</c>: exact, whatever the timing is.</summary>
internal readonly struct GroupCounts
{
    public GroupCounts(in TileGroup group, LayerLayout layer, bool isLastLayer, int statisticsFlits, int samples, int inputs)
    {
        bool isNeuron = layer.ColumnSum == Specs.ColumnSum.Neuron;
        bool sameInput = group.Layer == 0;
        Columns = (long)inputs * samples * group.Columns;
        MeanReads = layer.MuReuse ? (long)inputs * group.Columns : Columns;

        // x is driven anew for the first column that reads the mean crossbar with it.
        MeanDrives = sameInput ? inputs : (long)inputs * samples;
        MeanHolds = MeanReads - MeanDrives;
        NeuronWrites = isNeuron ? Columns : 0;
        Conversions = isNeuron ? Columns : Columns + MeanReads;
        AddWords = Columns * group.AddWords;
        ReceivedWords = Columns * group.ReceivedWords;
        ActivateWords = isLastLayer ? 0 : Columns * group.FinishWords;
        AccumulateWords = isLastLayer ? Columns * group.FinishWords : 0;
        Vectors = sameInput ? inputs : (long)inputs * samples;
        VectorWords = Vectors * group.VectorWords;
        Injected = isLastLayer && group.IsHome ? (long)inputs * group.Columns * statisticsFlits : Columns;
        FetchesWithoutLoops = 3 + (inputs * (sameInput ? 2L : 1L + samples)) + (Columns * group.Slots);
    }

    /// <summary>Columns filled, scaled, driven and read.</summary>
    public long Columns { get; }

    /// <summary>Columns read of the mean crossbar.</summary>
    public long MeanReads { get; }

    /// <summary>Times that the mean DACs were driven anew.</summary>
    public long MeanDrives { get; }

    /// <summary>Columns that they held.</summary>
    public long MeanHolds { get; }

    /// <summary>Columns written into a spin neuron.</summary>
    public long NeuronWrites { get; }

    /// <summary>Currents captured, and conversions.</summary>
    public long Conversions { get; }

    /// <summary>Words read by additions.</summary>
    public long AddWords { get; }

    /// <summary>Words taken from other tiles for them.</summary>
    public long ReceivedWords { get; }

    /// <summary>Words read by activations.</summary>
    public long ActivateWords { get; }

    /// <summary>Words read by running sums.</summary>
    public long AccumulateWords { get; }

    /// <summary>Input vectors received.</summary>
    public long Vectors { get; }

    /// <summary>Their words.</summary>
    public long VectorWords { get; }

    /// <summary>Flits sent.</summary>
    public long Injected { get; }

    /// <summary>Instructions fetched but for the loops over columns: one a sample, an input and such a loop more.</summary>
    public long FetchesWithoutLoops { get; }
}

using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// The closed form of one layer at one design point [ps]: how long a sample takes that starts on an idle layer, and at what
/// interval samples follow each other (<c>docs/timing-model.md</c>, sections 2 and 3). Two kinds of sample differ in
/// conversions: those that read the mean crossbar, and those that do not.
/// </summary>
internal readonly struct StageTimes
{
    public StageTimes(DesignLayout layout, int index, ArchitectureSpec spec, bool readsMean)
    {
        LayerLayout layer = layout.Layers[index];
        bool isLast = index == layout.Layers.Length - 1;
        long clock = spec.Clock.Period.Value;
        long flit = spec.Link.Flit.Value;
        long sender = Edge(flit, clock);
        int conversions = layer.ColumnSum == ColumnSum.Digital && readsMean ? 2 : 1;
        long rounds = (conversions + spec.Adc.PerTile - 1) / spec.Adc.PerTile;
        long batch = spec.Sampler.Reset.Value + spec.Sampler.Relax.Value + (spec.Sampler.RowRead.Value * spec.Sampler.Variables);
        Fill = batch * spec.Sampler.Lanes.Passes(layer.Rows);
        Normalise = spec.Sampler.Normalise.Value;
        Scale = clock * spec.Scaler.Width.Passes(layer.Rows);
        Read = spec.Crossbar.ColumnRead.Value;
        Convert = rounds * spec.Adc.Interval.Value;
        int slots = 0;
        int vectorClocks = 0;
        for (int group = 0; group < layout.Groups.Length; group++)
        {
            if (layout.Groups[group].Layer == index)
            {
                slots = Math.Max(slots, layout.Groups[group].Slots);
                vectorClocks = Math.Max(vectorClocks, layout.Groups[group].VectorClocks(spec.Vector.Width));
            }
        }

        Fetch = slots * clock;
        Vector = vectorClocks * clock;
        Columns = layer.Columns;
        Link = layer.LinkFlits * flit;

        long units = Math.Max(Math.Max(Read, Convert), Math.Max(Scale, Math.Max(Vector, Fetch)));
        units = Math.Max(units, Math.Max((Scale + Read) / spec.SigmaInput.Banks, (Read + Convert) / spec.SampleHold.Banks));
        units = isLast && layer.GatheredFlits == 0 ? units : Math.Max(units, sender);
        units = Math.Max(units, Link / Columns);
        long sampling = Math.Max(Fill, (Fill + Normalise + Scale) / spec.Sampler.Banks);
        Column = Math.Max(units, sampling);
        Interval = Math.Max(Columns * Column, Math.Max(Link, (Columns * Fetch) + ((2 + layer.ColumnLoops) * clock)));
        Receive = clock * ((layer.Rows + spec.Vector.Width - 1) / spec.Vector.Width);
        Interval = index == 0 ? Interval : Math.Max(Interval, Receive);

        long result = Scale + Edge(Read + ((rounds - 1) * spec.Adc.Interval.Value) + spec.Adc.Latency.Value, clock);
        for (int step = 0; step < layer.Path.Length; step++)
        {
            PathStep way = layer.Path[step];
            result += clock * ((way.VectorWords + spec.Vector.Width - 1) / spec.Vector.Width);
            result += way.Hops == 0 ? 0 : sender + Edge(way.Hops * spec.Link.Hop.Value, clock);
        }

        // The partial sums of a column come at once, and enter their tile one after another; the words of a vector are stored a clock later.
        result += Math.Max(0, layer.GatheredFlits - 1) * flit;
        Result = result + (isLast ? 0 : clock);

        // An idle layer has its Gaussian banks full, and goes on sampling when the first of them is used.
        int ahead = spec.Sampler.Banks;
        long sampled = Columns > ahead ? Scale + Normalise + ((Columns - ahead) * sampling) : 0;
        Burst = Result + Math.Max((Columns - 1) * units, sampled);
        FromReset = (6 * clock) + (Columns * sampling) + Normalise + Result;
    }

    /// <summary>Sampler: one column.</summary>
    public long Fill { get; }

    /// <summary>Sampler: what comes after it.</summary>
    public long Normalise { get; }

    /// <summary>Scaler: one column.</summary>
    public long Scale { get; }

    /// <summary>Crossbars: one column.</summary>
    public long Read { get; }

    /// <summary>Converters: one column.</summary>
    public long Convert { get; }

    /// <summary>Sequencer: one column.</summary>
    public long Fetch { get; }

    /// <summary>Vector unit: one column.</summary>
    public long Vector { get; }

    /// <summary>The layer's busiest link: one sample.</summary>
    public long Link { get; }

    /// <summary>Receiver: one input vector.</summary>
    public long Receive { get; }

    /// <summary>Columns of the widest block.</summary>
    public long Columns { get; }

    /// <summary>Between columns.</summary>
    public long Column { get; }

    /// <summary>Between samples, where the layer limits.</summary>
    public long Interval { get; }

    /// <summary>From a column's turn to its result at the tiles of the next layer, or in the statistics.</summary>
    public long Result { get; }

    /// <summary>From an input vector's arrival at an idle layer to its last result.</summary>
    public long Burst { get; }

    /// <summary>From time zero to the last result of a first sample, as far as sampling allows.</summary>
    public long FromReset { get; }

    /// <summary>The next multiple of the clock.</summary>
    public static long Edge(long time, long clock)
    {
        long remainder = time % clock;
        return remainder == 0 ? time : time + clock - remainder;
    }
}

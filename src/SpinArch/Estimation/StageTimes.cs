using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// The closed form of one layer at one design point [ps]: how long a sample takes that starts on an idle layer, and at what
/// interval samples follow each other (<c>docs/timing-model.md</c>, sections 2 and 3). Two kinds of sample differ in
/// conversions: those that read the mean crossbar, and those that do not.
/// </summary>
internal readonly struct StageTimes
{
    public StageTimes(DesignLayout layout, int index, ArchitectureSpec spec, bool readsMean, long columnBefore)
    {
        LayerLayout layer = layout.Layers[index];
        bool isLast = index == layout.Layers.Length - 1;
        long clock = spec.Clock.Period.Value;
        long flit = spec.Link.Flit.Value;
        long sender = Edge(flit, clock);
        int conversions = layer.ColumnSum == ColumnSum.Digital && readsMean ? 2 : 1;
        long rounds = (conversions + spec.Adc.PerTile - 1) / spec.Adc.PerTile;
        long batch = spec.Sampler.Reset.Value + spec.Sampler.Relax.Value + (spec.Sampler.RowRead.Value * spec.Sampler.Variables);
        Normalise = spec.Sampler.Normalise.Value;
        Columns = layer.Columns;
        Link = layer.LinkFlits * flit;
        int pairs = 1;
        long sending = 0;
        Writing = 0;
        for (int number = 0; number < layout.Groups.Length; number++)
        {
            ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
            if (group.Layer == index)
            {
                pairs = Math.Max(pairs, group.Pairs);
                Fill = Math.Max(Fill, batch * group.RowPasses(spec.Sampler.Lanes));
                Scale = Math.Max(Scale, clock * group.RowPasses(spec.Scaler.Width));
                Fetch = Math.Max(Fetch, clock * group.Slots);
                Vector = Math.Max(Vector, clock * group.VectorClocks(spec.Vector.Width));
                Receive = Math.Max(Receive, clock * ((group.TotalRows + spec.Vector.Width - 1) / spec.Vector.Width));
                sending = Math.Max(sending, isLast && group.IsHome ? 0 : group.SentFlits * sender);
            }
        }

        // A pair after the other, on each a slice after the other: what they need of the tile's one sampler, scaler, crossbar sequence and converter.
        long conversion = rounds * spec.Adc.Interval.Value;
        long read = spec.Crossbar.ColumnRead.Value;
        int slices = spec.Weight.Slices;
        Read = pairs * slices * read;
        Convert = pairs * slices * conversion;
        long banks = Math.Max((Scale + Read) / spec.SigmaInput.Banks, (Read + Convert) / spec.SampleHold.Banks);
        long reads = Math.Max(Math.Max(Read, Convert), Math.Max(Scale, banks));
        long units = Math.Max(Math.Max(reads, sending), Math.Max(Vector, Fetch));
        units = Math.Max(units, Link / Columns);
        long sampling = Math.Max(Fill, (Fill + (pairs * Normalise) + Scale) / spec.Sampler.Banks);
        Column = Math.Max(units, sampling);
        Interval = Math.Max(Columns * Column, Math.Max(Link, (Columns * Fetch) + ((1 + pairs + layer.ColumnLoops) * clock)));
        Interval = index == 0 ? Interval : Math.Max(Interval, Receive);

        long scale = Scale / pairs;
        long slice = Math.Max(Math.Max(read, conversion), (read + conversion) / spec.SampleHold.Banks);
        long result = scale + Edge(read + ((slices - 1) * slice) + ((rounds - 1) * spec.Adc.Interval.Value) + spec.Adc.Latency.Value, clock);
        for (int number = 0; number < layer.Path.Length; number++)
        {
            PathStep way = layer.Path[number];
            long step = clock * ((way.VectorWords + spec.Vector.Width - 1) / spec.Vector.Width);
            step += way.Hops == 0 ? 0 : (way.Flits * sender) + Edge(way.Hops * spec.Link.Hop.Value, clock);
            result += step * way.Times;
        }

        // Words that come at once enter their tile one after another; the words of a vector are stored a clock later.
        result += layer.CrowdedFlits * flit;
        Result = result + (isLast ? 0 : clock);

        // An idle layer has its Gaussian banks full, and goes on sampling when the first of them is used. The reads of a first column
        // whose inputs are there before the last ones are over by then.
        int ahead = spec.Sampler.Banks;
        long sampled = Columns * pairs > ahead ? scale + Normalise + (((Columns * pairs) - ahead) * sampling / pairs) : 0;
        Burst = Result + Math.Max(((Columns - 1) * units) + ((pairs - 1 - layer.EarlyPairs) * reads / pairs), sampled);
        for (int number = 0; number < layout.Groups.Length; number++)
        {
            ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
            if (group.Layer == index && group.IsInTurn)
            {
                var turns = new WriteTurns(group, Columns * Column / pairs, spec.Crossbar.RowWrite.Value, index == 0 ? flit : 0);
                Interval = Math.Max(Interval, turns.Interval);
                Burst = Math.Max(Burst, Result + turns.First - (Read / pairs));
                Writing = Math.Max(Writing, turns.Writing);
                OnePair = Math.Max(OnePair, group.CrossbarPairs == 1 ? turns.Writing + (Columns * Read) : 0);
            }
        }

        (long held, long received) = Received(layer.Vectors, spec.Link.ReceiveFlits + spec.Sequencer.QueueDepth);
        Burst += held * columnBefore;
        Interval = held > 0 ? Math.Max(Interval, received * columnBefore) : Interval;
        FromReset = (6 * clock) + (Columns * sampling) + Normalise + Result;
        if (!layer.IsAhead)
        {
            // The next vectors are received when these are used up.
            Interval += index == 0 ? 0 : Receive;
        }
    }

    // Vectors are received pair by pair: the words of a later one wait in its buffer and at their sender, which then stops, and goes on
    // only when the one before is complete. In columns of the layer before: by how much that delays the last, and how long one sample's
    // vectors take when those of the sample before are just received.
    private static (long Held, long Received) Received(ImmutableArray<VectorStream> vectors, int waiting)
    {
        int complete = 0;
        int received = 0;
        for (int pair = 0; pair < vectors.Length; pair++)
        {
            complete = Math.Max(complete, vectors[pair].Complete);
            received = Math.Max(vectors[pair].Complete, pair == 0 ? 0 : received + Math.Max(0, vectors[pair].Words - waiting));
        }

        return (received - complete, received - waiting);
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

    /// <summary>Writer: one sample.</summary>
    public long Writing { get; }

    /// <summary>Reads and writes of a pair that all blocks of a tile share: one sample; 0 where there is none.</summary>
    public long OnePair { get; }

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

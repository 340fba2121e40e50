using System.Collections.Immutable;
using SpinArch.Compilation;
using SpinArch.Components;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Estimation;

/// <summary>
/// The closed form of one layer at one design point [ps]: how long a sample takes that starts on an idle layer, and at what
/// interval samples follow each other (<c>docs/timing-model.md</c>, sections 2 and 3). Two kinds of sample differ in
/// conversions: those that read the mean crossbar, and those that do not.
/// </summary>
internal readonly struct StageTimes
{
    public StageTimes(DesignLayout layout, int index, ArchitectureSpec spec, bool readsMean, in StageTimes before)
    {
        checked
        {
            LayerLayout layer = layout.Layers[index];
            bool isLast = index == layout.Layers.Length - 1;
            long clock = spec.Clock.Period.Value;
            long flit = spec.Link.Flit.Value;
            long sender = ColumnTimes.Edge(flit, clock);
            SamplerLag = spec.Sampler.Lag.Value;
            Columns = layer.Columns;
            InputsVary = layer.InputsVary;
            Link = layer.LinkFlits * flit;
            var times = new ColumnTimes(spec, layer.ColumnSum, readsMean, isLast);
            for (int number = 0; number < layout.Groups.Length; number++)
            {
                ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
                if (group.Layer == index)
                {
                    times.Include(group.Work);
                }
            }

            int blocks = times.Blocks;
            Fill = times.Fill;
            Scale = times.Scale;
            Fetch = times.Fetch;
            Vector = times.Vector;
            Receive = times.Receive;
            Read = times.Read;
            Convert = times.Convert;
            long reads = times.Reads;
            long sampling = times.Sampling;
            ColumnTrips trips = TripsOf(layout, index, spec, in times, isLast);
            long free = Math.Max(times.Units, Link / Columns);
            long units = Math.Max(free, trips.Interval);
            Column = Math.Max(units, sampling);
            long perSample = (!spec.ReadsWhole ? 1 + blocks : layer.InputsVary ? blocks : 0) + layer.ColumnLoops + times.ArraySlots;
            Interval = Math.Max(Columns * Column, Math.Max(Link, (Columns * Fetch) + (perSample * clock)));
            Interval = layer.InputsVary ? Math.Max(Interval, Receive) : Interval;
            (long masks, long first, long stop) = PreludesOf(layout, index, spec, Read / blocks, Column);
            Prelude = masks;
            Interval = Math.Max(Interval + stop, masks);
            ArrayTimes arrays = spec.ReadsWhole ? new ArrayTimes(spec, blocks, Columns) : default;
            if (spec.ReadsWhole)
            {
                (Array, Converting) = (arrays.Read, arrays.Convert);
                Interval = Math.Max(Interval, times.SampleOf(in arrays, Columns));
            }

            long scale = Scale / blocks;
            long result = spec.ReadsWhole ? 0
                : scale + ColumnTimes.Edge(times.Slices + ((times.Rounds - 1) * spec.Adc.Interval.Value) + spec.Adc.Latency.Value, clock);
            for (int number = 0; number < layer.Path.Length; number++)
            {
                PathStep way = layer.Path[number];
                long step = clock * ((way.VectorWords + spec.Vector.Width - 1) / spec.Vector.Width);
                step += way.Hops == 0 ? 0 : (way.Flits * sender) + ColumnTimes.Edge(way.Hops * spec.Link.Hop.Value, clock);
                result += step * way.Times;
            }

            // Words that come at once enter their tile one after another; the words of a vector are stored a clock later.
            result += layer.CrowdedFlits * flit;
            Result = result + (isLast ? 0 : clock);
            SinceRead = Result + (spec.ReadsWhole ? Interval + arrays.Held : 0);

            // An idle layer has its Gaussian banks full, and goes on sampling when the first of them is used. The reads of a first column
            // whose inputs are there before the last ones are over by then.
            int ahead = spec.Sampler.Banks;
            long sampled = Columns * blocks > ahead ? scale + SamplerLag + (((Columns * blocks) - ahead) * sampling / blocks) : 0;
            long under = trips.Interval > free ? trips.Columns : Columns;
            long columns = ((Columns - 1) / under * trips.Trip) + ((Columns - 1) % under * free);
            if (spec.ReadsWhole)
            {
                // What the queue of the vector unit holds has been fetched when the codes are there.
                long posted = Math.Min(Columns - 1, spec.Sequencer.QueueDepth / times.Operations);
                columns += arrays.Codes - (posted * Math.Max(0, free - Math.Max(Math.Max(Vector, times.Send), Link / Columns)));
            }

            Burst = Result + Math.Max(columns + ((blocks - 1 - layer.EarlyPairs) * reads / blocks), sampled);
            for (int number = 0; number < layout.Groups.Length; number++)
            {
                ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
                if (group.Layer == index && group.Work.IsInTurn)
                {
                    WriteTurns turns = times.TurnsOf(group.Work, Columns, layer.Source is null ? sender / spec.Link.WordsPerFlit : 0);
                    Interval = Math.Max(Interval, turns.Interval);
                    Burst = Math.Max(Burst, Result + turns.First - (Read / blocks));
                    Writing = Math.Max(Writing, turns.Writing);
                    OnePair = Math.Max(OnePair, group.Work.CrossbarPairs == 1 ? turns.Writing + (Columns * Read) : 0);
                }
            }

            IsTrip = trips.Interval > Math.Max(free, sampling);
            if (spec.Input.Banks == 1 && layer.InputsVary)
            {
                // The next vector is received when this one has been read: what of it does not wait in buffers and queues is sent only
                // then.
                long late = Math.Max(0, before.Columns - spec.Link.ReceiveFlits - spec.Sequencer.QueueDepth);
                Interval += late == 0 ? Receive + Scale : (late * before.Column) + before.Result;
            }

            int waiting = spec.Link.ReceiveFlits + spec.Sequencer.QueueDepth;
            (long held, long received) = Received(layer.Vectors, waiting);
            Burst += held * before.Column;
            Interval = held > 0 ? Math.Max(Interval, received * before.Column) : Interval;
            long stopped = layer.Sources > 1 ? Stopped(layer.Vectors, waiting) : 0;
            Interval = stopped > 0 ? Math.Max(Interval, (stopped * before.Column) + before.Result) : Interval;
            FromReset = (6 * clock) + (Columns * sampling) + SamplerLag + Result;
            FromReset = first == 0 ? FromReset : Math.Max(FromReset, (6 * clock) + first + Burst);
            if (!layer.IsAhead)
            {
                // The next vectors are received when these are used up.
                Interval += layer.InputsVary ? Receive : 0;
            }
        }
    }

    // What is done once a sample before a tile's columns, all of it; what the columns wait for: that of the first block, and of later ones
    // what is not over by their turn; and how long the crossbars stand still for it. The next sample's is posted when what the last columns
    // of this one ask of crossbars and vector unit fits into their queues, and begins then where there is a second bank.
    private static (long All, long First, long Stop) PreludesOf(DesignLayout layout, int index, ArchitectureSpec spec, long read,
        long column)
    {
        (long all, long first, long stop) = (0, 0, 0);
        int depth = spec.Sequencer.QueueDepth;
        bool isAhead = HasSecondBank(spec);
        for (int number = 0; number < layout.Groups.Length; number++)
        {
            ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
            if (group.Layer == index)
            {
                long large = ComponentCatalog.PreludeTimeOf(spec, group.Work.Rows).Value;
                long sum = checked((group.Work.LargeBlocks * large)
                    + (group.Work.SmallBlocks * ComponentCatalog.PreludeTimeOf(spec, group.Work.FewerRows).Value));
                all = Math.Max(all, sum);
                long waited = Math.Max(large, sum - ((group.Work.Blocks - 1) * read));
                int operations = Math.Max(1, group.Work.Additions + (group.Work.IsHome ? 1 : 0));
                int under = Math.Min(1 + (depth / group.Work.Blocks), Math.Max(1, depth / operations));
                stop = Math.Max(stop, waited - (isAhead ? Math.Min(layout.Layers[index].Columns, under) * column : 0));
                first = Math.Max(first, waited);
            }
        }

        return (all, first, stop);
    }

    private static bool HasSecondBank(ArchitectureSpec spec)
    {
        foreach (ComponentKind kind in ComponentCatalog.Of(spec))
        {
            if (kind.Gates is { } gates && gates.Banks(spec) < 2)
            {
                return false;
            }
        }

        return true;
    }

    private static ColumnTrips TripsOf(DesignLayout layout, int index, ArchitectureSpec spec, in ColumnTimes times, bool isLast)
    {
        var trips = new ColumnTrips(spec, in times);
        for (int number = 0; number < layout.Groups.Length; number++)
        {
            ref readonly TileGroup group = ref layout.Groups.ItemRef(number);
            if (group.Layer == index && !group.Work.IsInTurn)
            {
                trips.Include(group.Work, !(isLast && group.Work.IsHome));
            }
        }

        LayerLayout layer = layout.Layers[index];
        for (int number = 0; number < layer.Path.Length; number++)
        {
            trips.Include(layer.Path[number]);
        }

        return trips;
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

    // Copies of the layer before send side by side, but their vectors are received one after another: what does not wait in its buffer and at
    // its sender is worked on when its turn has come.
    private static long Stopped(ImmutableArray<VectorStream> vectors, int waiting)
    {
        long stopped = 0;
        for (int pair = 0; pair < vectors.Length; pair++)
        {
            stopped += Math.Max(0, vectors[pair].Words - waiting);
        }

        return stopped;
    }

    /// <summary>Whether every sample brings new inputs.</summary>
    public bool InputsVary { get; }

    /// <summary>Arrays that are read whole: one sample; 0 where columns are read.</summary>
    public long Array { get; }

    /// <summary>Their converters: one sample.</summary>
    public long Converting { get; }

    /// <summary>Sampler: one column.</summary>
    public long Fill { get; }

    /// <summary>Sampler: from when it can take the next column to this one's Gaussians.</summary>
    public long SamplerLag { get; }

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

    /// <summary>What is done once a sample before the columns of a tile's blocks.</summary>
    public long Prelude { get; }

    /// <summary>The layer's busiest link: one sample.</summary>
    public long Link { get; }

    /// <summary>Receiver: one input vector.</summary>
    public long Receive { get; }

    /// <summary>Whether a round trip through queues or credits takes longer than any unit.</summary>
    public bool IsTrip { get; }

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

    /// <summary>
    /// From the last read of an input vector to the last result of it: the arrays of a sample are read while the one before is finished.
    /// </summary>
    public long SinceRead { get; }

    /// <summary>From an input vector's arrival at an idle layer to its last result.</summary>
    public long Burst { get; }

    /// <summary>From time zero to the last result of a first sample, as far as sampling allows.</summary>
    public long FromReset { get; }
}

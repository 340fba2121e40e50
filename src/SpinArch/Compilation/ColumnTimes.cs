using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// What one column costs each unit of a layer's tiles, of each unit where it has most to do [ps], and at what interval columns follow
/// each other when nothing but the tiles themselves is in the way (<c>docs/timing-model.md</c>, sections 2 and 3). Checked: a
/// time that 64 bits do not hold is an error. A mutable struct: every kind of tile is included, then it is read.
/// </summary>
internal struct ColumnTimes
{
    private readonly ArchitectureSpec spec;
    private readonly long clock;
    private readonly long sender;
    private readonly long turn;
    private readonly long conversion;
    private readonly bool isLast;
    private int blocks;

    /// <param name="spec">The architecture.</param>
    /// <param name="columnSum">Where mean and sigma are added.</param>
    /// <param name="readsMean">Whether the mean crossbar takes part, so that there are two conversions.</param>
    /// <param name="isLast">Whether it is the last layer, whose home tiles send nothing but for the last sample.</param>
    public ColumnTimes(ArchitectureSpec spec, ColumnSum columnSum, bool readsMean, bool isLast)
    {
        checked
        {
            this.spec = spec;
            this.isLast = isLast;
            clock = spec.Clock.Period.Value;
            sender = Edge(spec.Link.Flit.Value, clock);
            turn = spec.Sampler.Turn.Value;
            int conversions = spec.HasSampler && columnSum == ColumnSum.Digital && readsMean ? 2 : 1;
            Rounds = (conversions + spec.Adc.PerTile - 1) / spec.Adc.PerTile;
            conversion = Rounds * spec.Adc.Interval.Value;
            blocks = 1;
        }
    }

    /// <summary>Conversions of one column of one block after each other.</summary>
    public long Rounds { get; }

    /// <summary>Most blocks of a tile.</summary>
    public readonly int Blocks => blocks;

    /// <summary>Sampler.</summary>
    public long Fill { get; private set; }

    /// <summary>Scaler.</summary>
    public long Scale { get; private set; }

    /// <summary>Sequencer.</summary>
    public long Fetch { get; private set; }

    /// <summary>Vector unit.</summary>
    public long Vector { get; private set; }

    /// <summary>Sender.</summary>
    public long Send { get; private set; }

    /// <summary>Operations of the vector unit.</summary>
    public int Operations { get; private set; }

    /// <summary>Reads of whole arrays that are fetched: not a column but one sample.</summary>
    public int ArraySlots { get; private set; }

    /// <summary>The link by which words of other tiles enter.</summary>
    public long Enter { get; private set; }

    /// <summary>Receiver: not a column but one input vector.</summary>
    public long Receive { get; private set; }

    /// <summary>Crossbars: a block after the other, of each a slice after the other.</summary>
    public readonly long Read => spec.ReadsWhole ? 0 : checked(blocks * spec.Weight.Slices * spec.Crossbar.ColumnRead.Value);

    /// <summary>Converters.</summary>
    public readonly long Convert => spec.ReadsWhole ? 0 : checked(blocks * spec.Weight.Slices * conversion);

    /// <summary>From the start of a column's first read to the end of its last on one block: slices follow each other as reads, conversions and the hold banks between them allow.</summary>
    public readonly long Slices
    {
        get
        {
            if (spec.ReadsWhole)
            {
                return 0;
            }

            long read = spec.Crossbar.ColumnRead.Value;
            return checked(read + ((spec.Weight.Slices - 1) * Math.Max(Math.Max(read, conversion), (read + conversion) / spec.SampleHold.Banks)));
        }
    }

    /// <summary>Scaler, crossbars and converters, and the banks between them.</summary>
    public readonly long Reads => spec.ReadsWhole ? 0 : checked(Math.Max(
        Math.Max(Math.Max(Read, Convert), Scale),
        Math.Max(spec.HasSampler ? (Scale + Read) / spec.SigmaInput.Banks : 0, (Read + Convert) / spec.SampleHold.Banks)));

    /// <summary>All units of a tile but the sampler.</summary>
    public readonly long Units => Math.Max(Math.Max(Reads, Send), Math.Max(Vector, Fetch));

    /// <summary>The sampler and its banks.</summary>
    public readonly long Sampling => !spec.HasSampler ? 0
        : checked(Math.Max(Fill, (Fill + (blocks * spec.Sampler.Lag.Value) + Scale) / spec.Sampler.Banks));

    /// <summary>Between columns, uncontended.</summary>
    public readonly long Interval => Math.Max(Math.Max(Units, Sampling), Enter);

    /// <summary>The next multiple of the clock.</summary>
    public static long Edge(long time, long clock)
    {
        long remainder = time % clock;
        return remainder == 0 ? time : checked(time + (clock - remainder));
    }

    /// <summary>Time that a copy of a layer spends on a sample in steady state, uncontended: the columns of its widest block.</summary>
    public static long StageTime(PartitionedLayer layer, ArchitectureSpec spec, bool isLast)
    {
        checked
        {
            // With mu reuse the mean is read on a copy's first sample only.
            var times = new ColumnTimes(spec, layer.ColumnSum, readsMean: !layer.MuReuse, isLast);
            for (int tile = 0; tile < layer.FanIn.Tiles.Length; tile++)
            {
                times.Include(TileWork.Of(layer, tile, spec));
            }

            int columns = layer.ColumnBlocks.Max(block => block.Length);
            long stage = columns * times.Interval;
            if (spec.ReadsWhole)
            {
                return times.SampleOf(new ArrayTimes(spec, times.Blocks, columns), columns);
            }

            if (!layer.FanIn.IsInTurn(spec.Crossbar.PairsPerTile))
            {
                return stage;
            }

            for (int tile = 0; tile < layer.FanIn.Tiles.Length; tile++)
            {
                stage = Math.Max(stage, times.TurnsOf(TileWork.Of(layer, tile, spec), columns, rowArrival: 0).Interval);
            }

            return stage;
        }
    }

    /// <summary>Between samples of a tile whose arrays are read whole: its columns, its arrays, or banks of codes that go round.</summary>
    /// <param name="arrays">Its arrays.</param>
    /// <param name="columns">Its columns.</param>
    public readonly long SampleOf(in ArrayTimes arrays, long columns) => checked(Math.Max(
        Math.Max(columns * Interval, arrays.Interval), ((columns * Units) + arrays.Held + spec.Latch.Banks - 1) / spec.Latch.Banks));

    /// <summary>The blocks of a tile one after the other, all columns of each at once, with the writes in between.</summary>
    /// <param name="work">A tile that was included.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rowArrival">See <see cref="WriteTurns"/>.</param>
    public readonly WriteTurns TurnsOf(in TileWork work, long columns, long rowArrival) =>
        new(work, TimeOfBlock(columns, work.Rows), TimeOfBlock(columns, work.FewerRows), spec.Crossbar.RowWrite.Value, rowArrival);

    /// <summary>Sampler of one tile: one column.</summary>
    public readonly long FillOf(in TileWork work) => !spec.HasSampler ? 0 : checked(turn * work.RowPasses(spec.Sampler.Lanes));

    /// <summary>Scaler of one tile: one column.</summary>
    public readonly long ScaleOf(in TileWork work) => !spec.HasSampler ? 0 : checked(clock * work.RowPasses(spec.Scaler.Width));

    /// <summary>Counts in a tile.</summary>
    public void Include(in TileWork work)
    {
        checked
        {
            blocks = Math.Max(blocks, work.Blocks);
            Fill = Math.Max(Fill, FillOf(work));
            Scale = Math.Max(Scale, ScaleOf(work));
            Operations = Math.Max(Operations, work.Additions + (work.IsHome ? 1 : 0));
            ArraySlots = Math.Max(ArraySlots, work.ArraySlots(spec.Sequencer.QueueDepth));
            Fetch = Math.Max(Fetch, clock * work.Slots);
            Vector = Math.Max(Vector, clock * work.VectorClocks(spec.Vector.Width));
            Send = Math.Max(Send, isLast && work.IsHome ? 0 : work.SentFlits * sender);
            Enter = Math.Max(Enter, work.ReceivedFlits * spec.Link.Flit.Value);
            Receive = Math.Max(Receive, clock * ((work.TotalRows + spec.Vector.Width - 1) / spec.Vector.Width));
        }
    }

    // While a block is written the sampler fills its banks for the first columns of the next.
    private readonly long TimeOfBlock(long columns, int rows)
    {
        checked
        {
            if (!spec.HasSampler)
            {
                return columns * Units / blocks;
            }

            long fill = turn * spec.Sampler.Lanes.Passes(rows);
            long sampling = Math.Max(fill, (fill + spec.Sampler.Lag.Value + (clock * spec.Scaler.Width.Passes(rows))) / spec.Sampler.Banks);
            return Math.Max(columns * Units / blocks, Math.Max(0, columns - spec.Sampler.Banks) * sampling);
        }
    }
}

namespace SpinArch.Tests.Hardware;

/// <summary>
/// One dense layer on one tile as a max-plus recurrence over columns: an independent statement of docs/timing-model.md, with no
/// events, queues or banks, only "no earlier than". All times in picoseconds.
/// </summary>
internal sealed record OneTileRecurrence
{
    private const int StatisticsFlits = 5;

    public int Rows { get; init; } = 112;

    public int Columns { get; init; } = 100;

    public int Samples { get; init; } = 1;

    public int Lanes { get; init; } = 128;

    public int Variables { get; init; } = 3;

    public int Arrays { get; init; } = 1;

    public long Reset { get; init; } = 1000;

    public long Relax { get; init; } = 1000;

    public long RowRead { get; init; } = 1000;

    public long Normalise { get; init; } = 1000;

    public int ScalerWidth { get; init; } = 128;

    public long ColumnRead { get; init; } = 10_000;

    public int Slices { get; init; } = 1;

    public long AdcInterval { get; init; } = 1000;

    public long AdcLatency { get; init; } = 1000;

    public int Converters { get; init; } = 1;

    public int GaussianBanks { get; init; } = 2;

    public int SigmaInputBanks { get; init; } = 2;

    public int HoldBanks { get; init; } = 2;

    public int LatchBanks { get; init; } = 2;

    public int VectorWidth { get; init; } = 16;

    public int QueueDepth { get; init; } = 8;

    public long Clock { get; init; } = 1000;

    public long Hop { get; init; } = 1000;

    public long Flit { get; init; } = 1000;

    public string[] Settings =>
    [
        $"sampler.lanes={Lanes}", $"sampler.variables={Variables}", $"sampler.arrays={Arrays}", Time("sampler.resetNs", Reset),
            Time("sampler.relaxNs", Relax), Time("sampler.rowReadNs", RowRead),
        Time("sampler.normaliseNs", Normalise), $"sampler.banks={GaussianBanks}", $"scaler.width={ScalerWidth}", Time("crossbar.columnReadNs", ColumnRead),
        Time("adc.intervalNs", AdcInterval), $"weight.meanBits={Slices}", "weight.sigmaBits=1", "weight.cellBits=1", "crossbar.columns=unbounded",
        Time("adc.latencyNs", AdcLatency), $"adc.perTile={Converters}", $"sigmaInput.banks={SigmaInputBanks}", $"sampleHold.banks={HoldBanks}",
        $"latch.banks={LatchBanks}", $"vector.width={VectorWidth}", $"sequencer.queueDepth={QueueDepth}",
        Time("clock.periodNs", Clock), Time("link.hopNs", Hop), Time("link.flitNs", Flit), "link.receiveFlits=65536",
    ];

    /// <summary>
    /// From one batch to the next: the shortest time in which no two arrays are read at once, and after which, as often as there are
    /// arrays, the first of them has been read and can be reset again. Found by trying.
    /// </summary>
    public long Turn
    {
        get
        {
            long turn = Math.Max(1, Variables * RowRead);
            while (Arrays * turn < Batch)
            {
                turn++;
            }

            return turn;
        }
    }

    /// <summary>Reset, relax and V row reads of one array.</summary>
    public long Batch => Reset + Relax + (Variables * RowRead);

    /// <summary>From one column to the next: ceil(R / lanes) batches begin.</summary>
    public long Fill => Ceil(Rows, Lanes) * Turn;

    /// <summary>From a column's first reset to its Gaussians: the last of its batches begins, runs its course and is normalised.</summary>
    public long Drawn => ((Ceil(Rows, Lanes) - 1) * Turn) + Batch + Normalise;

    public long Scale => Ceil(Rows, ScalerWidth) * Clock;

    /// <summary>From the start of a column's last conversion to its codes in the latches.</summary>
    public long Result(int conversions) => ((Ceil(conversions, Converters) - 1) * AdcInterval) + AdcLatency;

    /// <summary>The interval of docs/timing-model.md for a column with a number of conversions a slice; twelve times it, so that shares of banks stay whole.</summary>
    public long TwelveIntervals(int conversions)
    {
        long adc = Ceil(conversions, Converters) * AdcInterval;
        long[] terms =
        [
            12 * Slices * ColumnRead, 12 * Fill, 12 * Slices * adc, 12 * Scale, 12 * 3 * Clock, 12 * Ceil(2, VectorWidth) * Clock,
            12 * (Drawn + Scale) / GaussianBanks, 12 * (Scale + Drive(adc)) / SigmaInputBanks, 12 * Slices * (ColumnRead + adc) / HoldBanks,
        ];
        return terms.Max();
    }

    /// <summary>When the last result flit is at the port.</summary>
    public long End()
    {
        int total = Samples * Columns;
        long flit = Edge(Flit);
        long arrival = Edge((Rows * flit) + Hop) + Clock;
        long[] fill = new long[total], scaled = new long[total], scaling = new long[total], driven = new long[total];
        long[] read = new long[total * Slices], converted = new long[total * Slices];
        long[] reading = new long[total], converting = new long[total], adding = new long[total], added = new long[total], sent = new long[total];

        // The last instruction before the first column, and those of every column one after another: column, stat, send.
        long posted = 5 * Clock;
        for (int k = 0; k < total; k++)
        {
            int rounds = Ceil(k < Columns ? 2 : 1, Converters);
            posted += k > 0 && k % Columns == 0 ? Clock : 0;
            posted = Latest(
                posted + Clock, Edge(Before(fill, k, QueueDepth)), Before(scaling, k, QueueDepth), Edge(Before(reading, k, QueueDepth)), Edge(Before(converting, k, QueueDepth)));
            fill[k] = Latest(posted, k > 0 ? fill[k - 1] + Fill : 0, Before(scaled, k, GaussianBanks));
            scaling[k] = Edge(Latest(arrival, Edge(fill[k] + Drawn), Before(scaled, k, 1), Before(driven, k, SigmaInputBanks)));
            scaled[k] = scaling[k] + Scale;
            long start = 0;
            for (int i = k * Slices; i < (k + 1) * Slices; i++)
            {
                reading[k] = Latest(scaled[k], Before(read, i, 1), Before(converted, i, HoldBanks));
                read[i] = reading[k] + ColumnRead;
                long latch = i % Slices == 0 ? Before(added, k, LatchBanks * Columns) : 0;
                start = Latest(read[i], Before(converted, i, 1), latch);
                converted[i] = start + (rounds * AdcInterval);
            }

            converting[k] = start;
            driven[k] = read[((k + 1) * Slices) - 1];
            posted = Math.Max(posted + Clock, Before(adding, k, QueueDepth));
            adding[k] = Latest(posted, Edge(start + ((rounds - 1) * AdcInterval) + AdcLatency), Before(added, k, 1));
            added[k] = adding[k] + (Ceil(2, VectorWidth) * Clock);
            bool isSent = k >= total - Columns;
            posted = Math.Max(posted + Clock, isSent ? Before(sent, k, QueueDepth) : 0);
            sent[k] = isSent ? Latest(posted, added[k], Before(sent, k, 1)) + (StatisticsFlits * flit) : 0;
        }

        return Edge(sent[^1] + Hop);
    }

    /// <summary>How long a column's slices take to be read one after another, each into a hold bank that the converter empties in time or not.</summary>
    private long Drive(long adc)
    {
        long[] read = new long[Slices], converted = new long[Slices];
        for (int i = 0; i < Slices; i++)
        {
            read[i] = Math.Max(Before(read, i, 1), Before(converted, i, HoldBanks)) + ColumnRead;
            converted[i] = Math.Max(read[i], Before(converted, i, 1)) + adc;
        }

        return read[^1];
    }

    private long Edge(long time) => (time + Clock - 1) / Clock * Clock;

    private static string Time(string key, long picoseconds) => FormattableString.Invariant($"{key}={picoseconds / 1000m}");

    private static long Latest(params ReadOnlySpan<long> times)
    {
        long latest = 0;
        foreach (long time in times)
        {
            latest = Math.Max(latest, time);
        }

        return latest;
    }

    private static long Before(long[] times, int k, int distance) => k >= distance ? times[k - distance] : 0;

    private static int Ceil(int count, int size) => (count + size - 1) / size;
}

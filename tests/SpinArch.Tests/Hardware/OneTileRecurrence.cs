namespace SpinArch.Tests.Hardware;

/// <summary>
/// One dense layer on one tile as a max-plus recurrence over columns: an independent statement of docs/timing-model.md, with no
/// events, queues or banks, only "no earlier than". All times in nanoseconds.
/// </summary>
internal sealed record OneTileRecurrence
{
    private const int StatisticsFlits = 5;

    public int Rows { get; init; } = 112;

    public int Columns { get; init; } = 100;

    public int Samples { get; init; } = 1;

    public int Lanes { get; init; } = 128;

    public int Variables { get; init; } = 3;

    public int RowRead { get; init; } = 1;

    public int Normalise { get; init; } = 1;

    public int ScalerWidth { get; init; } = 128;

    public int ColumnRead { get; init; } = 10;

    public int Slices { get; init; } = 1;

    public int AdcInterval { get; init; } = 1;

    public int AdcLatency { get; init; } = 1;

    public int Converters { get; init; } = 1;

    public int GaussianBanks { get; init; } = 2;

    public int SigmaInputBanks { get; init; } = 2;

    public int HoldBanks { get; init; } = 2;

    public string[] Settings =>
    [
        $"sampler.lanes={Lanes}", $"sampler.variables={Variables}", $"sampler.rowReadNs={RowRead}", $"sampler.normaliseNs={Normalise}",
        $"sampler.banks={GaussianBanks}", $"scaler.width={ScalerWidth}", $"crossbar.columnReadNs={ColumnRead}", $"adc.intervalNs={AdcInterval}",
        $"weight.meanBits={Slices}", "weight.sigmaBits=1", "weight.cellBits=1", "crossbar.columns=unbounded",
        $"adc.latencyNs={AdcLatency}", $"adc.perTile={Converters}", $"sigmaInput.banks={SigmaInputBanks}", $"sampleHold.banks={HoldBanks}",
    ];

    /// <summary>Time of one Gaussian bank: ceil(R / lanes) batches of reset, relax and V row reads.</summary>
    public int Fill => Ceil(Rows, Lanes) * (2 + (Variables * RowRead));

    public int Scale => Ceil(Rows, ScalerWidth);

    /// <summary>The interval of docs/timing-model.md for a column with a number of conversions a slice; twelve times it, so that shares of banks stay whole.</summary>
    public int TwelveIntervals(int conversions)
    {
        int adc = Ceil(conversions, Converters) * AdcInterval;
        int[] terms =
        [
            12 * Slices * ColumnRead, 12 * Fill, 12 * Slices * adc, 12 * Scale, 12 * 3, 12 * (Fill + Normalise + Scale) / GaussianBanks,
            12 * (Scale + Drive(adc)) / SigmaInputBanks, 12 * Slices * (ColumnRead + adc) / HoldBanks,
        ];
        return terms.Max();
    }

    /// <summary>How long a column's slices take to be read one after another, each into a hold bank that the converter empties in time or not.</summary>
    private int Drive(int adc)
    {
        int[] read = new int[Slices], converted = new int[Slices];
        for (int i = 0; i < Slices; i++)
        {
            read[i] = Math.Max(i > 0 ? read[i - 1] : 0, i >= HoldBanks ? converted[i - HoldBanks] : 0) + ColumnRead;
            converted[i] = Math.Max(read[i], i > 0 ? converted[i - 1] : 0) + adc;
        }

        return read[^1];
    }

    /// <summary>When the last result flit is at the port.</summary>
    public long End()
    {
        int total = Samples * Columns;
        long arrival = Rows + 1 + 1;
        long[] fill = new long[total], scaled = new long[total], driven = new long[total];
        long[] read = new long[total * Slices], converted = new long[total * Slices];
        long vector = 0;
        long sent = 0;
        for (int k = 0; k < total; k++)
        {
            int rounds = Ceil(k < Columns ? 2 : 1, Converters);
            fill[k] = Math.Max(Fetched(k), Math.Max(Before(fill, k, 1) + (k > 0 ? Fill : 0), Before(scaled, k, GaussianBanks)));
            long z = fill[k] + Fill + Normalise;
            scaled[k] = Math.Max(Math.Max(arrival, z), Math.Max(Before(scaled, k, 1), Before(driven, k, SigmaInputBanks))) + Scale;
            long start = 0;
            for (int i = k * Slices; i < (k + 1) * Slices; i++)
            {
                read[i] = Math.Max(scaled[k], Math.Max(Before(read, i, 1), Before(converted, i, HoldBanks))) + ColumnRead;
                start = Math.Max(read[i], Before(converted, i, 1));
                converted[i] = start + (rounds * AdcInterval);
            }

            driven[k] = read[((k + 1) * Slices) - 1];
            vector = Math.Max(start + ((rounds - 1) * AdcInterval) + AdcLatency, vector) + 1;
            sent = k >= total - Columns ? Math.Max(vector, sent) + StatisticsFlits : sent;
        }

        return sent + 1;
    }

    /// <summary>The earliest that the k-th column instruction is posted: five instructions before it, three slots a column, one more a sample.</summary>
    private long Fetched(int k) => 6 + (3 * k) + (k / Columns);

    private static long Before(long[] times, int k, int distance) => k >= distance ? times[k - distance] : 0;

    private static int Ceil(int count, int size) => (count + size - 1) / size;
}

using SpinArch.Kernel;

namespace SpinArch.Tests.Hardware;

public sealed class OneTileTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_mix_of_times_counts_and_banks_ends_to_the_picosecond_when_the_recurrence_says(int seed)
    {
        OneTileRecurrence tile = WithArrays(Draw(new Random(seed), unit: null), seed);
        Assert.Equal(new Picoseconds(tile.End()), Run(tile).Result.End);
    }

    // The closed form is that of times that the clock divides, and of queues that do not fill up while a column passes.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_added_column_costs_exactly_the_closed_forms_interval(int seed)
    {
        var random = new Random(seed);
        OneTileRecurrence tile = WithArrays(Draw(random, unit: random.Next(1, 3000)) with { Samples = 1, Columns = 60 }, seed,
            areTurnsClocks: true);
        long passes = tile.Drawn + tile.Scale + (tile.Slices * tile.ColumnRead) + tile.Result(2);
        tile = tile with { QueueDepth = (int)Math.Max(tile.QueueDepth, 1 + (((12 * passes) + tile.TwelveIntervals(2) - 1) / tile.TwelveIntervals(2))) };
        Picoseconds growth = Run(tile with { Columns = 72 }).Result.End - Run(tile).Result.End;
        Assert.Equal(new Picoseconds(tile.TwelveIntervals(2)), growth);
    }

    [Theory]
    [InlineData("sampler.lanes=16", 7 * 5)]
    [InlineData("sampler.lanes=32", 4 * 5)]
    [InlineData("crossbar.columnReadNs=25", 25)]
    [InlineData("adc.intervalNs=8", 16)]
    [InlineData("sampler.lanes=16 sampler.arrays=2", 7 * 3)] // 3 reads are longer than half of 5
    [InlineData("sampler.relaxNs=76 sampler.arrays=4 sampler.banks=16", 20)]
    [InlineData("sampler.relaxNs=76 sampler.arrays=4 sampler.banks=2", 41)] // the bank is taken for 80 + 1 + 1
    [InlineData("sampler.banks=1", 10)]
    [InlineData("sigmaInput.banks=1", 11)]
    [InlineData("sampleHold.banks=1", 12)]
    public void Each_unit_can_be_the_one_that_limits(string setting, int intervalNs)
    {
        string[] settings = setting.Split(' ');
        Picoseconds more = Simulated.Run(Simulated.Timing(112, 80), 1, 1, settings).Result.End;
        Picoseconds fewer = Simulated.Run(Simulated.Timing(112, 60), 1, 1, settings).Result.End;
        Assert.Equal(new Picoseconds(20 * intervalNs * 1000L), more - fewer);
    }

    [Fact]
    public void A_converter_that_no_clock_divides_is_not_slowed_to_the_clock()
    {
        string[] settings = ["crossbar.columnReadNs=5", "adc.intervalNs=3.333"];
        Picoseconds more = Simulated.Run(Simulated.Timing(64, 90), 1, 1, settings).Result.End;
        Picoseconds fewer = Simulated.Run(Simulated.Timing(64, 60), 1, 1, settings).Result.End;
        Assert.InRange((more - fewer).Value, (30 * 6666) - 1000, (30 * 6666) + 1000);
    }

    [Fact]
    public void Mu_reuse_reads_and_converts_the_mean_on_the_first_sample_only()
    {
        Simulated run = Simulated.Run(Simulated.Timing(112, 20), 5, 1);
        Assert.Equal(20, run.Of(CrossbarComponent.MeanRead).Count());
        Assert.Equal(5 * 20, run.Of(CrossbarComponent.SigmaRead).Count());
        Assert.Equal((2 * 20) + (4 * 20), run.Items(ConverterComponent.Convert));
        Simulated without = Simulated.Run(Simulated.Timing(112, 20), 5, 1, "mapping.muReuse=false");
        Assert.Equal(5 * 20, without.Of(CrossbarComponent.MeanRead).Count());
        Assert.Equal(2 * 5 * 20, without.Items(ConverterComponent.Convert));
    }

    [Fact]
    public void The_neuron_column_sum_converts_once_and_reads_the_mean_every_sample()
    {
        Simulated run = Simulated.Run(Simulated.Timing(112, 20, 10), 4, 1, "crossbar.columnSum=neuron");
        Assert.Equal(4 * 20, run.Of(CrossbarComponent.NeuronWrite).Count());
        Assert.Equal((4 * 20) + (4 * 10), run.Of(CrossbarComponent.MeanRead).Count());
        Assert.Equal((4 * 20) + (4 * 2 * 10), run.Items(ConverterComponent.Convert));
    }

    [Theory]
    [InlineData("128", "128")]
    [InlineData("unbounded", "unbounded")]
    [InlineData("50", "33")]
    public void A_sample_takes_one_Gaussian_a_weight_partitioned_or_not(string rows, string columns)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 2, 1, $"crossbar.rows={rows}", $"crossbar.columns={columns}");
        Assert.Equal(2 * 198_800, run.Items(SamplerComponent.Fill));
        Assert.Equal(2 * 198_800, run.Items(ScalerComponent.Scale));
    }

    private static Simulated Run(OneTileRecurrence tile) => Simulated.Run(Simulated.Timing(tile.Rows, tile.Columns), tile.Samples, 1, tile.Settings);

    // Every other tile has arrays that take turns, in a draw of its own, of a relaxation that makes some of them worth it.
    private static OneTileRecurrence WithArrays(OneTileRecurrence tile, int seed, bool areTurnsClocks = false)
    {
        var random = new Random(-1 - seed);
        int arrays = random.Next(2) == 0 ? 1 : random.Next(2, 7);
        OneTileRecurrence drawn = tile with { Arrays = arrays, Relax = tile.Relax * random.Next(1, (2 * arrays) + 1) };
        long beyond = drawn.Batch % (arrays * tile.Clock);
        return areTurnsClocks && beyond > 0 ? drawn with { Relax = drawn.Relax + (arrays * tile.Clock) - beyond } : drawn;
    }

    // Times are whole numbers of picoseconds that fit nothing, or multiples of one unit, which is then the clock.
    private static OneTileRecurrence Draw(Random random, long? unit)
    {
        long clock = unit ?? random.Next(1, 3000);
        return new()
        {
            Rows = random.Next(1, 129),
            Columns = random.Next(1, 50),
            Samples = random.Next(1, 5),
            Lanes = random.Next(8, 129),
            Variables = random.Next(1, 9),
            Reset = Time(0, 3),
            Relax = Time(0, 3),
            RowRead = Time(1, 4),
            Normalise = Time(0, 9),
            ScalerWidth = random.Next(10, 129),
            ColumnRead = Time(6, 25),
            Slices = random.Next(2) == 0 ? 1 : random.Next(2, 5),
            AdcInterval = Time(1, 14),
            AdcLatency = Time(0, 20),
            Converters = random.Next(1, 4),
            GaussianBanks = random.Next(1, 4),
            SigmaInputBanks = random.Next(1, 4),
            HoldBanks = random.Next(1, 4),
            LatchBanks = random.Next(1, 4),
            VectorWidth = random.Next(1, 4),
            QueueDepth = random.Next(1, 9),
            Clock = clock,
            Hop = Time(1, 4),
            Flit = Time(1, unit is null ? 4 : 2),
        };

        long Time(int least, int below) => unit is { } whole ? whole * random.Next(least, below) : random.Next(1000 * least, 1000 * below);
    }
}

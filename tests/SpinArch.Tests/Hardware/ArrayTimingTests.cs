using FsCheck;
using FsCheck.Fluent;
using SpinArch.Components.Arrays;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// Arrays that are read whole: when they are read and converted and what waits for them, against the recurrence and the closed forms of
/// <c>docs/timing-model.md</c>, section 8.
/// </summary>
public sealed class ArrayTimingTests
{
    private static readonly Gen<(int Rows, int Columns, int Samples, string[] Settings)> Designs =
        from rows in Gen.Choose(1, 40)
        from columns in Gen.Choose(1, 30)
        from samples in Gen.Choose(1, 5)
        from read in Gen.Elements("10", "2.5", "0.7", "33.3", "120")
        from interval in Gen.Elements("1", "3.333", "0.5", "8")
        from latency in Gen.Elements("0", "1", "7.1")
        from converters in Gen.Choose(1, 9)
        from hold in Gen.Choose(1, 3)
        from latch in Gen.Choose(1, 3)
        from width in Gen.Choose(1, 2)
        from atOnce in Gen.Choose(1, 8)
        select (rows, columns, samples, new[]
        {
            $"array.readNs={read}", $"adc.intervalNs={interval}", $"adc.latencyNs={latency}", $"adc.perTile={converters}",
            $"sampleHold.banks={hold}", $"latch.banks={latch}", $"vector.width={width}", $"dac.bitsAtOnce={atOnce}", ArrayChip.Still,
            "sequencer.queueDepth=64",
        });

    /// <summary>Every read, every conversion and every sum starts when the recurrence says.</summary>
    [Fact]
    public void Starts_are_those_of_the_recurrence() =>
        Prop.ForAll(Arb.From(Designs), design => AssertRecurrence(design.Rows, design.Columns, design.Samples, design.Settings))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_array_is_read_once_a_block_sample_and_slice_of_the_inputs()
    {
        ArrayRun run = ArrayRun.Of(Simulated.Timing(300, 60, 10), 3, "dac.bitsAtOnce=3", ArrayChip.Still, "weight.cellBits=2");

        // 300 rows are three blocks, 60 one; 60 columns of two bit lines each fit one array; 8 bits, three at a time, are three slices.
        Assert.Equal(3 * 3 * (3 + 1), run.Of(ArrayComponent.Read).Length);
        Assert.Equal(3 * 3 * ((3 * 120) + 20), run.Of(ArrayComponent.Read).Sum(read => read.Items));
        Assert.Equal(3 * 3 * (300 + 60), run.Of(ArrayComponent.Drive).Sum(drive => drive.Items));
        Assert.Equal(3 * 3 * ((3 * 120) + 20), run.Of(ConverterComponent.Convert).Sum(convert => convert.Items));
    }

    /// <summary>One layer on one tile, its queues as shipped: what a further sample takes.</summary>
    [Theory]
    [InlineData(100, "", 203)]
    [InlineData(100, "adc.intervalNs=5", 500)]
    [InlineData(100, "adc.intervalNs=5 adc.perTile=3", 203)]
    [InlineData(40, "array.readNs=640", 640)]
    [InlineData(40, "array.readNs=640 sampleHold.banks=1", 680)]
    [InlineData(100, "still dac.bitsAtOnce=1", 800)]
    [InlineData(100, "still dac.bitsAtOnce=1 adc.perTile=4 array.readNs=100", 800)]
    [InlineData(100, "still dac.bitsAtOnce=1 adc.perTile=4 array.readNs=100 sampleHold.banks=1", 1000)]
    [InlineData(100, "vector.width=1", 203)]
    public void Samples_follow_each_other_at_the_slowest_of_fetching_reading_and_converting(int columns, string settings, int nanoseconds)
    {
        string[] set = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Picoseconds more = ArrayRun.Of(Simulated.Timing(60, columns), 9, set).Result.End;
        Picoseconds fewer = ArrayRun.Of(Simulated.Timing(60, columns), 5, set).Result.End;

        Assert.Equal(new Picoseconds(4_000L * nanoseconds), more - fewer);
    }

    /// <summary>One sample: T_x, the reads and conversions, a sum, five flits a column, and a hop.</summary>
    [Theory]
    [InlineData(60, 40, "", 8)]
    [InlineData(112, 100, "adc.intervalNs=2 adc.perTile=3", 8)]
    [InlineData(90, 25, "array.readNs=33 adc.latencyNs=9", 8)]
    [InlineData(64, 30, "still dac.bitsAtOnce=2 array.readNs=17 adc.perTile=2", 2)]
    [InlineData(64, 30, "still dac.bitsAtOnce=2 array.readNs=17 adc.perTile=2 sampleHold.banks=1", 2)]
    public void The_latency_of_a_sample_is_that_of_the_closed_form(int rows, int columns, string settings, int atOnce)
    {
        ArrayRun run = ArrayRun.Of(Simulated.Timing(rows, columns), 1, settings.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ArchitectureSpec spec = run.Spec;
        long clock = spec.Clock.Period.Value;
        long slices = (8 + atOnce - 1) / atOnce;
        long convert = (columns + spec.Adc.PerTile - 1) / spec.Adc.PerTile * spec.Adc.Interval.Value;
        long next = spec.SampleHold.Banks == 1 ? spec.Crossbar.ColumnRead.Value + convert
            : Math.Max(spec.Crossbar.ColumnRead.Value, convert);
        long vector = Edge((rows * clock) + clock) + clock;
        long codes = Edge(vector + spec.Crossbar.ColumnRead.Value + ((slices - 1) * next) + convert - spec.Adc.Interval.Value + spec.Adc.Latency.Value);

        Assert.Equal(new Picoseconds(codes + clock + (5 * columns * clock) + clock), run.Result.End);

        long Edge(long time) => (time + clock - 1) / clock * clock;
    }

    [Theory]
    [InlineData("mapping.muReuse=true", "is of the component \"scaler\"")]
    [InlineData("weight.cellBits=2", "leave the component \"fluctuation\" out")]
    [InlineData("dac.bitsAtOnce=4", "leave the component \"fluctuation\" out")]
    [InlineData("scaler.width=3", "is of the component \"scaler\", which this architecture does not have")]
    [InlineData("fluctuation.shape=square", "fluctuation.shape")]
    public void What_contradicts_an_array_is_refused(string setting, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => ArrayChip.Load(setting)).Message, StringComparison.Ordinal);

    private static void AssertRecurrence(int rows, int columns, int samples, string[] settings)
    {
        ArrayRun run = ArrayRun.Of(Simulated.Timing(rows, columns), samples, settings);
        ArchitectureSpec spec = run.Spec;
        const long Clock = 1000;
        long read = spec.Crossbar.ColumnRead.Value;
        long interval = spec.Adc.Interval.Value;
        long convert = (columns + spec.Adc.PerTile - 1) / spec.Adc.PerTile * interval;
        int slices = (8 + spec.Dac.BitsAtOnce - 1) / spec.Dac.BitsAtOnce;
        int hold = spec.SampleHold.Banks;
        int latch = spec.Latch.Banks;
        long x = ((rows + 1) * Clock) + Clock;
        var reads = new List<long>();
        var conversions = new List<long>();
        var sums = new List<long>();
        long arrayFree = 0;
        long converterFree = 0;
        long vectorFree = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            // Four slots come first (recv, loop, recv, loop); a sample has two reads, the entry of its columns, and two slots a column. Its
            // own read is the second of the sample before.
            long begun = 4 + ((long)sample * (3 + (2 * columns)));
            long posted = Clock * (sample == 0 ? begun + 1 : begun - (3 + (2 * columns)) + 2);
            for (int slice = 0; slice < slices; slice++)
            {
                int part = reads.Count;
                long start = Math.Max(Math.Max(posted, arrayFree), Math.Max(x, part < hold ? 0 : conversions[part - hold] + convert));
                reads.Add(start);
                arrayFree = start + read;
                long codes = slice > 0 || sample < latch ? 0 : sums[((sample - latch) * columns) + columns - 1] + Clock;
                start = Math.Max(Math.Max(arrayFree, converterFree), codes);
                conversions.Add(start);
                converterFree = start + convert;

                // Reads and conversions of slices take turns in this list; a read that waits for a bank looks at conversions before it.
            }

            long full = Edge(conversions[^1] + convert - interval + spec.Adc.Latency.Value);
            for (int column = 0; column < columns; column++)
            {
                long issued = Clock * (begun + 4 + (2 * column));
                long start = Edge(Math.Max(Math.Max(issued, full), vectorFree));
                sums.Add(start);
                vectorFree = start + Clock;
            }
        }

        Assert.Equal(reads, run.Of(ArrayComponent.Read).Select(activity => activity.Start.Value));
        Assert.Equal(conversions, run.Of(ConverterComponent.Convert).Select(activity => activity.Start.Value));
        Assert.Equal(sums, run.Of(VectorComponent.Accumulate).Select(activity => activity.Start.Value));
        Assert.Equal(2 * samples,
            run.Of(SequencerComponent.Fetch).Count(fetch => run.Program.Tiles[0].Code[fetch.Instruction].Opcode == SpinArch.Isa.Opcode.ReadAll));

        static long Edge(long time) => (time + Clock - 1) / Clock * Clock;
    }
}

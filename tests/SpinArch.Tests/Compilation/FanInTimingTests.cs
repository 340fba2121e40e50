using FsCheck;
using FsCheck.Fluent;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>The closed forms of <c>docs/timing-model.md</c>, section 3, to the picosecond where nothing contends.</summary>
public sealed class FanInTimingTests
{
    // Of a tree whose rounds are not all full a late flit may meet an early one: the form is exact for powers of two.
    private static readonly Gen<(int Blocks, int Rows, int Columns, LinkTimes Times, string Strategy)> Cases =
        from rows in Gen.Choose(12, 40)
        from columns in Gen.Choose(1, rows)
        from hop in Gen.Choose(1, 3000)
        from flit in Gen.Choose(1, 3000)
        from clock in Gen.Choose(300, 3000)
        from interval in Gen.Choose(1, 9000)
        from latency in Gen.Choose(0, 9000)
        from strategy in Gen.Elements("chain", "tree")
        from blocks in strategy == "tree" ? Gen.Elements(2, 4, 8) : Gen.Choose(2, 8)
        select (blocks, rows, columns, new LinkTimes(hop, flit, clock, interval, latency), strategy);

    [Fact]
    public void A_sum_that_starts_everywhere_at_once_comes_home_along_the_longest_path() =>
        Prop.ForAll(Arb.From(Cases), test =>
        {
            (int blocks, int rows, int columns, LinkTimes times, string strategy) = test;
            const long Read = 400_000;

            // A first layer of as many tiles in the upper mesh row, each feeding the row block beneath it: no link is shared.
            Simulated run = Simulated.Run(
                Simulated.Timing(12, blocks * rows, columns), 1, 1,
                [
                    $"mapping.fanIn={strategy}", $"crossbar.rows={rows}", $"crossbar.columns={rows}",
                    $"mesh.width={blocks}", "mesh.height=2", "crossbar.columnReadNs=400", "link.receiveFlits=1024", "link.bufferFlits=16", .. times.Settings,
                ]);
            Assert.Equal(2 * blocks, run.Program.Tiles.Length);
            long[] latched = new long[blocks];
            for (int tile = 0; tile < blocks; tile++)
            {
                long firstInput = times.Edge((12 * times.Sent) + ((tile + 1) * times.Hop)) + times.Clock;
                long drawn = times.Edge((6 * times.Clock) + 5000 + 1000);
                long lastOutput = times.Latched(Math.Max(firstInput, drawn) + times.Clock + (rows * Read)) + times.Clock;
                long x = times.Edge(lastOutput + times.Sent + (2 * times.Hop)) + times.Clock;
                latched[tile] = times.Latched(x + times.Clock + (columns * Read));
            }

            long[] summed = Summed(run.Program, blocks, latched, times);
            long expected = times.Edge(summed[blocks - 1] + times.Clock + (5 * times.Sent) + ((blocks + 1) * times.Hop));
            Assert.Equal(new Picoseconds(expected), run.Result.End);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("chain", 20)]
    [InlineData("tree", 20)]
    [InlineData("chain", 100)]
    [InlineData("tree", 100)]
    public void In_a_first_layer_the_last_row_block_waits_for_no_sum_but_shares_its_link(string strategy, int columns)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, columns), 1, 1, $"mapping.fanIn={strategy}", "mesh.height=1", "mesh.width=7", "mesh.port=6,0");
        Picoseconds expected = Nanoseconds(784 + 1 + 1 + 1 + (columns * 10) + 2 + 1 + 1 + 5 + 1);

        // While a tile's inputs stream in, sums of the columns that its senders have read come by the same last link; the port waits.
        int early = run.Program.Tiles.Select((tile, index) => tile.Receives.Skip(1).Sum(channel =>
            channel.Words * Math.Min(columns, ((index - channel.Source) * 112 / 10) + 1))).Sum();
        Assert.Equal(6, run.Program.Tiles.Max(tile => tile.X));
        Assert.InRange(run.Result.End.Value, expected.Value, (expected + Nanoseconds(early)).Value);
    }

    [Theory]
    [InlineData(100, 2, 30)]
    [InlineData(700, 7, 20)]
    [InlineData(784, 8, 100)]
    public void Row_blocks_in_turn_on_one_tile_take_their_reads_one_after_the_other(int rows, int pairs, int columns)
    {
        Simulated run = Simulated.Run(
            Simulated.Timing(rows, columns), 1, 1, "mapping.fanIn=timeMultiplex", $"crossbar.pairsPerTile={pairs}", $"crossbar.rows={(rows + pairs - 1) / pairs}");
        Assert.Equal(pairs, Assert.Single(run.Program.Tiles).Blocks.Length);

        // The first column's reads of all pairs but the last are over when the last row block's inputs come.
        long reads = (columns * pairs) - (pairs - 1);
        Assert.Equal(Nanoseconds(rows + 1 + 1 + 1 + (reads * 10) + 2 + 1 + 1 + 5 + 1), run.Result.End);
    }

    [Theory]
    [InlineData(700, 7, 20, 10)]
    [InlineData(300, 3, 50, 2)]
    public void Row_blocks_that_are_written_in_turn_wait_for_each_write(int rows, int blocks, int columns, int rowWrite)
    {
        Simulated run = Simulated.Run(
            Simulated.Timing(rows, columns), 1, 1,
            "mapping.fanIn=timeMultiplex", $"crossbar.blocksPerTile={blocks}", $"crossbar.rows={rows / blocks}", $"crossbar.rowWriteNs={rowWrite}");
        Assert.Equal(blocks, Assert.Single(run.Program.Tiles).Blocks.Length);

        // The first block begins when its own inputs are there; those of the others come while it is read and they are written.
        long work = (columns * blocks * 10) + ((blocks - 1) * (rows / blocks) * rowWrite);
        Assert.Equal(Nanoseconds((rows / blocks) + 1 + 1 + 1 + work + 2 + 1 + 1 + 5 + 1), run.Result.End);
    }

    [Theory]
    [InlineData(1, 4, 10, 4 * (1000 + 1000))] // a pair is read, then written, four times a sample
    [InlineData(2, 4, 10, 4 * 1000)] // one is written while the other is read
    [InlineData(2, 4, 13, 4 * 1300)] // likewise, and writing takes longer
    [InlineData(3, 4, 10, (4 * 1000) + 1000)] // the first pair has two blocks, one behind the other where a sample ends
    [InlineData(4, 4, 10, 4 * 1000)] // all stay
    public void A_sample_of_written_blocks_takes_what_does_not_overlap(int pairs, int blocks, int rowWrite, int intervalNs)
    {
        Simulated run = Simulated.Run(
            Simulated.Timing(400, 100), 6, 1,
            "mapping.fanIn=timeMultiplex", $"crossbar.pairsPerTile={pairs}", $"crossbar.blocksPerTile={blocks}", "crossbar.rows=100", $"crossbar.rowWriteNs={rowWrite}");
        Picoseconds[] samples = [.. run.Result.SampleCompletions];
        Assert.Equal(Nanoseconds(intervalNs), samples[5] - samples[4]);
        Assert.Equal(Nanoseconds(intervalNs), samples[4] - samples[3]);
    }

    [Theory]
    [InlineData("gather", 1200)]
    [InlineData("chain", 1000)]
    [InlineData("tree", 1000)]
    public void Thirteen_row_blocks_saturate_the_home_of_gather_only(string strategy, int intervalNs)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 100), 40, 1, "crossbar.rows=64", $"mapping.fanIn={strategy}");
        Picoseconds[] samples = [.. run.Result.SampleCompletions];
        Assert.InRange((samples[25] - samples[20]).Value, (5000L * intervalNs) - 1000, (5000L * intervalNs) + 1000);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 2000)]
    [InlineData(4, 4000)]
    [InlineData(7, 7000)]
    public void Time_multiplex_pays_an_interval_for_every_pair(int pairs, int intervalNs)
    {
        Simulated run = Simulated.Run(
            Simulated.Timing(784, 100), 8, 1, $"mapping.fanIn={(pairs == 1 ? "gather" : "timeMultiplex")}", $"crossbar.pairsPerTile={pairs}");
        Picoseconds[] samples = [.. run.Result.SampleCompletions];
        Assert.Equal((7 + pairs - 1) / pairs, run.Program.Tiles.Length);
        Assert.Equal(new Picoseconds(3000L * intervalNs), samples[7] - samples[4]);
    }

    private static Picoseconds Nanoseconds(long time) => new(1000 * time);

    /// <summary>R(i) = max(L(i), edge(R(c) + words x flit' + (links + 1) x hop) over the senders c) + one vector clock, off the program's channels [ps].</summary>
    private static long[] Summed(Program program, int first, long[] latched, LinkTimes times)
    {
        long[] summed = new long[latched.Length];
        for (int tile = 0; tile < latched.Length; tile++)
        {
            TileProgram receiver = program.Tiles[first + tile];
            long ready = latched[tile];
            foreach (ReceiveChannel channel in receiver.Receives.Where(channel => channel.Source >= first))
            {
                TileProgram sender = program.Tiles[channel.Source];
                int links = Math.Abs(sender.X - receiver.X) + Math.Abs(sender.Y - receiver.Y);
                ready = Math.Max(ready, times.Edge(summed[channel.Source - first] + (channel.Words * times.Sent) + ((links + 1) * times.Hop)));
            }

            summed[tile] = ready + times.Clock;
        }

        return summed;
    }

    /// <summary>Times of links, clock and converters [ps].</summary>
    private sealed record LinkTimes(long Hop, long Flit, long Clock, long Interval, long Latency)
    {
        /// <summary>A flit at its sender.</summary>
        public long Sent => Edge(Flit);

        public string[] Settings =>
        [
            Time("link.hopNs", Hop), Time("link.flitNs", Flit), Time("clock.periodNs", Clock), Time("adc.intervalNs", Interval), Time("adc.latencyNs", Latency),
        ];

        public long Edge(long time) => (time + Clock - 1) / Clock * Clock;

        /// <summary>When both codes of a column are latched that has been read at a time.</summary>
        public long Latched(long read) => Edge(read + Interval + Latency);

        private static string Time(string key, long picoseconds) => FormattableString.Invariant($"{key}={picoseconds / 1000m}");
    }
}

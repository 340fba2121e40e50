using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Compilation;
using SpinArch.Components.Windows;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Hardware;

public sealed partial class ConvolutionTests
{
    private const string LeNet = """
        { "name": "c1", "kind": "conv2d", "outputs": 6, "kernel": [5, 5], "activation": "relu" },
        { "name": "p1", "kind": "maxPool", "size": [2, 2] },
        { "name": "c2", "kind": "conv2d", "outputs": 16, "kernel": [5, 5], "activation": "relu" },
        { "name": "p2", "kind": "maxPool", "size": [2, 2] },
        { "kind": "flatten" },
        { "name": "f1", "kind": "dense", "outputs": 120, "activation": "relu" },
        { "name": "f2", "kind": "dense", "outputs": 84, "activation": "relu" },
        { "name": "f3", "kind": "dense", "outputs": 10, "activation": "none" }
        """;

    private const string Residual = """
        { "name": "c1", "kind": "conv2d", "outputs": 2, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
        { "name": "c2", "kind": "conv2d", "outputs": 2, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
        { "name": "c3", "kind": "conv2d", "outputs": 2, "kernel": [3, 3], "padding": [1, 1], "activation": "none" },
        { "name": "sum", "kind": "add", "inputs": ["c1", "c3"], "activation": "relu" },
        { "name": "mean", "kind": "globalAveragePool" },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 3, "activation": "none" }
        """;

    [Fact]
    public void A_convolution_reads_every_column_at_every_position_in_every_row_block()
    {
        Simulated run = Simulated.Run(Network([1, 28, 28], LeNet), samples: 2, inputs: 1);

        // c1 576 places x 6; c2 64 x 16 in two row blocks of 75; f1 120 in two of 128; f2 84; f3 10.
        Assert.Equal(2 * ((576 * 6) + (64 * 16 * 2) + (120 * 2) + 84 + 10), run.Of(CrossbarComponent.SigmaRead).Count());
        Assert.Equal(2 * ((576 * 6) + (64 * 16 * 2) + (120 * 2) + 84 + 10), run.Of(CrossbarComponent.MeanRead).Count());
        Assert.Equal(2 * ((576 * 25) + (64 * 150) + 256), run.Items(WindowComponent.Gather));
        Assert.Equal(2 * ((144 * 6 * 4) + (16 * 16 * 4)), run.Items(WindowComponent.Pool));
    }

    [Fact]
    public void Samples_follow_each_other_at_the_positions_and_columns_of_the_slowest_layer()
    {
        Simulated run = Simulated.Run(Network([1, 28, 28], LeNet), samples: 6, inputs: 1);

        long[] ends = [.. run.Result.SampleCompletions.Select(completion => completion.Value)];
        Assert.All(Enumerable.Range(2, 4), sample => Assert.Equal(576 * 6 * 10_000, ends[sample] - ends[sample - 1]));
    }

    [Theory]
    [InlineData(8, 3, 1)]
    [InlineData(8, 3, 4)]
    [InlineData(9, 5, 2)]
    [InlineData(7, 6, 3)]
    public void The_first_window_is_gathered_when_its_last_value_is_stored_and_columns_are_read_without_a_pause(int size, int kernel,
        int columns)
    {
        Simulated run = Simulated.Run(
            Network([1, size, size], Conv("c", columns, kernel) + Dense), samples: 2, inputs: 1);

        // One word a nanosecond from the port, a hop, a clock to store it; 16 words of a window in the 2 ns of an access.
        int values = ((kernel - 1) * size) + kernel;
        long stored = (values + 1 + 1) * 1000L;
        long gathered = stored + ((((kernel * kernel) + 15) / 16) * 2000);
        int positions = (size - kernel + 1) * (size - kernel + 1);
        Assert.Equal(stored, run.Of(WindowComponent.Gather).First().Start.Value);
        Assert.Equal(
            Enumerable.Range(0, 2 * positions * columns).Select(read => gathered + 1000 + (read * 10_000L)),
            run.Of(CrossbarComponent.SigmaRead).Where(read => read.Tile == 0).Select(read => read.Start.Value));
    }

    [Fact]
    public void A_layer_begins_when_its_first_window_is_there_and_not_when_the_map_is()
    {
        Simulated run = Simulated.Run(
            Network([1, 8, 8], Conv("a", 3, 3) + ", " + Conv("b", 2, 3) + Dense), samples: 1, inputs: 1);

        // b's first window is complete with value (2, 2) of the 6 x 6 map: 15 places of 3 columns. Then two conversions, an activation, a
        // flit, two hops, and a clock to store it.
        long first = run.Of(CrossbarComponent.SigmaRead).First(read => read.Tile == 0).Start.Value;
        long ready = first + (15 * 3 * 10_000) + ((2 + 1 + 1 + 2 + 1) * 1000);
        Assert.Equal(ready, run.Of(WindowComponent.Gather).First(gather => gather.Tile == 1).Start.Value);
        Assert.True(ready < run.Of(CrossbarComponent.SigmaRead).Last(read => read.Tile == 0).Start.Value);
    }

    [Fact]
    public void The_estimate_says_in_a_line_that_it_knows_no_maps()
    {
        NetworkGraph network = Network([1, 8, 8], Conv("a", 3, 3) + Dense);
        ArchitectureSpec spec = Chip("all-spin");
        PlacedNetwork placed = Placer.Place(Partitioner.Partition(network, spec), spec, 2);

        Assert.Contains("the estimate knows those only",
            Assert.Throws<InputException>(() => new NetworkEstimator(network).Estimate(spec, 2, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("the estimate knows those only",
            Assert.Throws<InputException>(() => new NetworkEstimator(network).Keep(placed, spec, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_is_sent_once_and_kept_for_all_samples()
    {
        Simulated run = Simulated.Run(Network([1, 8, 8], Conv("a", 3, 3) + Dense), samples: 4, inputs: 3);

        Assert.Equal(3 * 64, run.Of(PortComponent.PortSend).Count());
        Assert.Equal(3 * 64, run.Of(WindowComponent.StoreMap).Where(stored => stored.Tile == 0).Sum(stored => stored.Items));
        Assert.Equal(3 * 4 * 36, run.Of(WindowComponent.Gather).Count(gather => gather.Tile == 0));
    }

    [Fact]
    public void An_input_that_meets_what_is_drawn_or_does_not_fit_is_sent_for_each_sample()
    {
        const string both = """, { "name": "both", "kind": "concat", "inputs": ["a", "input"] } """;
        const string pool = """, { "name": "p", "kind": "maxPool", "size": [8, 8] }""";
        Simulated meets = Simulated.Run(
            Network([1, 8, 8], Conv("a", 1, 1) + both + pool + Dense), samples: 4, inputs: 2);
        Simulated large = Simulated.Run(Network([1, 8, 8], Conv("a", 1, 1) + pool + Dense), samples: 4, inputs: 2, "window.words=64");
        Simulated larger = Simulated.Run(
            Network([1, 9, 8], Conv("a", 1, 2) + """, { "name": "p", "kind": "maxPool", "size": [8, 7] }""" + Dense),
            samples: 4, inputs: 2, "window.words=64");

        Assert.Equal(2 * 4 * 64, meets.Of(PortComponent.PortSend).Count());
        Assert.Equal(2 * 64, large.Of(PortComponent.PortSend).Count());
        Assert.Equal(2 * 4 * 72, larger.Of(PortComponent.PortSend).Count());
    }

    [Fact]
    public void Channels_of_an_input_come_place_by_place_to_every_row_block()
    {
        // 3 x 49 = 147 rows lie in two blocks, which share the channel in the middle.
        Simulated run = Simulated.Run(Network([3, 9, 9], Conv("a", 2, 7) + Dense), samples: 1, inputs: 2);

        Assert.Equal(2 * 2 * 9 * 2, run.Of(CrossbarComponent.SigmaRead).Count(read => read.Tile < 2));
        Assert.Equal(2 * 81 * (2 + 2), run.Of(WindowComponent.StoreMap).Where(stored => stored.Tile < 2).Sum(stored => stored.Items));
    }

    [Fact]
    public void A_window_buffer_as_small_as_can_be_holds_back_and_stops_nothing()
    {
        NetworkGraph network = Network([1, 10, 10], Residual);
        Simulated wide = Simulated.Run(network, samples: 2, inputs: 2);
        Simulated narrow = Simulated.Run(network, samples: 2, inputs: 2, Smallest(network, samples: 2));

        Assert.Equal(wide.Items(CrossbarComponent.SigmaRead), narrow.Items(CrossbarComponent.SigmaRead));
        Assert.Equal(wide.Items(WindowComponent.Merge), narrow.Items(WindowComponent.Merge));
    }

    [Fact]
    public void A_layer_waits_for_room_in_the_window_buffer_of_a_slower_one()
    {
        NetworkGraph network = Network([1, 10, 10], Conv("a", 1, 3) + ", " + Conv("b", 8, 3)
            + """, { "name": "p", "kind": "maxPool", "size": [6, 6] }""" + Dense);
        Simulated wide = Simulated.Run(network, samples: 1, inputs: 1, "link.receiveFlits=1");
        Simulated narrow = Simulated.Run(network, samples: 1, inputs: 1, "link.receiveFlits=1", "window.words=36");

        // b holds four rows of a's 8 x 8 map, so that a's last row waits until b has left four: four rows of 6 positions, 8 reads each, of
        // which the last three may be gathered ahead.
        Assert.Equal(64 * 10_000, Last(wide) - First(wide) + 10_000);
        Assert.True(Last(narrow) > First(narrow) + (21 * 8 * 10_000));

        static long First(Simulated run) => run.Of(CrossbarComponent.SigmaRead).First(read => read.Tile == 0).Start.Value;
        static long Last(Simulated run) => run.Of(CrossbarComponent.SigmaRead).Last(read => read.Tile == 0).Start.Value;
    }

    [Fact]
    public void A_window_buffer_that_is_too_small_is_told_with_the_rows_and_words_that_it_needs()
    {
        // One operand keeps three rows of 8 values, the other one; with one sample no map is kept whole.
        const string layers = """
            { "name": "c1", "kind": "conv2d", "outputs": 1, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
            { "name": "c2", "kind": "conv2d", "outputs": 1, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
            { "name": "c3", "kind": "conv2d", "outputs": 1, "kernel": [3, 3], "padding": [1, 1], "activation": "none" },
            { "name": "sum", "kind": "add", "inputs": ["c1", "c3"], "activation": "relu" },
            { "name": "c4", "kind": "conv2d", "outputs": 1, "kernel": [1, 1], "stride": [4, 4], "activation": "relu" }
            """;
        var error = Assert.Throws<InputException>(() => Simulated.Run(Network([1, 8, 8], layers + Dense), samples: 1, inputs: 1,
            "window.words=31"));

        Assert.Equal(
            "layer 'sum': must keep 3 and 1 rows of its maps on a tile: 32 words, and window.words = 31; "
            + "allowed is at least 32, or smaller blocks (crossbar.rows)",
            error.Message);
    }

    [Fact]
    public void Branches_of_any_depth_stop_nothing_in_the_smallest_buffer()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            NetworkGraph network = Network([1, 7, 7], RandomBranches(new Random(seed)));
            int samples = 1 + (seed & 1);
            _ = Simulated.Run(network, samples, inputs: 2, Smallest(network, samples), "link.receiveFlits=1", "sequencer.queueDepth=2");
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("spindrop", "lists no \"window\"")]
    [InlineData("in-cell", "lists no \"window\"")]
    [InlineData("vibnn", "lists no \"window\"")]
    public void A_chip_without_window_buffers_refuses_a_map_in_a_line(string chip, string why)
    {
        var error = Assert.Throws<InputException>(() => CompilerPipeline.Compile(
            Network([1, 8, 8], Conv("a", 3, 3) + Dense), Chip(chip), 1, 1));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static string Dense => """
        , { "kind": "flatten" }, { "name": "out", "kind": "dense", "outputs": 2, "activation": "none" }
        """;

    private static string Conv(string name, int outputs, int kernel) => FormattableString.Invariant(
        $$"""{ "name": "{{name}}", "kind": "conv2d", "outputs": {{outputs}}, "kernel": [{{kernel}}, {{kernel}}], "activation": "relu" }""");

    private static ArchitectureSpec Chip(string name, params string[] settings) =>
        ArchitectureLoader.Load(name, settings, environment: new Dictionary<string, string>()).Architecture;

    private static NetworkGraph Network(int[] input, string layers)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["n.json"],
            $$"""{ "name": "n", "input": [{{string.Join(", ", input)}}], "layers": [{{layers}}] }""");
        return NetworkReader.Read(folder["n.json"]);
    }

    // What the refusals ask for, layer after layer, until nothing is refused.
    private static string Smallest(NetworkGraph network, int samples)
    {
        int words = 1;
        while (true)
        {
            try
            {
                string setting = FormattableString.Invariant($"window.words={words}");
                _ = CompilerPipeline.Compile(network, Chip("all-spin", setting), samples, 1);
                return setting;
            }
            catch (InputException error)
            {
                int needed = int.Parse(AtLeast().Match(error.Message).Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.True(needed > words, error.Message);
                words = needed;
            }
        }
    }

    // A map goes two ways, over some convolutions each, and meets itself in a sum or side by side.
    private static string RandomBranches(Random random)
    {
        var layers = new List<string> { """{ "name": "first", "kind": "conv2d", "outputs": 2, "kernel": [1, 1], "activation": "relu" }""" };
        string[] ends = ["", ""];
        for (int branch = 0; branch < 2; branch++)
        {
            string from = "first";
            int depth = random.Next(branch == 0 ? 0 : 1, 4);
            for (int layer = 0; layer < depth; layer++)
            {
                int reach = random.Next(3);
                string name = FormattableString.Invariant($"b{branch}{layer}");
                int kernel = (2 * reach) + 1;
                string kind = random.Next(3) == 0 && kernel > 1
                    ? FormattableString.Invariant($"\"kind\": \"maxPool\", \"size\": [{kernel}, {kernel}], \"stride\": [1, 1]")
                    : FormattableString.Invariant($"\"kind\": \"conv2d\", \"outputs\": 2, \"kernel\": [{kernel}, {kernel}], \"activation\": \"relu\"");
                layers.Add(FormattableString.Invariant($$"""{ "name": "{{name}}", "from": "{{from}}", {{kind}}, "padding": [{{reach}}, {{reach}}] }"""));
                from = name;
            }

            ends[branch] = from;
        }

        string meet = random.Next(2) == 0 ? "\"kind\": \"add\", \"activation\": \"relu\"" : "\"kind\": \"concat\"";
        layers.Add($$"""{ "name": "meet", {{meet}}, "inputs": ["{{ends[0]}}", "{{ends[1]}}"] }""");
        layers.Add(Conv("behind", 2, 3));
        return string.Join(", ", layers) + Dense;
    }

    [GeneratedRegex(@"allowed is at least (\d+)")]
    private static partial Regex AtLeast();
}

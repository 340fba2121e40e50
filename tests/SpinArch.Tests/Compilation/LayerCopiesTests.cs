using FsCheck;
using FsCheck.Fluent;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>Every layer may have copies of its own: sample s goes from copy to copy by its number, and nobody sees it in the results.</summary>
public sealed class LayerCopiesTests
{
    private static readonly string[] Smallest =
    [
        "link.receiveFlits=1", "link.bufferFlits=1", "sampler.banks=1", "sigmaInput.banks=1", "sampleHold.banks=1", "input.banks=1", "latch.banks=1",
        "sequencer.queueDepth=1", "vector.width=1",
    ];

    private static readonly Gen<(int Number, int[] Sizes, int Samples, int[] Copies, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(2, 4)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 50), depth + 1)
        from samples in Gen.Choose(1, 13)
        from copies in Gen.ArrayOf(Gen.Choose(1, Math.Min(samples, 6)), depth)
        from rows in Gen.Choose(5, 60)
        from strategy in Gen.Elements("gather", "chain", "tree", "timeMultiplex")
        from small in Gen.Elements(true, false)
        from width in Gen.Elements("auto", "1")
        select (number, sizes, samples, copies, new[] { $"crossbar.rows={rows}", $"crossbar.columns={rows}", "crossbar.pairsPerTile=10", $"mapping.fanIn={strategy}", $"mesh.width={width}" }
            .Concat(small ? Smallest : []).ToArray());

    [Fact]
    public void Results_do_not_depend_on_the_copies_of_any_layer_even_with_the_smallest_buffers() =>
        Prop.ForAll(Arb.From(Cases), test =>
        {
            (int number, int[] sizes, int samples, int[] copies, string[] settings) = test;
            NetworkGraph graph = RandomNetworks.Network(number, number % 2 == 0 ? Activation.None : Activation.SaturatingLinear, number % 3 == 0, sizes);
            byte[][] images = RandomNetworks.Images(number, 3, sizes[0]);
            Simulated one = Run(graph, samples, images, settings);
            Simulated many = Run(LayerCopies.With(graph, copies), samples, images, settings);
            Assert.Equal(one.Result.Sums.AsEnumerable(), many.Result.Sums);
            Assert.Equal(one.Result.SquareSums.AsEnumerable(), many.Result.SquareSums);
            Assert.Equal(one.Items(SamplerComponent.Fill), many.Items(SamplerComponent.Fill));
            Assert.Equal(copies[^1] * one.Items(PortComponent.PortReceive), many.Items(PortComponent.PortReceive));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(3, 2, 3)]
    [InlineData(1, 4, 1)]
    [InlineData(4, 6, 5)]
    [InlineData(6, 4, 2)]
    public void Copies_that_do_not_divide_each_other_give_the_same_results_whatever_the_number_of_samples(int first, int second, int third)
    {
        NetworkGraph graph = RandomNetworks.Network(3, Activation.None, bias: true, 60, 30, 20, 5);
        byte[][] images = RandomNetworks.Images(3, 3, 60);
        for (int samples = Math.Max(first, Math.Max(second, third)); samples < 14; samples++)
        {
            string[] settings = ["crossbar.rows=16", "crossbar.columns=9"];
            Simulated one = Run(graph, samples, images, settings);
            Simulated many = Run(LayerCopies.With(graph, first, second, third), samples, images, [.. settings, .. samples % 2 == 0 ? Smallest : []]);
            Assert.Equal(one.Result.Sums.AsEnumerable(), many.Result.Sums);
            Assert.Equal(one.Result.SquareSums.AsEnumerable(), many.Result.SquareSums);
        }
    }

    [Fact]
    public void The_first_layer_reads_its_mean_once_an_input_on_every_copy()
    {
        Simulated one = Simulated.Run(Simulated.Timing(40, 20, 10), 9, 2);
        Simulated many = Simulated.Run(LayerCopies.With(Simulated.Timing(40, 20, 10), 3, 2), 9, 2);
        long later = 20 * 9 * 2;
        Assert.Equal(later / 9 * 3, many.Of(CrossbarComponent.MeanRead).Count(read => many.Program.Tiles[read.Tile].Blocks[0].Layer == 0));
        Assert.Equal(one.Items(CrossbarComponent.SigmaRead), many.Items(CrossbarComponent.SigmaRead));
    }

    [Fact]
    public void Copies_of_imperfect_cells_are_different_chips_layer_by_layer_and_inference_knows_which_sample_met_which()
    {
        NetworkGraph graph = RandomNetworks.Network(21, Activation.None, bias: false, 40, 20, 5);
        byte[][] images = RandomNetworks.Images(21, 2, 40);
        string[] settings = ["device.conductanceSpread=0.2", "device.readNoise=0.05", "crossbar.rows=16"];
        Simulated run = Run(LayerCopies.With(graph, 2, 3), 7, images, settings);
        Assert.NotEqual(Run(graph, 7, images, settings).Result.Sums.AsEnumerable(), run.Result.Sums);

        long[][] results = [.. new FunctionalNetwork(run.Spec, run.Program).Run(images, 1, 7)];
        Assert.Equal(run.Result.Sums.AsEnumerable(), results.SelectMany(result => Enumerable.Range(0, 5).Select(output => Enumerable.Range(0, 7).Sum(sample => result[(sample * 5) + output]))));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    public void Samples_leave_at_the_longest_stage_time_divided_by_its_copies(int first, int second)
    {
        // 80 columns of 10 ns, then 20: nothing but crossbars in the way.
        Simulated run = Simulated.Run(LayerCopies.With(Simulated.Timing(60, 80, 20), first, second), 120, 1);
        Picoseconds[] samples = [.. run.Result.SampleCompletions.Order()];
        long slowest = Math.Max(800_000 * second, 200_000 * first);
        int round = first * second;
        Assert.Equal(new Picoseconds(slowest), samples[60 + round] - samples[60]);
    }

    [Theory]
    [InlineData("64", 280, 310)]
    [InlineData("128", 250, 250)]
    public void Vectors_of_several_copies_are_received_one_after_another_as_far_as_they_do_not_wait_in_buffers(string receiveFlits, double least, double most)
    {
        // 100 words from each of four copies; 64 in the buffer and eight at the sender, and the other 28 columns are read when the turn has come.
        NetworkGraph graph = LayerCopies.With(Simulated.Timing(60, 100, 10), 4, 1);
        Simulated run = Simulated.Run(graph, 100, 1, $"link.receiveFlits={receiveFlits}");
        Picoseconds[] samples = [.. run.Result.SampleCompletions.Order()];
        Assert.InRange((samples[88] - samples[48]).Nanoseconds / 40, least, most);

        PointEstimate estimate = new NetworkEstimator(graph).Estimate(run.Spec, 100, 1);
        Assert.InRange(estimate.Total.Value / (double)run.Result.End.Value, 0.95, 1.05);
    }

    [Fact]
    public void A_layers_own_number_goes_before_that_of_the_architecture()
    {
        Simulated run = Simulated.Run(LayerCopies.With(Simulated.Timing(40, 20, 20, 10), 0, 1, 3), 9, 1, "mapping.replicas=2");
        Assert.Equal([2, 1, 3], run.Program.Tiles.GroupBy(tile => tile.Blocks[0].Layer).OrderBy(layer => layer.Key).Select(layer => layer.Count()));
        Assert.All(run.Program.Tiles, tile => Assert.Equal(new[] { 2, 1, 3 }[tile.Blocks[0].Layer], tile.SampleStep));
    }

    [Theory]
    [InlineData(4, 1, 3, "layer 'layer0': 4 replicas for 3 samples leave copies without work; allowed is 1 to the number of samples")]
    [InlineData(65, 64, 100, "layer 'layer1': 64 replicas behind 65 of layer 'layer0' send to each other in 65 turns, the instruction set allows 64; use numbers with a larger common divisor")]
    public void What_cannot_be_is_refused_in_a_line(int first, int second, int samples, string message)
    {
        InputException error = Assert.Throws<InputException>(() => Simulated.Run(LayerCopies.With(Simulated.Timing(40, 20, 10), first, second), samples, 1));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Too_many_channels_are_refused_in_a_line()
    {
        NetworkGraph graph = LayerCopies.With(Simulated.Timing(40, 300, 300, 10), 60, 61, 1);
        InputException error = Assert.Throws<InputException>(() => Simulated.Run(graph, 100, 1, "crossbar.rows=16", "crossbar.columns=512"));
        Assert.Equal("layer 'layer0': needs 1159 outgoing channels a tile, the instruction set allows 1024; use larger crossbars or fewer blocks, or fewer replicas", error.Message);
    }

    private static Simulated Run(NetworkGraph graph, int samples, byte[][] images, params string[] settings) =>
        Simulated.Run(graph, samples, images.Length, images, 1, Picoseconds.Zero, settings);
}

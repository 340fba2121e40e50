using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>Copies of a network share its samples; draws belong to samples, so only time tells how many copies there were.</summary>
public sealed class ReplicaTests
{
    private static readonly Gen<(int Number, int[] Sizes, int Samples, int Copies, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(1, 3)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 50), depth + 1)
        from samples in Gen.Choose(1, 9)
        from copies in Gen.Choose(1, samples)
        from rows in Gen.Choose(5, 60)
        from strategy in Gen.Elements("gather", "chain", "tree", "timeMultiplex")
        from lossless in Gen.Elements("true", "false")
        select (number, sizes, samples, copies, new[] { $"crossbar.rows={rows}", "crossbar.pairsPerTile=3", $"mapping.fanIn={strategy}", $"adc.lossless={lossless}" });

    [Fact]
    public void Results_do_not_depend_on_the_number_of_copies() =>
        Prop.ForAll(Arb.From(Cases), test =>
        {
            (int number, int[] sizes, int samples, int copies, string[] settings) = test;
            NetworkGraph graph = RandomNetworks.Network(number, number % 2 == 0 ? Activation.None : Activation.SaturatingLinear, number % 3 == 0, sizes);
            byte[][] images = RandomNetworks.Images(number, 3, sizes[0]);
            Simulated one = Run(graph, samples, images, settings);
            Simulated many = Run(graph, samples, images, [.. settings, $"mapping.replicas={copies}"]);
            Assert.Equal(one.Result.Sums.AsEnumerable(), many.Result.Sums);
            Assert.Equal(one.Result.SquareSums.AsEnumerable(), many.Result.SquareSums);
            Assert.Equal(copies * one.Program.Tiles.Length, many.Program.Tiles.Length);
            Assert.Equal(one.Items(SamplerComponent.Fill), many.Items(SamplerComponent.Fill));
            Assert.Equal(copies * one.Items(PortComponent.PortReceive), many.Items(PortComponent.PortReceive));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Copies_of_imperfect_cells_are_different_chips_and_inference_knows_which_sample_ran_on_which()
    {
        NetworkGraph graph = RandomNetworks.Network(21, Activation.None, bias: false, 40, 20, 5);
        byte[][] images = RandomNetworks.Images(21, 2, 40);
        string[] settings = ["device.conductanceSpread=0.2", "crossbar.rows=16"];
        Simulated one = Run(graph, 5, images, settings);
        Simulated two = Run(graph, 5, images, [.. settings, "mapping.replicas=2"]);
        Assert.NotEqual(one.Result.Sums.AsEnumerable(), two.Result.Sums);

        long[][] results = [.. new FunctionalNetwork(two.Spec, two.Program).Run(images, 1, 5)];
        Assert.Equal(two.Result.Sums.AsEnumerable(), results.SelectMany(result => Enumerable.Range(0, 5).Select(output => Enumerable.Range(0, 5).Sum(sample => result[(sample * 5) + output]))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Copies_take_samples_in_turn_and_each_keeps_its_interval(int copies)
    {
        Simulated run = Simulated.Run(Simulated.Timing(100, 50, 10), 40, 1, $"mapping.replicas={copies}");
        Picoseconds[] samples = [.. run.Result.SampleCompletions];

        // 50 columns of 10 ns: every copy completes a sample each 500 ns.
        Assert.Equal(new Picoseconds(5 * 500_000), samples[24 + (copies * 2)] - samples[24 - (copies * 3)]);
    }

    [Fact]
    public void More_copies_than_samples_are_refused()
    {
        InputException error = Assert.Throws<InputException>(() => Simulated.Run(Simulated.Timing(100, 50, 10), 3, 1, "mapping.replicas=4"));
        Assert.Contains("mapping.replicas", error.Message, StringComparison.Ordinal);
        Assert.Contains("allowed is 1 to the number of samples", error.Message, StringComparison.Ordinal);
    }

    private static Simulated Run(NetworkGraph graph, int samples, byte[][] images, params string[] settings) =>
        Simulated.Run(graph, samples, images.Length, images, 1, Picoseconds.Zero, settings);
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>Every way to combine partial sums gives the same integers, on every crossbar size and with the smallest stores.</summary>
public sealed class FanInResultTests
{
    private const int Samples = 3;

    private static readonly string[] Smallest =
    [
        "link.receiveFlits=1", "link.bufferFlits=1", "sampler.banks=1", "sigmaInput.banks=1", "sampleHold.banks=1",
        "input.banks=1", "latch.banks=1", "sequencer.queueDepth=1", "vector.width=1",
    ];

    private static readonly string[][] Strategies =
    [
        ["mapping.fanIn=chain"], ["mapping.fanIn=tree"], ["mapping.fanIn=timeMultiplex", "crossbar.pairsPerTile=2"],
        ["mapping.fanIn=time-multiplex", "crossbar.pairsPerTile=16"],
        ["mapping.fanIn=time-multiplex", "crossbar.blocksPerTile=5"], ["mapping.fanIn=time-multiplex", "crossbar.pairsPerTile=3", "crossbar.blocksPerTile=16"],
    ];

    private static readonly Gen<(int Number, int[] Sizes, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(1, 3)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 90), depth + 1)
        from rows in Gen.Choose(3, 60)
        from columns in Gen.Choose(3, 60)
        from lossless in Gen.Elements("true", "false")
        from adc in Gen.Choose(2, 12)
        from reuse in Gen.Elements("true", "false")
        from sum in Gen.Elements("digital", "digital", "neuron")
        from flit in Gen.Elements("32", "48", "128")
        from blocks in Gen.Elements("balanced", "greedy")
        from smallest in Gen.Elements(true, false)
        select (number, sizes, new[]
        {
            $"crossbar.rows={rows}", $"crossbar.columns={columns}", $"adc.lossless={lossless}", $"adc.bits={adc}", $"mapping.muReuse={reuse}",
            $"crossbar.columnSum={sum}", $"mapping.blocks={blocks}", $"link.flitBits={flit}",
        }.Concat(smallest ? Smallest : []).ToArray());

    [Fact]
    public void Results_are_those_of_gather_bit_for_bit() =>
        Prop.ForAll(Arb.From(Cases), test => AssertEqualToGather(test.Number, test.Sizes, test.Settings)).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_single_row_a_crossbar_is_the_longest_chain() => AssertEqualToGather(5, [60, 9, 4], ["crossbar.rows=1", .. Smallest]);

    [Theory]
    [InlineData("chain")]
    [InlineData("tree")]
    [InlineData("timeMultiplex")]
    public void Lossless_results_are_those_of_one_crossbar(string strategy)
    {
        NetworkGraph graph = RandomNetworks.Network(11, Activation.None, bias: false, 150, 40, 6);
        byte[][] images = RandomNetworks.Images(11, 2, 150);
        Simulated one = Run(graph, images, "adc.lossless=true", "crossbar.rows=unbounded", "crossbar.columns=unbounded");
        Simulated many = Run(graph, images, "adc.lossless=true", "crossbar.rows=9", "crossbar.columns=7", $"mapping.fanIn={strategy}", "crossbar.pairsPerTile=3");
        Assert.Equal(one.Result.Sums.AsEnumerable(), many.Result.Sums);
        Assert.Equal(one.Result.SquareSums.AsEnumerable(), many.Result.SquareSums);
    }

    [Fact]
    public void A_layer_may_choose_its_own_strategy()
    {
        NetworkGraph graph = RandomNetworks.Network(12, Activation.None, bias: true, 90, 60, 5);
        byte[][] images = RandomNetworks.Images(12, 2, 90);
        NetworkGraph mixed = graph with { Layers = [graph.Layers[0] with { FanIn = FanInKind.Chain }, graph.Layers[1] with { FanIn = FanInKind.TimeMultiplex }] };
        string[] settings = ["crossbar.rows=20", "crossbar.pairsPerTile=4"];
        Simulated gathered = Run(graph, images, settings);
        Simulated run = Run(mixed, images, settings);
        Assert.Equal(gathered.Result.Sums.AsEnumerable(), run.Result.Sums);

        // Layer 0 keeps a tile a block and forwards sums of two words; layer 1 fits its four row blocks on one tile.
        Assert.Equal(5, run.Program.Tiles.Count(tile => tile.Blocks[0].Layer == 0));
        Assert.Equal([1, 2, 2, 2], run.Program.Tiles.SelectMany(tile => tile.Receives).Where(receive => receive.Source is >= 0 and < 5 && receive.Words < 3).Select(receive => receive.Words));
        Assert.Equal(4, Assert.Single(run.Program.Tiles, tile => tile.Blocks[0].Layer == 1).Blocks.Length);
    }

    private static void AssertEqualToGather(int number, int[] sizes, string[] settings)
    {
        NetworkGraph graph = RandomNetworks.Network(number, number % 2 == 0 ? Activation.None : Activation.SaturatingLinear, number % 3 == 0, sizes);
        byte[][] images = RandomNetworks.Images(number, 2, sizes[0]);
        if (LeavesBiasAlone(graph, settings))
        {
            Assert.Throws<InputException>(() => Run(graph, images, settings));
            return;
        }

        Simulated gathered = Run(graph, images, settings);
        foreach (string[] strategy in Strategies)
        {
            Simulated run = Run(graph, images, [.. settings, .. strategy]);
            Assert.Equal(gathered.Result.Sums.AsEnumerable(), run.Result.Sums);
            Assert.Equal(gathered.Result.SquareSums.AsEnumerable(), run.Result.SquareSums);
            Assert.Equal(gathered.Items(SamplerComponent.Fill), run.Items(SamplerComponent.Fill));
            Assert.Equal(gathered.Items(ConverterComponent.Convert), run.Items(ConverterComponent.Convert));
            AssertMappedOnce(graph, run.Program, run.Spec.Crossbar);
        }
    }

    /// <summary>Greedy blocks may end with a row of its own for the bias, which is refused.</summary>
    private static bool LeavesBiasAlone(NetworkGraph graph, string[] settings)
    {
        int rows = int.Parse(settings.First(setting => setting.StartsWith("crossbar.rows=", StringComparison.Ordinal))["crossbar.rows=".Length..], CultureInfo.InvariantCulture);
        return settings.Contains("mapping.blocks=greedy") && graph.Layers.Any(layer => layer.HasBias && layer.Rows > rows && layer.Rows % rows == 1);
    }

    private static void AssertMappedOnce(NetworkGraph graph, Program program, CrossbarSpec crossbar)
    {
        Assert.Equal(program.Tiles.Length, program.Tiles.Select(tile => (tile.X, tile.Y)).Distinct().Count());
        Assert.All(program.Tiles, tile => Assert.InRange(tile.Blocks.Length, 1, crossbar.BlockPlaces));
        Assert.All(program.Tiles.SelectMany(tile => tile.Blocks), block => Assert.InRange(block.Pair, 0, crossbar.PairsPerTile - 1));
        Assert.All(
            program.Tiles.Where(tile => tile.Blocks.Length <= crossbar.PairsPerTile),
            tile => Assert.Equal(tile.Blocks.Length, tile.Blocks.Select(block => block.Pair).Distinct().Count()));
        for (int layer = 0; layer < graph.Layers.Length; layer++)
        {
            int[] held = new int[graph.Layers[layer].Rows * graph.Layers[layer].Outputs];
            foreach (LayerBlock block in program.Tiles.SelectMany(tile => tile.Blocks).Where(block => block.Layer == layer))
            {
                for (int row = block.RowBase; row < block.RowBase + block.Rows; row++)
                {
                    for (int column = block.ColumnBase; column < block.ColumnBase + block.Columns; column++)
                    {
                        held[(row * graph.Layers[layer].Outputs) + column]++;
                    }
                }
            }

            Assert.All(held, times => Assert.Equal(1, times));
        }
    }

    private static Simulated Run(NetworkGraph graph, byte[][] images, params string[] settings) =>
        Simulated.Run(graph, Samples, images.Length, images, 1, Picoseconds.Zero, settings);
}

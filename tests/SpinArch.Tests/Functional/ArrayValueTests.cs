using FsCheck;
using FsCheck.Fluent;
using SpinArch.Arithmetic;
using SpinArch.Components.Arrays;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>Cells with mean and sigma in one, read whole: their values on every path, and their statistics against the laws.</summary>
public sealed class ArrayValueTests
{
    private const int Inputs = 400;
    private const int Samples = 40;

    private static readonly Gen<(int Number, int[] Sizes, string[] Settings)> Cases =
        from number in Gen.Choose(0, int.MaxValue - 1)
        from depth in Gen.Choose(1, 3)
        from sizes in Gen.ArrayOf(Gen.Choose(1, 70), depth + 1)
        from rows in Gen.Choose(12, 80)
        from columns in Gen.Choose(12, 80)
        from lossless in Gen.Elements("true", "false")
        from shape in Gen.Elements("still", "gaussian", "arcsine", "twoState")
        from times in Gen.Elements("10000", "30", "7", "0.5")
        from compensated in Gen.Elements("true", "false")
        from spread in Gen.Elements("0", "0", "0.3")
        from slower in Gen.Elements("0", "0", "0.6")
        from dac in Gen.Choose(1, 12)
        from atOnce in shape == "still" ? Gen.Choose(1, 12) : Gen.Constant(12)
        from adc in Gen.Choose(2, 12)
        from neuron in Gen.Choose(1, 8)
        from weight in Gen.Choose(1, 7)
        from cell in shape == "still" ? Gen.Choose(1, 7) : Gen.Constant(7)
        from variables in Gen.Choose(1, 7)
        from bits in Gen.Choose(1, 8)
        from replicas in Gen.Choose(1, 3)
        from pairs in Gen.Elements("", "", "mapping.fanIn=timeMultiplex crossbar.pairsPerTile=9")
        from depthOfQueues in Gen.Elements("1", "8")
        select (number, sizes, new[]
        {
            $"crossbar.rows={rows}", $"crossbar.columns={columns}", $"adc.lossless={lossless}", $"dac.bits={dac}",
                $"dac.bitsAtOnce={atOnce}",
            $"adc.bits={adc}", $"neuron.bits={neuron}", $"weight.meanBits={weight}", $"weight.cellBits={cell}",
                $"mapping.replicas={replicas}",
            $"sequencer.queueDepth={depthOfQueues}",
        }.Concat(shape == ArrayChip.Still ? [ArrayChip.Still] : new[]
        {
            $"fluctuation.shape={shape}", $"fluctuation.correlationNs={times}", "fluctuation.spacingNs=20",
                $"fluctuation.compensated={compensated}",
            $"fluctuation.sigmaSpread={spread}", $"fluctuation.correlationSpread={slower}", $"weight.sigmaBits={weight}",
            $"fluctuation.variables={variables}", $"fluctuation.bits={bits}",
        }).Concat(pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray());

    [Fact]
    public void The_machine_and_the_functional_path_give_the_same_results_bit_for_bit() => Prop.ForAll(Arb.From(Cases), test =>
    {
        NetworkGraph graph = RandomNetworks.Network(
            test.Number, test.Number % 2 == 0 ? Activation.None : Activation.SaturatingLinear, test.Number % 3 == 0, test.Sizes);
        graph = test.Settings.Contains(ArrayChip.Still) ? WithoutSigma(graph) : graph;
        byte[][] images = RandomNetworks.Images(test.Number, 2, test.Sizes[0]);
        ArrayRun run = ArrayRun.Of(graph, 4, images, (ulong)test.Number, test.Settings);
        var network = new FunctionalNetwork(run.Spec, run.Program);

        long[][] results = [.. network.Run(images, (ulong)test.Number, 4)];
        for (int input = 0; input < images.Length; input++)
        {
            for (int output = 0; output < network.Outputs; output++)
            {
                long[] samples = [.. Enumerable.Range(0, 4).Select(sample => results[input][(sample * network.Outputs) + output])];
                Assert.Equal(run.Result.Sums[(input * network.Outputs) + output], samples.Sum());
                Assert.Equal(run.Result.SquareSums[(input * network.Outputs) + output], samples.Sum(result => result * result));
            }
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// An integer reading of <c>docs/arithmetic.md</c>, section 13, of its own: one layer, weights of any shape that remember.
    /// </summary>
    [Theory]
    [InlineData(CellShape.Gaussian, "gaussian")]
    [InlineData(CellShape.Arcsine, "arcsine")]
    [InlineData(CellShape.TwoState, "twoState")]
    public void Results_are_those_of_the_page(CellShape shape, string name)
    {
        NetworkGraph graph = RandomNetworks.Network(5, Activation.None, bias: true, 30, 4);
        byte[][] images = RandomNetworks.Images(5, 2, 30);
        ArrayRun run = ArrayRun.Of(graph, 3, images, 9, $"fluctuation.shape={name}", "fluctuation.correlationNs=8",
            "fluctuation.spacingNs=5", "fluctuation.compensated=false", "adc.lossless=false");
        long[][] results = [.. new FunctionalNetwork(run.Spec, run.Program).Run(images, 9, 3)];

        Assert.Equal(ArrayReference.Results(run.Program.Tiles[0].Blocks[0], images, 3, 9, shape, read: 10, correlation: 8, spacing: 5),
            results);
    }

    /// <summary>What a read sees of a deviation: over inputs, which are drawn apart, of the current of one cell.</summary>
    [Theory]
    [InlineData("gaussian", 10, 1)]
    [InlineData("gaussian", 10, 5)]
    [InlineData("arcsine", 10, 5)]
    [InlineData("twoState", 10, 20)]
    [InlineData("gaussian", 0.001, 20)]
    public void The_variance_of_a_run_is_that_of_the_averaging_law(string shape, double read, double correlation)
    {
        double[][] samples = Cell(shape, read, correlation, spacing: 1000, "fluctuation.compensated=false");
        double law = ArrayLaw.Variance(read, correlation);

        // The sigma of the cell is 0.5: deviations of a variance over n samples are no more than sqrt(2 / n) of a normal one.
        double variance = samples.SelectMany(input => input).Average(value => value * value) / 0.25;
        Assert.InRange(variance / law, 1 - (5 * Math.Sqrt(2.0 / (Inputs * Samples))), 1 + (5 * Math.Sqrt(2.0 / (Inputs * Samples))));
    }

    [Theory]
    [InlineData("gaussian", 10, 5)]
    [InlineData("gaussian", 10, 30)]
    [InlineData("arcsine", 10, 30)]
    [InlineData("arcsine", 10, 12)]
    [InlineData("twoState", 10, 30)]
    [InlineData("twoState", 10, 8)]
    public void Successive_samples_of_a_run_correlate_as_exp_of_their_distance(string shape, double spacing, double correlation)
    {
        double[][] samples = Cell(shape, read: 1, correlation, spacing, "fluctuation.compensated=true");
        double variance = samples.SelectMany(input => input).Average(value => value * value);
        Assert.InRange(variance / 0.25, 0.93, 1.07);
        for (int lag = 1; lag <= 3; lag++)
        {
            double product = samples.Average(input => Enumerable.Range(0,
                Samples - lag).Average(at => input[at] * input[at + lag])) / variance;

            // 400 independent inputs of some 40 spacing / (2 correlation) independent samples each.
            Assert.InRange(product, Math.Exp(-lag * spacing / correlation) - 0.03, Math.Exp(-lag * spacing / correlation) + 0.03);
        }
    }

    [Fact]
    public void Samples_far_apart_do_not_correlate_and_draws_are_those_of_the_weights()
    {
        double[][] samples = Cell("gaussian", read: 0.001, correlation: 10, spacing: 1000, "fluctuation.compensated=true");
        double variance = samples.SelectMany(input => input).Average(value => value * value);
        double lagged = samples.Average(input => Enumerable.Range(0, Samples - 1).Average(at => input[at] * input[at + 1])) / variance;
        Assert.InRange(lagged, -0.04, 0.04);

        // The weight's draw, as a sampler makes it.
        int[] z = new int[1];
        for (int sample = 0; sample < Samples; sample++)
        {
            new GaussianDraws(3, 3, 8).Fill(7, sample, 0, 0, 0, z);
            Assert.InRange((0.5 * z[0] / Math.Sqrt(65535)) - samples[7][sample], -0.001, 0.001);
        }
    }

    /// <summary>Many cells: what each differs by, from reads averaged over inputs.</summary>
    [Fact]
    public void Cells_differ_in_sigma_by_the_spread_and_keep_their_sigma()
    {
        const int Cells = 60;
        double[] sigmas = Deviations(Cells, "fluctuation.sigmaSpread=0.3", "fluctuation.compensated=true", "array.readNs=0.001",
            "fluctuation.spacingNs=1000");
        double[] again = Deviations(Cells, "fluctuation.sigmaSpread=0.3", "fluctuation.compensated=true", "array.readNs=0.001",
            "fluctuation.spacingNs=1000");

        Assert.Equal(sigmas, again);
        double mean = sigmas.Average();
        double spread = Math.Sqrt(sigmas.Average(sigma => (sigma - mean) * (sigma - mean))) / 0.5;
        Assert.InRange(mean / 0.5, 0.88, 1.12);
        Assert.InRange(spread, 0.21, 0.39);
    }

    [Fact]
    public void Cells_differ_in_correlation_time_so_that_reads_average_differently()
    {
        double[] sigmas = Deviations(60, "fluctuation.correlationSpread=0.8", "fluctuation.compensated=false", "array.readNs=20",
            "fluctuation.correlationNs=2", "fluctuation.spacingNs=1000");
        double[] same = Deviations(60, "fluctuation.correlationSpread=0", "fluctuation.compensated=false", "array.readNs=20",
            "fluctuation.correlationNs=2", "fluctuation.spacingNs=1000");

        // 0.4 sigma on average, as the correlation time goes from cell to cell: about half of its spread.
        Assert.InRange(Spread(sigmas), 0.25, 0.55);
        Assert.InRange(Spread(same), 0, 0.06);

        static double Spread(double[] values) =>
            Math.Sqrt(values.Average(value => (value - values.Average()) * (value - values.Average()))) / values.Average();
    }

    /// <summary>Fast reads, sigmas compensated, nothing lost in converters: what all-spin computes, but for its sigma DAC.</summary>
    [Fact]
    public void Fast_reads_of_compensated_cells_give_the_means_of_a_chip_with_a_sampler()
    {
        NetworkGraph graph = RandomNetworks.Network(21, Activation.None, bias: true, 60, 20, 5);
        byte[][] images = RandomNetworks.Images(21, 6, 60);
        FunctionalNetwork whole = Network(graph, "in-cell", 200, "fluctuation.shape=gaussian", "array.readNs=0.001",
            "fluctuation.correlationNs=1000", "fluctuation.spacingNs=1000000", "adc.lossless=true", "neuron.bits=8");
        FunctionalNetwork columns = Network(graph, "all-spin", 200, "adc.lossless=true", "neuron.bits=8", "mapping.muReuse=false");
        double[] one = Means(whole, images);
        double[] other = Means(columns, images);
        double scale = other.Max(Math.Abs);

        // The sigma drive has 8 bits of its own on all-spin: a part in 500 of the largest product, averaged over rows and samples.
        Assert.All(one.Zip(other), pair => Assert.InRange(pair.First - pair.Second, -0.01 * scale, 0.01 * scale));

        static double[] Means(FunctionalNetwork network, byte[][] images) =>
        [
            .. network.Run(images, 4, 200).SelectMany(results => Enumerable.Range(0, network.Outputs).Select(output =>
                Enumerable.Range(0, 200).Average(sample => results[(sample * network.Outputs) + output]) * network.OutputScale)),
        ];
    }

    [Fact]
    public void A_still_array_without_loss_gives_the_means_exactly_whatever_its_slices()
    {
        NetworkGraph graph = WithoutSigma(RandomNetworks.Network(8, Activation.None, bias: false, 40, 7));
        byte[][] images = RandomNetworks.Images(8, 3, 40);
        long[][] whole = [.. Network(graph, "in-cell", 1, ArrayChip.Still, "adc.lossless=true").Run(images, 1, 1)];
        long[][] sliced = [.. Network(graph, "in-cell", 1, ArrayChip.Still, "adc.lossless=true", "dac.bitsAtOnce=1",
            "weight.cellBits=2").Run(images, 1, 1)];

        Assert.Equal(whole, sliced);
    }

    [Fact]
    public void A_read_dissipates_by_its_drive_and_the_levels_of_all_its_cells()
    {
        NetworkGraph graph = RandomNetworks.Network(5, Activation.None, bias: false, 30, 4);
        byte[][] images = RandomNetworks.Images(5, 1, 30);
        ArrayRun run = ArrayRun.Of(graph, 1, images, 9);
        LayerBlock block = run.Program.Tiles[0].Blocks[0];
        Activity read = Assert.Single(run.Of(ArrayComponent.Read));

        Assert.Equal(Enumerable.Range(0,
            30).Sum(row => (long)images[0][row] * images[0][row] * Enumerable.Range(0,
            4).Sum(column => Math.Abs((int)block.MeanLevels[(column * 30) + row]))), read.Quanta);
        Assert.Equal(4 * images[0].Sum(pixel => (long)pixel * pixel), read.Drive);
    }

    // The current of a single cell of mean 0 and sigma 0.5, in units of the weight; the other weight sets the scale of the means.
    private static double[][] Cell(string shape, double read, double correlation, double spacing, params string[] more)
    {
        FunctionalNetwork network = Network(
            OneWeight(1),
            "in-cell",
            Samples,
            [
                FormattableString.Invariant($"array.readNs={read}"),
                    FormattableString.Invariant($"fluctuation.correlationNs={correlation}"),
                FormattableString.Invariant($"fluctuation.spacingNs={spacing}"), $"fluctuation.shape={shape}", "adc.lossless=true", .. more,
            ]);
        return [.. network.Run([.. Enumerable.Range(0, Inputs).Select(_ => new byte[] { 255, 0 })], 3,
            Samples).Select(results => results.Select(result => result * network.OutputScale).ToArray())];
    }

    private static double[] Deviations(int cells, params string[] settings)
    {
        FunctionalNetwork network = Network(OneWeight(cells), "in-cell", Samples,
            ["fluctuation.shape=gaussian", "adc.lossless=true", .. settings]);
        var results = network.Run([.. Enumerable.Range(0, 30).Select(_ => new byte[] { 255, 0 })], 3, Samples);
        return
        [
            .. Enumerable.Range(0, cells).Select(cell => network.OutputScale * Math.Sqrt(results.Average(of =>
                Enumerable.Range(0, Samples).Average(sample => (double)of[(sample * cells) + cell] * of[(sample * cells) + cell])))),
        ];
    }

    // Row 0 of mean 0 and sigma 0.5, row 1 of mean 1, which is never driven.
    private static NetworkGraph OneWeight(int outputs) => new()
    {
        Name = "one weight",
        Place = "one weight",
        Inputs = 2,
        Calibration = [[255, 0]],
        Layers =
        [
            new NetworkLayer
            {
                Name = "cell",
                Inputs = 2,
                Outputs = outputs,
                Activation = Activation.None,
                Mean = [.. Enumerable.Repeat(0f, outputs), .. Enumerable.Repeat(1f, outputs)],
                Sigma = [.. Enumerable.Repeat(0.5f, outputs), .. Enumerable.Repeat(0f, outputs)],
                HasBias = false,
            },
        ],
    };

    private static NetworkGraph WithoutSigma(NetworkGraph graph) => graph with
    {
        Layers = [.. graph.Layers.Select(layer => layer with { Sigma = [.. layer.Sigma.Select(_ => 0f)] })],
    };

    private static FunctionalNetwork Network(NetworkGraph graph, string architecture, int samples, params string[] settings)
    {
        ArchitectureSpec spec = architecture == "in-cell" ? ArrayChip.Load(settings)
            : ArchitectureLoader.Load(architecture, settings, environment: new Dictionary<string, string>()).Architecture;
        return new FunctionalNetwork(spec, SpinArch.Compilation.CompilerPipeline.Compile(graph, spec, samples, 1));
    }
}

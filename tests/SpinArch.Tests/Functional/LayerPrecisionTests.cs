using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Functional;

/// <summary>Scales that words and results follow, and what is said of levels and conversions where numbers are lost.</summary>
public sealed class LayerPrecisionTests
{
    private const ulong Seed = 5;
    private const int Samples = 3;

    private static readonly byte[][] Images = RandomNetworks.Images(4, 6, 60);

    [Theory]
    [InlineData(Activation.None, false, -70)]
    [InlineData(Activation.None, true, -20)]
    [InlineData(Activation.None, false, 33)]
    [InlineData(Activation.None, true, 96)]
    [InlineData(Activation.SaturatingLinear, false, 0)]
    public void A_last_layer_times_a_power_of_two_has_the_same_results_at_another_scale(Activation last, bool lossless, int power)
    {
        NetworkGraph graph = RandomNetworks.Network(8, last, bias: true, 60, 20, 5);
        ArchitectureSpec spec = Chip($"adc.lossless={(lossless ? "true" : "false")}", "crossbar.rows=33");
        CompiledProgram plain = CompilerPipeline.Compile(graph, spec, Samples, Images.Length);
        CompiledProgram scaled = CompilerPipeline.Compile(Scaled(graph, graph.Layers.Length - 1, power), spec, Samples, Images.Length);

        Assert.Equal(Math.ScaleB(plain.Port.OutputScale, power), scaled.Port.OutputScale);
        Assert.Equal(
            new FunctionalNetwork(spec, plain).Run(Images, Seed, Samples).SelectMany(codes => codes),
            new FunctionalNetwork(spec, scaled).Run(Images, Seed, Samples).SelectMany(codes => codes));
    }

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(60, 7)]
    public void A_hidden_layer_of_any_scale_saturates_at_its_ends(int power, long highest)
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.SaturatingLinear, bias: false, 60, 9);
        ArchitectureSpec spec = Chip();
        var network = new FunctionalNetwork(spec, CompilerPipeline.Compile(Scaled(graph, 0, power), spec, Samples, Images.Length));
        long[] codes = [.. network.Run(Images, Seed, Samples).SelectMany(code => code)];

        Assert.All(codes, code => Assert.True(code == 0 || code == highest));
        Assert.Contains(highest, codes);
    }

    [Theory]
    [InlineData(-130, "E-")]
    [InlineData(110, "E+")]
    public void A_scale_beyond_its_range_is_refused_with_layer_scale_and_range(int power, string named)
    {
        NetworkGraph graph = Scaled(RandomNetworks.Network(8, Activation.None, bias: false, 60, 20, 5), 1, power);
        string message = Assert.Throws<InputException>(() => CompilerPipeline.Compile(graph, Chip(), 1, 1)).Message;

        Assert.Contains("layer 'layer1'", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains("allowed are 7.889E-31 to 1.268E+30", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_layer_of_zeros_compiles_and_gives_zeros(bool lossless)
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 5);
        graph = graph with { Layers = [graph.Layers[0] with { Mean = new float[300], Sigma = new float[300] }] };
        ArchitectureSpec spec = Chip($"adc.lossless={(lossless ? "true" : "false")}");

        var network = new FunctionalNetwork(spec, CompilerPipeline.Compile(graph, spec, 1, Images.Length));
        Assert.All(network.Run(Images, Seed, 1).SelectMany(codes => codes), code => Assert.Equal(0, code));
    }

    /// <summary>No word leaves 16 bits whatever the codes: the largest multipliers with every code at its end.</summary>
    [Theory]
    [InlineData("adc.bits=16", "weight.meanBits=7", "weight.sigmaBits=7", "weight.cellBits=1")]
    [InlineData("adc.bits=16", "weight.meanBits=7", "weight.sigmaBits=7", "weight.cellBits=1", "crossbar.rows=3")]
    [InlineData("adc.bits=1")]
    [InlineData("adc.bits=12", "weight.cellBits=2")]
    public void No_word_overflows(params string[] settings)
    {
        ArchitectureSpec spec = Chip(settings);
        for (int number = 0; number < 40; number++)
        {
            NetworkGraph graph = RandomNetworks.Network(number, Activation.None, bias: number % 2 == 0, 60, 1 + number, 3);
            foreach (LayerBlock block in CompilerPipeline.Compile(graph, spec, 1, 1).Tiles.SelectMany(tile => tile.Blocks))
            {
                BlockArithmetic constants = block.Arithmetic;
                BigInteger codes = constants.CodeMaximum;
                BigInteger means = Enumerable.Range(0, spec.Weight.Slices).Aggregate(BigInteger.Zero, (sum, slice) => sum + (codes << (spec.Weight.MeanSliceBits * slice)));
                BigInteger sigmas = Enumerable.Range(0, spec.Weight.Slices).Aggregate(BigInteger.Zero, (sum, slice) => sum + (codes << (spec.Weight.SigmaSliceBits * slice)));
                BigInteger word = ((constants.MeanMultiplier * means) + (constants.SigmaMultiplier * sigmas) + (BigInteger.One << (constants.WordShift - 1))) >> constants.WordShift;
                Assert.InRange(word, 0, short.MaxValue);
            }
        }
    }

    [Theory]
    [InlineData(InferenceEffects.All)]
    [InlineData(InferenceEffects.Weights | InferenceEffects.Adc | InferenceEffects.Dac | InferenceEffects.Sampler)]
    public void Calibration_on_black_images_shows_as_clipped_conversions(InferenceEffects effects)
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 20, 5);
        ImmutableArray<LayerPrecision> good = Infer(graph with { Calibration = [.. Images] }, effects);
        ImmutableArray<LayerPrecision> black = Infer(graph with { Calibration = [new byte[60]] }, effects);

        Assert.Equal(0, good[0].ClippedMeans);
        Assert.InRange(good[0].ClippedSigmas!.Value, 0, 0.001);
        Assert.InRange(black[0].ClippedMeans!.Value, 0.5, 1);
        Assert.InRange(black[0].ClippedSigmas!.Value, 0.5, 1);
        Assert.Null(black[0].ClippedResults);
        Assert.Equal(effects == InferenceEffects.All, black[1].ClippedResults is not null);
    }

    /// <summary>Shares by counting: every sum of the first layer of one row block against its step, written out.</summary>
    [Fact]
    public void Shares_are_those_of_a_count_by_hand()
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 7) with { Calibration = [[.. Images[0].Select(pixel => (byte)(pixel / 3))]] };
        ArchitectureSpec spec = Chip();
        CompiledProgram program = CompilerPipeline.Compile(graph, spec, 1, Images.Length);
        LayerBlock block = program.Tiles[0].Blocks[0];
        int clipped = 0;
        foreach (byte[] image in Images)
        {
            for (int column = 0; column < 7; column++)
            {
                double sum = Enumerable.Range(0, 60).Sum(row => (double)image[row] * block.MeanLevels[(column * 60) + row]);
                clipped += Math.Round(sum / block.Arithmetic.MeanStep, MidpointRounding.AwayFromZero) is > 127 or < -127 ? 1 : 0;
            }
        }

        LayerPrecision precision = Infer(graph, InferenceEffects.All)[0];
        Assert.InRange(clipped, 1, 41);
        Assert.Equal(clipped / 42.0, precision.ClippedMeans);
        Assert.Equal(block.MeanLevels.Count(level => level == 0) / 420.0, precision.ZeroMeanLevels);
        Assert.Equal(block.SigmaLevels.Count(level => level == 0) / 420.0, precision.ZeroSigmaLevels);
    }

    [Fact]
    public void One_outlying_weight_shows_as_levels_on_zero()
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 7);
        float[] mean = [.. graph.Layers[0].Mean];
        mean[3] = 1000;
        LayerPrecision precision = Infer(graph with { Layers = [graph.Layers[0] with { Mean = mean, Sigma = new float[420] }] }, InferenceEffects.All)[0];

        Assert.Equal(419 / 420.0, precision.ZeroMeanLevels);
        Assert.Equal(1, precision.ZeroSigmaLevels);
        Assert.Equal(0, precision.ClippedSigmas);
    }

    [Fact]
    public void Without_converters_nothing_is_said_of_their_clipping()
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 7);
        LayerPrecision precision = Infer(graph, InferenceEffects.All, "adc.lossless=true")[0];

        Assert.Null(precision.ClippedMeans);
        Assert.Null(precision.ClippedSigmas);
        Assert.Equal(0, precision.ClippedResults);
    }

    /// <summary>A converter of one bit says four deviations from two on, where a Gaussian of three variables ends at three: such a result is held at 16 bits, and counted.</summary>
    [Fact]
    public void Results_beyond_their_bits_are_counted()
    {
        NetworkGraph graph = RandomNetworks.Network(8, Activation.None, bias: false, 60, 1);
        byte[] bright = [255, .. new byte[59]];
        graph = graph with { Layers = [graph.Layers[0] with { Mean = new float[60], Sigma = [1.3f, .. new float[59]] }], Calibration = [bright] };

        InferenceResult result = Run(graph, [bright], InferenceEffects.All, 4000, "adc.bits=1");

        // A normal is beyond two deviations in 4.6 % of draws; the sum of three a little less.
        Assert.InRange(result.Precision[0].ClippedResults!.Value, 0.03, 0.06);
        Assert.Equal(0, Run(graph, [bright], InferenceEffects.All, 4000, "adc.bits=8").Precision[0].ClippedResults);
    }

    private static ImmutableArray<LayerPrecision> Infer(NetworkGraph graph, InferenceEffects effects, params string[] settings) =>
        Run(graph, Images, effects, Samples, settings).Precision;

    private static InferenceResult Run(NetworkGraph graph, byte[][] images, InferenceEffects effects, int samples, params string[] settings) => new InferenceRun
    {
        Network = graph,
        Architecture = Chip(settings),
        Data = Labelled.Of(images),
        Samples = samples,
        Seed = Seed,
        Effects = effects,
    }.Execute();

    private static NetworkGraph Scaled(NetworkGraph graph, int layer, int power) => graph with
    {
        Layers = graph.Layers.SetItem(layer, graph.Layers[layer] with
        {
            Mean = [.. graph.Layers[layer].Mean.Select(mean => MathF.ScaleB(mean, power))],
            Sigma = [.. graph.Layers[layer].Sigma.Select(sigma => MathF.ScaleB(sigma, power))],
        }),
    };

    private static ArchitectureSpec Chip(params string[] settings) => ArchitectureLoader.Load("all-spin", settings).Architecture;
}

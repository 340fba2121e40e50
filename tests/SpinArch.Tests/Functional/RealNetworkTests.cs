using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

public sealed class RealNetworkTests
{
    [Theory]
    [InlineData]
    [InlineData("weight.meanBits=7", "weight.sigmaBits=6", "weight.cellBits=3", "device.readNoise=0.01", "device.lineResistance=0.0001")]
    public void With_every_effect_it_is_the_hardware_up_to_the_rounding_of_words(params string[] settings)
    {
        NetworkGraph graph = RandomNetworks.Network(11, Activation.None, bias: true, 200, 30, 6);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", ["crossbar.rows=64", "device.conductanceSpread=0.1", "device.stuckOn=0.02", .. settings]).Architecture;
        Program program = CompilerPipeline.Compile(graph, spec, 4, 1);
        byte[] image = RandomNetworks.Images(5, 1, 200)[0];
        double[] real = new double[24];
        double[] hardware = new double[24];

        new RealPass(new RealNetwork(graph, spec, program, InferenceEffects.All), 9).Values(0, image, 4, real);
        new HardwarePass(new FunctionalNetwork(spec, program), 9).Values(0, image, 4, hardware);

        // A code on the edge between two may fall to either side and moves a result by a step; most results are the same.
        Assert.True(real.Zip(hardware).Count(pair => Math.Abs(pair.First - pair.Second) < 0.002) >= 20, string.Join(' ', real.Zip(hardware)));
    }

    [Fact]
    public void Quantiles_have_the_moments_of_the_normal()
    {
        var quantiles = new NormalQuantiles();
        double sum = 0;
        double squares = 0;
        for (int value = 0; value < 1 << 24; value += 17)
        {
            double z = quantiles.Quantile((byte)(value >> 16), (byte)(value >> 8), (byte)value);
            sum += z;
            squares += z * z;
        }

        double count = Math.Ceiling((1 << 24) / 17.0);
        Assert.Equal(0, sum / count, 1e-4);
        Assert.Equal(1, squares / count, 1e-4);
    }

    [Fact]
    public void Quantiles_are_vectorised_exactly_and_close_to_the_true_ones()
    {
        var random = new Random(1);
        byte[] high = [.. Enumerable.Range(0, 4000).Select(i => i % 5 == 0 ? (byte)(255 * (i % 2)) : (byte)random.Next(256))];
        byte[] middle = [.. high.Select((_, i) => i % 5 == 0 ? (byte)(255 * (i % 2)) : (byte)random.Next(256))];
        byte[] low = [.. high.Select(_ => (byte)random.Next(256))];
        var quantiles = new NormalQuantiles();
        float[] z = new float[high.Length];

        quantiles.Fill(high, middle, low, z);

        for (int i = 0; i < z.Length; i++)
        {
            Assert.Equal(quantiles.Quantile(high[i], middle[i], low[i]), z[i]);
            double u = ((high[i] << 16) + (middle[i] << 8) + low[i] + 0.5) / (1 << 24);
            Assert.Equal(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, u), z[i], 2e-5);
        }
    }

    [Fact]
    public void Names_of_effects_are_read_and_written()
    {
        Assert.Equal(InferenceEffects.Adc | InferenceEffects.Neuron, EffectNames.Parse("neuron, adc"));
        Assert.Equal("adc neuron", string.Join(' ', EffectNames.Of(EffectNames.Parse("neuron,adc"))));
        Assert.Equal(InferenceEffects.None, EffectNames.Parse("none"));
        InputException error = Assert.Throws<InputException>(() => EffectNames.Parse("weight"));
        Assert.Contains("did you mean weights?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_imperfection_whose_key_is_zero_is_not_in_force() => Assert.Equal(
        "weights sampler dac adc neuron", string.Join(' ', EffectNames.Of(DeviceEffects.Of(ArchitectureLoader.Load("all-spin", []).Architecture))));

    [Fact]
    public void Cells_spread_as_the_key_says_and_pairs_keep_their_mean()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", ["device.conductanceSpread=0.1"]).Architecture;
        var cells = new CellPairs(spec, 15, 2, 3, 0, isSigma: false);
        double[] effective = [.. Enumerable.Range(0, 40_000).Select(i => cells.Effective(9, i / 200, i % 200))];

        // Goff is 15 / 3 = 5 levels: deviations 0.1 (9 + 5) and 0.1 x 5, independent.
        Assert.Equal(9, MathNet.Numerics.Statistics.Statistics.Mean(effective), 0.04);
        Assert.Equal(0.1 * Math.Sqrt((14 * 14) + (5 * 5)), MathNet.Numerics.Statistics.Statistics.StandardDeviation(effective), 0.02);
    }

    [Fact]
    public void Stuck_cells_come_as_often_as_the_keys_say()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", ["device.stuckOff=0.1", "device.stuckOn=0.05"]).Architecture;
        var cells = new CellPairs(spec, 15, 0, 0, 0, isSigma: true);
        double[] effective = [.. Enumerable.Range(0, 40_000).Select(i => cells.Effective(9, i / 200, i % 200))];

        // The cell with the level: off 0.1, on 0.05; the other rests at off anyway, and is on 0.05.
        Assert.Equal(0.1 * 0.95, effective.Count(level => Math.Abs(level) < 1e-9) / 40_000.0, 0.01);
        Assert.Equal(0.05 * 0.95, effective.Count(level => Math.Abs(level - 15) < 1e-9) / 40_000.0, 0.01);
        Assert.Equal(0.85 * 0.05, effective.Count(level => Math.Abs(level + 6) < 1e-9) / 40_000.0, 0.01);
    }

    [Fact]
    public void The_gaussians_have_the_distribution_that_the_sum_must_have()
    {
        GaussianQuality quality = GaussianQuality.Measure(3, 3, 8, 200_000);

        Assert.InRange(quality.ExactFit, 0.001, 0.999);
        Assert.Equal(quality.KurtosisExpected, quality.Kurtosis, 0.02);
        Assert.Equal(0, quality.Mean, 0.01);
        Assert.Equal(0, quality.BitBias, 0.002);
        Assert.True(quality.NormalDistance < 0.02);
    }
}

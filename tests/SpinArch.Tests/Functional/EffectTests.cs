using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>Effects as a set: off is ideal, finer is not worse, one does not carry another with it.</summary>
public sealed class EffectTests
{
    private const int Samples = 20;

    private static readonly string[] Imperfections =
    [
        "device.conductanceSpread=0.1", "device.stuckOff=0.02", "device.stuckOn=0.01", "device.trngBias=0.05", "device.trngBiasSpread=0.02", "device.readNoise=0.02",
        "device.lineResistance=0.0002",
    ];

    private static readonly NetworkGraph Graph = RandomNetworks.Network(41, Activation.None, bias: true, 150, 40, 6);
    private static readonly byte[] Image = RandomNetworks.Images(3, 1, 150)[0];

    [Fact]
    public void Every_effect_off_is_exactly_the_ideal_network()
    {
        double[] plain = Run(InferenceEffects.None);

        Assert.Equal(plain, Run(InferenceEffects.None, [.. Imperfections, "adc.bits=2", "dac.bits=2", "neuron.bits=1", "weight.meanBits=1", "weight.sigmaBits=1", "sampler.variables=1"]));

        // The definition, written out in doubles: mu + sigma z for every weight, clip in between; products in binary32 differ by rounding alone.
        var quantiles = new NormalQuantiles();
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] x = [.. Image.Select(pixel => pixel / 255.0)];
            for (int index = 0; index < Graph.Layers.Length; index++)
            {
                x = Layer(index, sample, [.. x, 1.0], quantiles);
            }

            Assert.All(x.Zip(plain.Skip(sample * 6)), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    [Fact]
    public void An_imperfection_alone_is_the_imperfection_of_its_keys_alone()
    {
        foreach ((string name, string[] keys) in (ReadOnlySpan<(string, string[])>)
        [
            ("conductance", [Imperfections[0]]), ("stuck", [Imperfections[1], Imperfections[2]]), ("trng", [Imperfections[3], Imperfections[4]]),
            ("noise", [Imperfections[5]]), ("lines", [Imperfections[6]]),
        ])
        {
            double[] alone = Run(EffectNames.Parse(name), keys);

            Assert.Equal(alone, Run(EffectNames.Parse(name), Imperfections));
            Assert.NotEqual(Run(InferenceEffects.None), alone);
            Assert.Equal(name, EffectNames.Of(DeviceEffects.Of(Chip(keys)))[^1]);
        }
    }

    [Theory]
    [InlineData("weights", "weight.meanBits", "weight.sigmaBits")]
    [InlineData("dac", "dac.bits", null)]
    [InlineData("adc", "adc.bits", null)]
    [InlineData("neuron", "neuron.bits", null)]
    [InlineData("sampler", "sampler.bits", null)]
    public void More_bits_come_no_farther_from_the_ideal(string effect, string key, string? second)
    {
        double[] ideal = Run(InferenceEffects.None);
        double last = double.PositiveInfinity;
        foreach (int bits in (ReadOnlySpan<int>)[2, 3, 4, 5, 6, 7])
        {
            double[] results = Run(EffectNames.Parse(effect), second is null ? [$"{key}={bits}"] : [$"{key}={bits}", $"{second}={bits}"]);
            double distance = Math.Sqrt(results.Zip(ideal).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));

            // The sampler keeps a distance that no bits take away: three variables are no normal, whatever their resolution.
            Assert.True(distance <= 1.1 * last, $"{effect} of {bits} bits: {distance} after {last}");
            last = distance;
        }
    }

    private static double[] Layer(int index, int sample, double[] x, NormalQuantiles quantiles)
    {
        NetworkLayer layer = Graph.Layers[index];
        double[] sums = new double[layer.Outputs];
        int[] variable = new int[layer.Rows];
        for (int output = 0; output < layer.Outputs; output++)
        {
            // Three variables of a weight are three bytes: drawn apart as sums of one, two and three.
            byte[][] bytes = [.. Enumerable.Range(0, 3).Select(_ => new byte[layer.Rows])];
            int[] before = new int[layer.Rows];
            for (int count = 1; count <= 3; count++)
            {
                var draws = new GaussianDraws(9, count, 8);
                draws.Fill(0, sample, index, output, 0, variable);
                for (int row = 0; row < layer.Rows; row++)
                {
                    int sum = (variable[row] + draws.Maximum) / 2;
                    bytes[count - 1][row] = (byte)(sum - before[row]);
                    before[row] = sum;
                }
            }

            for (int row = 0; row < layer.Rows; row++)
            {
                int weight = (row * layer.Outputs) + output;
                sums[output] += x[row] * (layer.Mean[weight] + (layer.Sigma[weight] * quantiles.Quantile(bytes[0][row], bytes[1][row], bytes[2][row])));
            }
        }

        return layer.Activation == Activation.None ? sums : [.. sums.Select(sum => Math.Clamp(sum, 0, 1))];
    }

    private static double[] Run(InferenceEffects effects, params string[] settings)
    {
        ArchitectureSpec spec = Chip(settings);
        double[] results = new double[Samples * 6];
        new RealPass(new RealNetwork(Graph, spec, CompilerPipeline.Compile(Graph, spec, Samples, 1), effects), 9).Values(0, Image, Samples, results);
        return results;
    }

    private static ArchitectureSpec Chip(params string[] settings) => ArchitectureLoader.Load("all-spin", settings).Architecture;
}

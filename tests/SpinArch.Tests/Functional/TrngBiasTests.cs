using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>Coins that are not fair: <c>docs/device-model.md</c>, section 3.</summary>
public sealed class TrngBiasTests
{
    private const double Sigmas = 4;

    [Theory]
    [InlineData(0.02, 3, 8)]
    [InlineData(-0.1, 3, 8)]
    [InlineData(0.3, 2, 5)]
    [InlineData(0.01, 1, 12)]
    public void A_bias_shifts_the_mean_as_the_closed_form_says(double bias, int variables, int bits)
    {
        const int Draws = 1 << 19;
        GaussianQuality quality = GaussianQuality.Measure(5, variables, bits, Draws, Chip($"device.trngBias={bias}"));

        // E[Z] = 2 V (2^b - 1) bias and Var[Z] = V (4^b - 1) / 3 (1 - 4 bias^2), over sqrt(varZ); the bias is one of 2^-17.
        double deviation = Math.Sqrt(variables * (Math.Pow(4, bits) - 1) / 3);
        double mean = 2 * variables * ((1 << bits) - 1) * bias / deviation;
        double error = Math.Sqrt((1 - (4 * bias * bias)) / Draws);
        Assert.Equal(mean, quality.MeanExpected, 2 * variables * (1 << bits) / deviation / (1 << 17));
        Assert.Equal(1 - (4 * bias * bias), quality.VarianceExpected, 1e-4);
        Assert.InRange(quality.Mean, quality.MeanExpected - (Sigmas * error), quality.MeanExpected + (Sigmas * error));
        Assert.Equal(quality.VarianceExpected, quality.Variance, 0.01);
        Assert.InRange(quality.BitBias - bias, -Sigmas / Math.Sqrt(4.0 * bits * Draws), Sigmas / Math.Sqrt(4.0 * bits * Draws));
    }

    [Fact]
    public void Lanes_differ_by_the_spread_and_the_draws_follow_their_own_lanes()
    {
        ArchitectureSpec chip = Chip("device.trngBias=0.01", "device.trngBiasSpread=0.03", "sampler.lanes=40");
        GaussianQuality quality = GaussianQuality.Measure(6, 3, 8, 1 << 19, chip);
        double[] biases =
        [
            .. from row in Enumerable.Range(0, 40)
               from variable in Enumerable.Range(0, 3)
               from bit in Enumerable.Range(0, 8)
               select Bias(new JunctionBiases(chip, 1, 2).Of(row, variable, bit)),
        ];

        Assert.Equal(0.01, MathNet.Numerics.Statistics.Statistics.Mean(biases), Sigmas * 0.03 / Math.Sqrt(biases.Length));
        Assert.Equal(0.03, MathNet.Numerics.Statistics.Statistics.StandardDeviation(biases), 0.003);
        Assert.Equal(quality.MeanExpected, quality.Mean, Sigmas / Math.Sqrt(quality.Draws));
        Assert.Equal(quality.VarianceExpected, quality.Variance, 0.01);

        // Lane by lane: the draws of 4096 columns against the lane's exact mean.
        var junctions = new JunctionBiases(chip, 1, 2);
        BiasPlanes? planes = BiasPlanes.OfBlock(chip, 1, 2, 40);
        var draws = new GaussianDraws(8, 3, 8);
        double[] sums = new double[40];
        int[] z = new int[40];
        for (int column = 0; column < 4096; column++)
        {
            draws.Fill(0, 0, 0, column, 0, z, planes);
            for (int lane = 0; lane < 40; lane++)
            {
                sums[lane] += z[lane] / 256.0;
            }
        }

        (double Mean, double Variance)[] lanes = [.. Enumerable.Range(0, 40).Select(lane => junctions.Moments(lane, 3, 8))];
        Assert.All(sums.Zip(lanes), lane => Assert.Equal(lane.Second.Mean / 256, lane.First / 4096, Sigmas / 64));
        Assert.True(lanes.Max(lane => lane.Mean / 256) - lanes.Min(lane => lane.Mean / 256) > 2 * Sigmas / 64);
    }

    [Fact]
    public void A_bias_belongs_to_a_lane_of_a_tile_of_a_chip()
    {
        ArchitectureSpec chip = Chip("device.trngBiasSpread=0.03", "sampler.lanes=40");
        ArchitectureSpec other = Chip("device.trngBiasSpread=0.03", "sampler.lanes=40", "device.seed=2");
        (int, bool) bias = new JunctionBiases(chip, 1, 2).Of(7, 1, 3);

        Assert.Equal(bias, new JunctionBiases(chip, 1, 2).Of(87, 1, 3));
        Assert.NotEqual(bias, new JunctionBiases(chip, 2, 1).Of(7, 1, 3));
        Assert.NotEqual(bias, new JunctionBiases(chip, 1, 2).Of(8, 1, 3));
        Assert.NotEqual(bias, new JunctionBiases(chip, 1, 2).Of(7, 2, 3));
        Assert.NotEqual(bias, new JunctionBiases(chip, 1, 2).Of(7, 1, 4));
        Assert.NotEqual(bias, new JunctionBiases(other, 1, 2).Of(7, 1, 3));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(-0.05)]
    public void A_bias_turns_bits_one_way_only_and_leaves_the_others_as_they_were(double bias)
    {
        int[] fair = new int[100];
        int[] biased = new int[100];
        new GaussianDraws(1, 3, 8).Fill(4, 5, 1, 6, 20, fair);
        new GaussianDraws(1, 3, 8).Fill(4, 5, 1, 6, 20, biased, BiasPlanes.OfBlock(Chip($"device.trngBias={bias}"), 0, 0, 100));

        Assert.All(fair.Zip(biased), pair => Assert.True(Math.Sign(pair.Second - pair.First) * Math.Sign(bias) >= 0));
        Assert.Contains(fair.Zip(biased), pair => pair.First == pair.Second);
        Assert.Contains(fair.Zip(biased), pair => pair.First != pair.Second);
    }

    [Fact]
    public void Coins_of_no_bias_are_those_of_a_chip_without_the_keys()
    {
        Assert.Null(BiasPlanes.OfBlock(Chip(), 0, 0, 10));
        Assert.Null(BiasPlanes.OfBlock(Chip("device.trngBias=0", "device.trngBiasSpread=0"), 0, 0, 10));
        Assert.Equal(JunctionBiases.Places, BiasPlanes.OfBlock(Chip("device.trngBias=1e-9"), 0, 0, 10)!.FirstPlane);
    }

    [Fact]
    public void A_network_is_shifted_by_x_sigma_times_the_mean_of_z_on_both_paths()
    {
        const int Samples = 4000;
        const double Bias = 0.04;
        NetworkGraph graph = RandomNetworks.Network(21, Activation.None, bias: false, 60, 4);
        byte[] image = RandomNetworks.Images(2, 1, 60)[0];
        ArchitectureSpec spec = Chip($"device.trngBias={Bias}", "adc.lossless=true");
        Program program = CompilerPipeline.Compile(graph, spec, Samples, 1);
        double[] hardware = new double[Samples * 4];
        double[] trngAlone = new double[Samples * 4];
        new HardwarePass(new FunctionalNetwork(spec, program), 9).Values(0, image, Samples, hardware);
        new RealPass(new RealNetwork(graph, spec, program, InferenceEffects.Trng | InferenceEffects.Weights), 9).Values(0, image, Samples, trngAlone);
        double meanZ = 2 * 3 * 255 * Bias / Math.Sqrt(3 * 65535 / 3.0);

        QuantisedLayer levels = Quantiser.Quantise(graph.Layers[0], spec);
        for (int output = 0; output < 4; output++)
        {
            double mean = 0;
            double shift = 0;
            double variance = 0;
            for (int row = 0; row < 60; row++)
            {
                double x = image[row] / 255.0;
                double sigma = levels.Sigma[(output * 60) + row] * levels.SigmaScale;
                mean += x * levels.Mean[(output * 60) + row] * levels.MeanScale;
                shift += x * sigma * meanZ;
                variance += x * x * sigma * sigma;
            }

            // A rounded drive adds a little variance, a rounded result a little bias.
            double error = Sigmas * Math.Sqrt(1.01 * variance / Samples);
            foreach (double[] results in (double[][])[hardware, trngAlone])
            {
                double found = Enumerable.Range(0, Samples).Average(sample => results[(sample * 4) + output]);
                Assert.InRange(found - mean - shift, -error - 0.002, error + 0.002);
            }

            Assert.True(shift > 3 * error, "the shift is large enough to be seen");
        }
    }

    private static double Bias((int Share, bool FavoursOne) junction) => (junction.FavoursOne ? 0.5 : -0.5) * junction.Share / (1 << JunctionBiases.Places);

    private static ArchitectureSpec Chip(params string[] settings) => ArchitectureLoader.Load("all-spin", settings).Architecture;
}

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Tests.Functional;

/// <summary>Lines with resistance and reads with noise: <c>docs/device-model.md</c>, sections 4 and 5.</summary>
public sealed class ReadImperfectionTests
{
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.01)]
    [InlineData(40, 0.0001)]
    [InlineData(40, 0.02)]
    [InlineData(128, 0.5)]
    public void Shares_of_a_bit_line_are_those_of_nodal_analysis(int rows, double resistance)
    {
        double[] loads = Loads(rows);
        double[] shares = new double[rows];

        LineResistance.Shares(loads, resistance, shares);

        // Kirchhoff's current law at every cell's node of the bit line, in conductances; the last node ends in a virtual ground.
        var matrix = Matrix<double>.Build.Dense(rows, rows);
        for (int node = 0; node < rows; node++)
        {
            matrix[node, node] = loads[node] + (1 / resistance);
            if (node > 0)
            {
                matrix[node, node] += 1 / resistance;
                matrix[node, node - 1] = matrix[node - 1, node] = -1 / resistance;
            }
        }

        for (int source = 0; source < rows; source += 7)
        {
            Vector<double> voltages = matrix.Solve(Vector<double>.Build.Dense(rows, row => row == source ? 1 : 0));
            Assert.Equal(voltages[rows - 1] / resistance, shares[source], 1e-9);
        }
    }

    [Fact]
    public void To_first_order_a_share_loses_the_loads_times_the_line_that_they_have_in_common()
    {
        const double Resistance = 1e-8;
        double[] loads = Loads(100);
        double[] shares = new double[100];

        LineResistance.Shares(loads, Resistance, shares);

        for (int row = 0; row < 100; row++)
        {
            double common = Enumerable.Range(0, 100).Sum(other => loads[other] * Math.Min(100 - row, 100 - other));
            Assert.Equal(common, (1 - shares[row]) / Resistance, 1e-3 * common);
        }
    }

    [Fact]
    public void Lines_weaken_cells_with_their_distance_and_break_the_balance_of_pairs()
    {
        CellPairs cells = Cells("device.lineResistance=0.0001");
        double[] near = [.. Enumerable.Repeat(9.0, 100)];
        double[] far = [.. near];
        cells.Weigh(near, 0);
        cells.Weigh(far, 99);

        Assert.True(near[0] < near[50] && near[50] < near[99] && near[99] < 9, "rows nearer to the end of the bit line weigh more");
        Assert.All(near.Zip(far), pair => Assert.True(pair.Second < pair.First, "columns farther from the drivers weigh less"));
        Assert.True(near[0] > 0);

        double[] zeros = new double[100];
        cells.Weigh(zeros, 99);
        Assert.All(zeros, weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void Noise_of_a_read_has_the_deviation_of_the_key_times_the_root_of_the_rows()
    {
        ArchitectureSpec spec = Chip("device.readNoise=0.02");
        var noise = new ReadNoise(spec, 1, 100, 32, 5, 3825, isSigma: false);
        double[] draws = [.. Enumerable.Range(0, 40_000).Select(i => (double)noise.Draw(1, i / 200, i % 200, 3))];

        Assert.Equal(0.02 * 10 * 3825, draws.StandardDeviation(), 10.0);
        Assert.Equal(0, draws.Mean(), 4 * 765 / 200.0);
        Assert.Equal(0, Correlation.Pearson(draws[..^1], draws[1..]), 0.02);
        Assert.NotEqual(noise.Draw(1, 0, 0, 3), noise.Draw(1, 0, 0, 4));
        Assert.NotEqual(noise.Draw(1, 0, 0, 3), noise.Draw(2, 0, 0, 3));
        Assert.NotEqual(noise.Draw(1, 0, 0, 3), new ReadNoise(spec, 1, 100, 32, 5, 3825, isSigma: true).Draw(1, 0, 0, 3));
    }

    [Theory]
    [InlineData("device.conductanceSpread=0", "mapping.muReuse=true", true)]
    [InlineData("device.conductanceSpread=0", "mapping.muReuse=false", false)]
    [InlineData("device.conductanceSpread=0.0001", "mapping.muReuse=false", false)]
    public void A_dark_image_shows_the_noise_alone_on_both_paths(string cells, string reuse, bool isKept)
    {
        const int Samples = 4000;
        NetworkGraph graph = RandomNetworks.Network(31, Activation.None, bias: false, 60, 3);
        ArchitectureSpec spec = Chip("device.readNoise=0.05", "adc.lossless=true", cells, reuse);
        Program program = CompilerPipeline.Compile(graph, spec, Samples, 1);
        double[] hardware = new double[Samples * 3];
        double[] real = new double[Samples * 3];
        new HardwarePass(new FunctionalNetwork(spec, program), 9).Values(0, new byte[60], Samples, hardware);
        new RealPass(new RealNetwork(graph, spec, program, InferenceEffects.Noise), 9).Values(0, new byte[60], Samples, real);

        // One cell's full current is worth Lmax s_mu of the mean and Lmax s_sig Zmax / sqrt(varZ) of the sigma crossbar; a mean that is kept has no spread.
        QuantisedLayer levels = Quantiser.Quantise(graph.Layers[0], spec);
        double mean = isKept ? 0 : 15 * levels.MeanScale;
        double sigma = 15 * levels.SigmaScale * 765 / Math.Sqrt(65535);
        double expected = 0.05 * Math.Sqrt(60 * ((mean * mean) + (sigma * sigma)));
        foreach (double[] results in (double[][])[hardware, real])
        {
            Assert.Equal(expected, Enumerable.Range(0, Samples).Select(sample => results[sample * 3]).StandardDeviation(), 0.05 * expected);
        }

        Assert.All(hardware.Zip(real), pair => Assert.Equal(pair.First, pair.Second, 0.002));
    }

    private static double[] Loads(int rows)
    {
        var random = new Random(rows);
        return [.. Enumerable.Range(0, rows).Select(_ => 0.5 + (0.75 * random.NextDouble()))];
    }

    private static ArchitectureSpec Chip(params string[] settings) => ArchitectureLoader.Load("all-spin", settings).Architecture;

    private static CellPairs Cells(params string[] settings) => new(Chip(settings), 15, 0, 0, 0, isSigma: false);
}

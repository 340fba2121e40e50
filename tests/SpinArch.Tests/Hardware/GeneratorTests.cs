using SpinArch.Compilation;
using SpinArch.Components.Elements;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// The Gaussians that digital circuits make: bit by bit, their statistics, and that machine and functional path get the same.
/// </summary>
public sealed class GeneratorTests
{
    /// <summary>A register of 255 truth values, in the words of docs/arithmetic.md, section 12.</summary>
    [Fact]
    public void A_feedback_register_is_that_of_the_page_bit_by_bit()
    {
        (ElementDraws draws, ArchitectureSpec _) = Of("rlf", 40, 24);
        short[] column = new short[40];
        draws.Fill(3, 1, 0, 17, column);

        // One group of columns, five rows of eight a sample; column 17, row 13 is lane 17 x 8 + 5 in the second clock.
        bool[] register = Loaded(7, 3, (17 * 8) + 5);
        for (int clock = 0; clock < 5 + 2; clock++)
        {
            if (register[clock % 255])
            {
                foreach (int tap in (int[])[250, 252, 253])
                {
                    register[(clock + tap) % 255] = !register[(clock + tap) % 255];
                }
            }
        }

        Assert.Equal((2 * register.Count(bit => bit)) - 255, column[13]);
    }

    /// <summary>The population count of 255 fair bits: mean 127.5, deviation 7.98.</summary>
    [Fact]
    public void Counts_of_feedback_registers_have_the_mean_and_the_deviation_of_fair_bits()
    {
        double[] counts = [.. Draws("rlf", 12, input => input).Select(draw => (draw + 255) / 2.0)];
        double mean = counts.Average();
        double deviation = Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)));

        // 12 inputs of 1,024 registers that are loaded apart: 12,288 independent counts, whose mean spreads by 0.072.
        Assert.InRange(mean, 127.5 - 0.36, 127.5 + 0.36);
        Assert.InRange(deviation, 7.984 * 0.97, 7.984 * 1.03);
    }

    /// <summary>
    /// Three bits of 255 can change a clock, so a lane's draws follow each other slowly: what the model says of the plain circuit.
    /// </summary>
    [Fact]
    public void Successive_counts_of_a_register_differ_by_at_most_three()
    {
        (ElementDraws draws, _) = Of("rlf", 800, 8);
        short[] column = new short[800];
        draws.Fill(0, 0, 0, 0, column);
        int[] lane = [.. column.Where((_, row) => row % 8 == 0).Select(draw => (draw + 255) / 2)];

        Assert.All(lane.Zip(lane.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
        Assert.True(lane.Distinct().Count() > 5);
    }

    [Fact]
    public void Draws_of_a_pool_have_no_mean_their_deviation_and_the_tails_of_a_Gaussian()
    {
        double[] draws = [.. Draws("wallace", 1, _ => 5).Select(draw => (double)draw)];
        double mean = draws.Average();
        double variance = draws.Average(draw => (draw - mean) * (draw - mean));
        double kurtosis = draws.Average(draw => Math.Pow(draw - mean, 4)) / (variance * variance);

        Assert.InRange(mean, -0.5, 0.5);
        Assert.InRange(Math.Sqrt(variance), 32 * 0.98, 32 * 1.02);
        Assert.InRange(kurtosis, 2.8, 3.1);
    }

    [Fact]
    public void Successive_draws_of_a_pool_do_not_correlate()
    {
        (ElementDraws draws, _) = Of("wallace", 1600, 8);
        double sum = 0;
        double squares = 0;
        for (int input = 0; input < 20; input++)
        {
            short[] column = new short[1600];
            draws.Fill(input, 0, 0, 0, column);
            double[] lane = [.. column.Where((_, row) => row % 8 == 0).Select(draw => (double)draw)];
            sum += lane.Zip(lane.Skip(1), (before, after) => before * after).Sum();
            squares += lane.Sum(draw => draw * draw);
        }

        // 4,000 products: five standard deviations are 0.08.
        Assert.InRange(sum / squares, -0.08, 0.08);
    }

    [Theory]
    [InlineData("rlf")]
    [InlineData("wallace")]
    public void An_input_draws_the_same_whatever_was_asked_before(string kind)
    {
        (ElementDraws forward, _) = Of(kind, 60, 30, 20);
        (ElementDraws backward, _) = Of(kind, 60, 30, 20);
        short[] expected = new short[60];
        short[] again = new short[60];
        short[] other = new short[30];
        forward.Fill(2, 1, 0, 9, expected);
        backward.Fill(7, 3, 1, 4, other);
        backward.Fill(2, 2, 1, 4, other);
        backward.Fill(2, 1, 0, 9, again);

        Assert.Equal(expected, again);
        forward.Fill(2, 2, 0, 9, again);
        Assert.NotEqual(expected, again);
    }

    [Theory]
    [InlineData("rlf")]
    [InlineData("wallace")]
    public void Machine_and_functional_path_agree_bit_for_bit(string kind)
    {
        NetworkGraph graph = RandomNetworks.Network(4, SpinArch.Isa.Activation.None, true, 50, 30, 6);
        byte[][] images = RandomNetworks.Images(4, 3, 50);
        ArchitectureSpec spec = Load(kind);
        SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, 3, images.Length);
        RunResult result = new Machine(spec, program,
            new MachineInputs { Seed = 2, Images = images, ArrivalInterval = Picoseconds.Zero }).Run();
        var functional = new FunctionalNetwork(spec, program).Run(images, 2, 3);

        Assert.Equal(
            result.Sums,
            functional.SelectMany(samples => Enumerable.Range(0,
                6).Select(output => samples.Where((_, index) => index % 6 == output).Sum())));
    }

    private static IEnumerable<short> Draws(string kind, int inputs, Func<int, int> input)
    {
        (ElementDraws draws, _) = Of(kind, kind == "rlf" ? 8 : 800, 128);
        short[] column = new short[kind == "rlf" ? 8 : 800];
        for (int index = 0; index < inputs; index++)
        {
            for (int at = 0; at < 128; at++)
            {
                draws.Fill(input(index), 0, 0, at, column);
                foreach (short draw in column)
                {
                    yield return draw;
                }
            }
        }
    }

    // Two blocks of the generator: 255 bits, little end first.
    private static bool[] Loaded(ulong seed, int input, int lane)
    {
        byte[] bytes = new byte[32];
        Philox4x32.Block(seed, (uint)input, 0xFFFFFFFD, (uint)lane, 0, bytes.AsSpan(0, 16));
        Philox4x32.Block(seed, (uint)input, 0xFFFFFFFD, (uint)lane, 1, bytes.AsSpan(16));
        return [.. Enumerable.Range(0, 255).Select(bit => (bytes[bit / 8] >> (bit % 8) & 1) != 0)];
    }

    private static (ElementDraws Draws, ArchitectureSpec Spec) Of(string kind, params int[] sizes)
    {
        ArchitectureSpec spec = Load(kind);
        return (ElementDraws.Of(spec, CompilerPipeline.Compile(Simulated.Timing(sizes), spec, 1, 1), 7), spec);
    }

    private static ArchitectureSpec Load(string kind) =>
        ArchitectureLoader.Load("vibnn", [$"generator.kind={kind}", "generator.draws=own"],
            environment: new Dictionary<string, string>()).Architecture;
}

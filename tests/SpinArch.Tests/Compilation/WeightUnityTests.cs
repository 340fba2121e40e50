using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Tests.Energy;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary><c>weight.unity</c>: the largest weight on the highest level, or 1.</summary>
public sealed class WeightUnityTests
{
    [Theory]
    [InlineData("largest", 15, 15)]
    [InlineData("one", 9, 3)] // 0.6 x 15 and 0.2 x 15
    public void The_highest_level_stands_for_the_largest_weight_or_for_one(string unity, int mean, int sigma)
    {
        LayerBlock block = Compiled(0.6, 0.2, unity).Program.Tiles[0].Blocks[0];

        Assert.Equal(-mean, block.MeanLevels[0]);
        Assert.Equal(mean, block.MeanLevels.Max(level => Math.Abs((int)level)));
        Assert.Equal(sigma, block.SigmaLevels.Max(level => (int)level));
    }

    [Fact]
    public void Exact_sums_stand_for_the_same_values_to_half_a_level()
    {
        Simulated largest = Compiled(0.6, 0.2, "largest");
        Simulated one = Compiled(0.6, 0.2, "one");

        for (int output = 0; output < 10; output++)
        {
            // Half a level of 1/15 on 40 rows of mean drive 1/2, seldom all to one side.
            Assert.InRange(Value(one, output) - Value(largest, output), -0.4, 0.4);
        }
    }

    [Fact]
    public void Weights_beyond_one_are_refused_under_it()
    {
        InputException error = Assert.Throws<InputException>(() => Compiled(1.5, 0.2, "one"));

        Assert.Contains("layer 'layer0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("has a mean of magnitude 1.5", error.Message, StringComparison.Ordinal);
        Assert.Equal(15, Compiled(1.5, 0.2, "largest").Program.Tiles[0].Blocks[0].MeanLevels.Max(level => Math.Abs((int)level)));
    }

    private static double Value(Simulated run, int output) => run.Program.Port.OutputScale * run.Result.Sums[output] / 50;

    private static Simulated Compiled(double mean, double sigma, string unity) => Simulated.Run(
        Weighted.Network(mean, sigma, 40, 10), 50, 1, [Enumerable.Range(0, 40).Select(k => (byte)(6 * k)).ToArray()], 1, default, $"weight.unity={unity}", "adc.lossless=true");
}

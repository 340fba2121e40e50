using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>What a timing-only run assumes of the sigma drive, against sums over all draws and against drives that were computed.</summary>
public sealed class SigmaActivityTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(3, 5)]
    [InlineData(4, 3)]
    public void The_mean_square_of_a_draw_is_that_over_all_sums_of_its_variables(int variables, int bits)
    {
        // How many ways there are to each sum.
        long[] ways = [1];
        for (int variable = 0; variable < variables; variable++)
        {
            long[] next = new long[ways.Length + (1 << bits) - 1];
            for (int sum = 0; sum < ways.Length; sum++)
            {
                for (int value = 0; value < 1 << bits; value++)
                {
                    next[sum + value] += ways[sum];
                }
            }

            ways = next;
        }

        double highest = ways.Length - 1;
        double mean = ways.Select((count, sum) => count * Math.Pow(((2 * sum) - highest) / highest, 2)).Sum() / ways.Sum();
        Assert.Equal(mean, RandomDesign.Load($"sampler.variables={variables}", $"sampler.bits={bits}").Sampler.MeanSquareDraw, 12);
    }

    [Fact]
    public void With_three_bytes_and_uniform_inputs_it_is_one_twenty_seventh()
    {
        Assert.Equal(1 / 26.8, RandomDesign.Load().MeanSquareSigmaDrive, 4);
        Assert.Equal(RandomDesign.Load().MeanSquareSigmaDrive / 2, RandomDesign.Load("activity.meanSquareDrive=0.16666666666666666").MeanSquareSigmaDrive, 12);
    }

    [Fact]
    public void Drives_that_were_computed_have_the_mean_square_that_a_run_without_weights_assumes()
    {
        var random = new Random(5);
        byte[] image = [.. Enumerable.Range(0, 100).Select(_ => (byte)random.Next(256))];
        double meanSquare = image.Average(pixel => Math.Pow(pixel / 255.0, 2));
        Simulated computed = Simulated.Run(Weighted.Network(1, 0.5, 100, 20), 20, 1, [image], 3, default);
        Simulated assumed = Simulated.Run(Simulated.Timing(100, 20), 20, 1, FormattableString.Invariant($"activity.meanSquareDrive={meanSquare}"));

        double expected = Drive(computed);
        Assert.InRange(Drive(assumed) / expected, 0.98, 1.02); // 40,000 draws
        Assert.InRange(Drive(assumed) / (400 * 100 * 255.0 * 255.0), meanSquare * 0.1119, meanSquare * 0.1121);
    }

    private static double Drive(Simulated run) => run.Of(CrossbarComponent.SigmaRead).Sum(read => (double)read.Drive);
}

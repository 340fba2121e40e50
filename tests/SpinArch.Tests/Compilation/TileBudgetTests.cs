using FsCheck;
using FsCheck.Fluent;
using SpinArch.Compilation;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Runs;
using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Compilation;

/// <summary>Under a tile budget the compiler copies the layers whose samples take longest.</summary>
public sealed class TileBudgetTests
{
    private static readonly Gen<(long[] Times, int[] Tiles, int[] Least, int[] Most, int Budget)> Choices =
        from depth in Gen.Choose(1, 4)
        from times in Gen.ArrayOf(Gen.Choose(1, 12).Select(time => (long)time), depth)
        from tiles in Gen.ArrayOf(Gen.Choose(1, 5), depth)
        from least in Gen.ArrayOf(Gen.Elements(1, 1, 1, 2), depth)
        from more in Gen.ArrayOf(Gen.Choose(0, 4), depth)
        from spare in Gen.Choose(0, 25)
        select (times, tiles, least, least.Zip(more, (few, some) => few + some).ToArray(), tiles.Zip(least, (each, few) => each * few).Sum() + spare);

    [Fact]
    public void No_other_choice_within_the_budget_has_a_shorter_longest_time_or_as_short_a_one_with_fewer_tiles() =>
        Prop.ForAll(Arb.From(Choices), test =>
        {
            (long[] times, int[] tiles, int[] least, int[] most, int budget) = test;
            int[] chosen = [.. least];
            TileBudget.Choose(times, tiles, chosen, most, budget);
            Assert.All(chosen.Index(), copies => Assert.InRange(copies.Item, least[copies.Index], most[copies.Index]));
            (double Time, int Tiles) best = All(least, most).Where(copies => TilesOf(copies, tiles) <= budget).Select(copies => (LongestOf(copies, times), TilesOf(copies, tiles))).Min();
            Assert.Equal(best, (LongestOf(chosen, times), TilesOf(chosen, tiles)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(20, 1, 1, 1, 1000)]
    [InlineData(33, 1, 1, 1, 1000)]
    [InlineData(38, 2, 2, 1, 500)]
    [InlineData(55, 2, 2, 1, 500)]
    [InlineData(56, 3, 3, 1, 1000.0 / 3)]
    public void The_published_network_leaves_its_short_last_layer_alone(int budget, int first, int second, int third, double interval)
    {
        Simulated run = Simulated.Run(Simulated.Timing(784, 200, 200, 10), 10, 1, $"mapping.tileBudget={budget}");
        Assert.Equal([first, second, third], Copies(run));
        Assert.Equal((14 * first) + (4 * second) + (2 * third), run.Program.Tiles.Length);

        // Crossbars limit all of it: the time of a sample over copies is the interval that the run shows.
        double? steady = SteadyInterval.Of(run.Spec, run.Program, run.Result, null, 12_000_000, CancellationToken.None);
        Assert.InRange(steady!.Value, interval * 0.999, interval * 1.01);
    }

    [Fact]
    public void What_a_column_costs_decides_not_columns_alone()
    {
        // 50 columns of 10 ns, then 40 columns with two conversions of 8 ns each: under mu reuse the first layer converts once.
        NetworkGraph graph = Simulated.Timing(60, 50, 40);
        Assert.Equal([1, 2], Copies(Simulated.Run(graph, 10, 1, "mapping.tileBudget=3", "adc.intervalNs=8")));
        Assert.Equal([2, 1], Copies(Simulated.Run(graph, 10, 1, "mapping.tileBudget=3")));
    }

    [Fact]
    public void A_layer_that_names_its_copies_keeps_them()
    {
        NetworkGraph graph = LayerCopies.With(Simulated.Timing(784, 200, 200, 10), 0, 3, 0);
        Assert.Equal([2, 3, 1], Copies(Simulated.Run(graph, 10, 1, "mapping.tileBudget=54")));
        Assert.Equal([3, 3, 1], Copies(Simulated.Run(graph, 10, 1, "mapping.tileBudget=400")));
    }

    [Fact]
    public void No_layer_has_more_copies_than_samples() =>
        Assert.Equal([4, 4, 1], Copies(Simulated.Run(Simulated.Timing(784, 200, 200, 10), 4, 1, "mapping.tileBudget=4000")));

    [Fact]
    public void The_estimate_follows_the_choice_though_sizes_are_the_same()
    {
        // What a column costs changes the copies, so a layout that was made for other times must not be taken.
        var estimator = new NetworkEstimator(Simulated.Timing(60, 50, 40));
        Assert.Equal(3, estimator.Estimate(RandomDesign.Load("mapping.tileBudget=3"), 10, 1).Tiles);
        PointEstimate slow = estimator.Estimate(RandomDesign.Load("mapping.tileBudget=3", "adc.intervalNs=8"), 10, 1);
        Assert.Equal(500, slow.PerSampleNs);
    }

    [Theory]
    [InlineData("mapping.tileBudget=19", "19 tiles, network 'timing' needs 20 for one copy of each layer")]
    [InlineData("mapping.tileBudget=0", "allowed: a whole number from 1 to 65536, or \"none\"")]
    [InlineData("mapping.tileBudget=auto", "allowed: a whole number from 1 to 65536, or \"none\"")]
    [InlineData("mapping.tileBudget=40 mapping.replicas=2", "mapping.tileBudget = 40 lets the compiler choose copies, mapping.replicas = 2 sets them; leave one of them out")]
    public void What_cannot_be_is_refused_in_a_line(string settings, string message)
    {
        InputException error = Assert.Throws<InputException>(() => Simulated.Run(Simulated.Timing(784, 200, 200, 10), 10, 1, settings.Split(' ')));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static int[] Copies(Simulated run) =>
        [.. run.Program.Tiles.GroupBy(tile => tile.Blocks[0].Layer).OrderBy(layer => layer.Key).Select(layer => layer.First().SampleStep)];

    private static IEnumerable<int[]> All(int[] least, int[] most) => least.Zip(most).Aggregate(
        new[] { Array.Empty<int>() }.AsEnumerable(),
        (sets, layer) => sets.SelectMany(set => Enumerable.Range(layer.First, layer.Second - layer.First + 1).Select(copies => (int[])[.. set, copies])));

    private static double LongestOf(int[] copies, long[] times) => times.Zip(copies, (time, number) => (double)time / number).Max();

    private static int TilesOf(int[] copies, int[] tiles) => tiles.Zip(copies, (each, number) => each * number).Sum();
}

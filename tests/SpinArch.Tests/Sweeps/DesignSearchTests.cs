using System.Collections.Immutable;
using SpinArch.Sweeps;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Sweeps;

/// <summary>The choice of designs, on the estimates of every design of a shipped sweep.</summary>
public sealed class DesignSearchTests
{
    private static readonly Lazy<(SweepFile File, ImmutableArray<PointRow> Rows)> _thousand = new(All);

    [Theory]
    [InlineData("latencyNs,energyNj", 1UL, 1.01)]
    [InlineData("latencyNs,energyNj", 2UL, 1.01)]
    [InlineData("energyNj,areaMm2", 1UL, 1.02)]
    [InlineData("latencyNs,energyNj,areaMm2", 1UL, 1.02)]
    public void A_tenth_of_the_designs_holds_the_front_of_all_to_a_hundredth_or_two(string objectives, ulong seed, double most)
    {
        var plan = new SearchPlan { Objectives = [.. objectives.Split(',')], Evaluations = 100, Seed = seed };
        (SweepFile file, ImmutableArray<PointRow> rows) = _thousand.Value;

        double searched = Missed(plan, rows, Looked(file, rows, plan));
        double spread = Enumerable.Range(1, 5).Average(other => Missed(plan, rows, Spread(file, (ulong)other)));

        Assert.InRange(searched, 1, most);
        Assert.True(searched - 1 < (spread - 1) / 2, $"missed {searched}, and as many designs spread evenly miss {spread}");
    }

    [Fact]
    public void No_design_is_asked_for_twice_and_every_one_in_the_end()
    {
        ImmutableArray<ImmutableArray<string>> knobs = [["1", "2", "3"], ["a", "b"], ["x"], ["0.5", "4"]];
        var search = new DesignSearch(knobs, new SearchPlan { Population = 5, Objectives = ["energyNj"] });
        var seen = new HashSet<string>();
        while (search.Next(7) is { IsEmpty: false } designs)
        {
            Assert.All(designs, design => Assert.True(seen.Add(string.Join(',', design))));

            // One in three cannot be built, and all others are as good.
            search.Tell(designs, designs.Select(design => design[0] == 1 ? ImmutableArray<double>.Empty : [1]));
        }

        Assert.Equal(12, seen.Count);
    }

    [Fact]
    public void Where_designs_cannot_be_built_it_looks_elsewhere()
    {
        ImmutableArray<string> values = [.. Enumerable.Range(1, 30).Select(value => $"{value}")];
        var search = new DesignSearch([values, values], new SearchPlan { Population = 10, Objectives = ["energyNj"] });
        int unbuilt = 0;
        for (int generation = 0; generation < 6; generation++)
        {
            ImmutableArray<int[]> designs = search.Next(10);
            unbuilt += designs.Count(design => generation > 0 && design[0] < 15);
            search.Tell(designs, designs.Select(design => design[0] < 15 ? ImmutableArray<double>.Empty : [design[0] + design[1] + 1.0]));
        }

        // Half of the space, though the best that can be built lies at its border.
        Assert.InRange(unbuilt, 0, 15);
    }

    [Fact]
    public void Fronts_and_their_order_by_hand()
    {
        SearchScore[] scores =
        [
            new([1, 9], 0), new([5, 5], 0), new([9, 1], 0), new([6, 6], 0), new([5.1, 4.9], 0), new([0, 0], 0.5), new([0, 0], 0.25),
            SearchScore.Unbuildable(2), new([1, 9], 0),
        ];

        Assert.Equal([0, 1, 2, 4, 8], NondominatedSorting.Front(scores));
        ImmutableArray<(int Index, int Rank)> order = NondominatedSorting.Order(scores);
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 3, 4], order.Select(place => place.Rank));
        Assert.Equal([3, 6, 5, 7], order.Skip(5).Select(place => place.Index));

        // The ends come first; of the two in the middle, neighbours of each other, each has an end on its other side.
        Assert.Equal(new HashSet<int> { 0, 2 }, order.Take(2).Select(place => place.Index).ToHashSet());
    }

    [Theory]
    [InlineData(new[] { "1", "10", "100" }, 0, 2, 1.0)]
    [InlineData(new[] { "1", "10", "100" }, 1, 2, 0.5)]
    [InlineData(new[] { "100", "1", "10" }, 0, 1, 1.0)]
    [InlineData(new[] { "chain", "tree", "gather" }, 0, 2, 1.0)]
    [InlineData(new[] { "chain", "tree", "gather" }, 1, 2, 1.0)]
    [InlineData(new[] { "auto", "2" }, 1, 1, 0.0)]
    public void Numbers_lie_in_order_and_words_equally_far_apart(string[] values, int left, int right, double distance) =>
        Assert.Equal(distance, new KnobScale([.. values]).Distance(left, right));

    [Fact]
    public void A_model_goes_through_what_it_knows_and_doubts_what_is_far()
    {
        ImmutableArray<string> values = [.. Enumerable.Range(0, 11).Select(value => $"{value}")];
        int[][] designs = [[0], [2], [4], [6]];
        var model = new DesignModel([new KnobScale(values)], designs, [.. designs.Select(design => (double)design[0])], []);

        Assert.All(designs, design => Assert.Equal(design[0], model.Of(design).Mean, 1e-3));
        Assert.All(designs, design => Assert.InRange(model.Of(design).Deviation, 0, 0.01));
        Assert.Equal(3, model.Of([3]).Mean, 0.2);
        Assert.True(model.Of([10]).Deviation > 1.3 * model.Of([5]).Deviation);
    }

    // By how much, at most, a design of the front is better in everything than the looked at that comes nearest (E. Zitzler et al., IEEE
    // Trans. Evol. Comput. 7, 117, 2003: the multiplicative epsilon).
    private static double Missed(SearchPlan plan, ImmutableArray<PointRow> rows, IEnumerable<int> looked)
    {
        SearchScore[] scores = [.. rows.Select(plan.ScoreOf)];
        SearchScore[] found = [.. looked.Select(point => scores[point])];
        return NondominatedSorting.Front(scores).Max(
            point => found.Min(other => other.Costs.Zip(scores[point].Costs).Max(pair => pair.First / pair.Second)));
    }

    private static HashSet<int> Looked(SweepFile file, ImmutableArray<PointRow> rows, SearchPlan plan)
    {
        var search = new DesignSearch([.. file.Knobs.Select(knob => knob.Values)], plan);
        var looked = new HashSet<int>();
        while (looked.Count < plan.Evaluations)
        {
            ImmutableArray<int[]> designs = search.Next(plan.Evaluations - looked.Count);
            int[] points = [.. designs.Select(design => Place(file, design))];
            Assert.All(points, point => Assert.True(looked.Add(point)));
            search.Tell(designs, points.Select(point => plan.FiguresOf(rows[point])));
        }

        return looked;
    }

    private static IEnumerable<int> Spread(SweepFile file, ulong seed) =>
        SweepPoints.Of(file with { Design = SweepDesign.LatinHypercube, Count = 100, DesignSeed = seed }).Select(
            point => Place(file, [.. file.Knobs.Select(knob => knob.Values.IndexOf(point.Values[file.Columns.IndexOf(knob.Keys[0])]))]));

    private static int Place(SweepFile file, int[] design) =>
        design.Zip(file.Knobs).Aggregate(0, (at, knob) => (at * knob.Second.Values.Length) + knob.First);

    private static (SweepFile File, ImmutableArray<PointRow> Rows) All()
    {
        SweepFile file = SweepBench.Read(RepositoryFile.PathOf("configs/sweeps/thousand.json"));
        using var runner = new PointRunner(file);
        return (file, [.. SweepPoints.Of(file).Select(runner.Estimate)]);
    }
}

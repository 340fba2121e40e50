using SpinArch.Arithmetic;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>How long levels last, and what becomes of a cell's weight.</summary>
public sealed class RetentionTests
{
    private static DeviceDescription AllSpin { get; } = DeviceFile.Read(RepositoryFile.PathOf("configs/devices/all-spin.json"));

    [Theory]
    [InlineData(20, 0.49)]
    [InlineData(30, 3.0 * 3600)]
    [InlineData(40, 7.5 * 31_557_600)]
    [InlineData(50, 1.6e5 * 31_557_600)]
    public void Escape_times_are_those_of_the_reference(double barrierKt, double seconds) =>
        Assert.InRange(Retention.Of(AllSpin, barrierKt).EscapeS / seconds, 0.97, 1.04);

    [Fact]
    public void A_barrier_is_an_energy_and_does_not_follow_the_temperature()
    {
        Retention hot = Retention.Of(AllSpin, 40, 358);

        Assert.Equal(40 * 300 / 358.0, hot.BarrierKt, 1e-9);
        Assert.Equal(1e-9 * Math.Exp(40 * 300 / 358.0), hot.EscapeS, hot.EscapeS * 1e-9);
    }

    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(16, 0.05)]
    [InlineData(16, 3)]
    [InlineData(16, 200)]
    [InlineData(7, 1e12)]
    public void A_level_walks_as_its_rate_equations_have_it(int sites, double hops)
    {
        var walk = new LevelWalk(sites, hops);
        for (int start = 0; start < sites; start++)
        {
            double[] expected = hops > 1e6 ? [.. Enumerable.Repeat(1.0 / sites, sites)] : RateEquations(sites, hops, start);
            for (int end = 0; end < sites; end++)
            {
                Assert.Equal(expected[end], walk.Probability(start, end), 1e-3);
            }
        }
    }

    [Fact]
    public void Few_hops_are_few_errors_and_many_leave_one_level_in_sixteen()
    {
        // Fourteen sites of sixteen can be left two ways, the ends one way.
        Assert.Equal(1e-6 * 15 / 16, new LevelWalk(16, 1e-6).Error, 1e-10);
        Assert.Equal(15.0 / 16, new LevelWalk(16, 1e9).Error, 1e-9);
        Assert.Equal(0, new LevelWalk(16, 0).Error, 1e-12);
    }

    [Fact]
    public void A_number_chooses_the_end_by_its_probability()
    {
        var walk = new LevelWalk(16, 5);
        int[] ends = [.. Enumerable.Range(0, 20_000).Select(index => walk.End(8, (index + 0.5) / 20_000))];

        Assert.All(
            Enumerable.Range(0, 16), end => Assert.Equal(walk.Probability(8, end), ends.Count(found => found == end) / 20_000.0, 1e-4));
    }

    [Fact]
    public void Cells_drift_as_the_walk_has_it_and_belong_to_the_chip()
    {
        double[] once = Weights("device.hops=2", "device.seed=1");
        double[] again = Weights("device.hops=2", "device.seed=1");
        double[] other = Weights("device.hops=2", "device.seed=2");
        double[] whole = Weights("device.hops=0", "device.seed=1");
        var walk = new LevelWalk(16, 2);

        Assert.Equal(once, again);
        Assert.NotEqual(once, other);
        Assert.All(whole, weight => Assert.Equal(8, weight, 1e-12));

        // A pair weighs the difference of a cell that began at level 8 and one that rested at 0.
        double mean = Enumerable.Range(0, 16).Sum(end => end * (walk.Probability(8, end) - walk.Probability(0, end)));
        double variance = Enumerable.Range(0, 16).Sum(end => end * end * (walk.Probability(8, end) + walk.Probability(0, end)))
            - Math.Pow(Enumerable.Range(0, 16).Sum(end => end * walk.Probability(8, end)), 2) - Math.Pow(
                Enumerable.Range(0, 16).Sum(end => end * walk.Probability(0, end)), 2);
        Assert.Equal(mean, once.Average(), 4 * Math.Sqrt(variance / once.Length));
        Assert.Equal(1, once.Average(weight => Math.Pow(weight - once.Average(), 2)) / variance, 0.1);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5min", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("30d", 2_592_000)]
    [InlineData("1y", 31_557_600)]
    [InlineData("0", 0)]
    public void Ages_are_written_as_people_write_them(string text, double seconds) => Assert.Equal(
        seconds, Assert.Single(Age.Parse("--age", text)).Seconds);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1m")]
    [InlineData("-1d")]
    [InlineData("1d,,1y")]
    [InlineData("nany")]
    [InlineData("1e9y")]
    public void Other_ages_are_refused(string text) =>
        Assert.Contains(
            "is no age; write a number and s, min, h, d or y", Assert.Throws<InputException>(() => Age.Parse("--age", text)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_track_of_too_many_sites_is_refused() =>
        Assert.Contains(
            "allowed is 2 to 128", Assert.Throws<InputException>(() => RetentionTable.SitesOf(AllSpin.With(["wall.step=1"]))).Message,
            StringComparison.Ordinal);

    private static double[] Weights(params string[] settings)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        var pairs = new CellPairs(spec, 15, 0, 0, 0, isSigma: false);
        return [.. Enumerable.Range(0, 40).SelectMany(column => Enumerable.Range(0, 100).Select(row => pairs.Effective(8, column, row)))];
    }

    // Euler's method with small steps: rate 1/2 a hop each way.
    private static double[] RateEquations(int sites, double hops, int start)
    {
        double[] share = new double[sites];
        share[start] = 1;
        int steps = 2000 + (int)(hops * 500);
        double dt = hops / steps / 2;
        for (int step = 0; step < steps; step++)
        {
            double[] next = [.. share];
            for (int site = 0; site + 1 < sites; site++)
            {
                double flow = dt * (share[site] - share[site + 1]);
                next[site] -= flow;
                next[site + 1] += flow;
            }

            share = next;
        }

        return share;
    }
}

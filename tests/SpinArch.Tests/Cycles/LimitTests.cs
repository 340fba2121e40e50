using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Cycles;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Cycles;

/// <summary>
/// What a report says about limits, held to simulations: the interval to the picosecond, every foretold change within two per cent.
/// </summary>
public sealed class LimitTests(ITestOutputHelper output)
{
    private const double Foretold = 0.02;

    private static readonly int Designs = int.Parse(Environment.GetEnvironmentVariable("SPINARCH_DESIGNS") ?? "40",
        CultureInfo.InvariantCulture);

    // The intervals were simulated before there was a graph.
    [Theory]
    [InlineData("adc.bits=8", 1_000, "Unit", "sigmaCrossbar")]
    [InlineData("adc.latencyNs=100", 2_422, "RoundTrip", "vector queue")]
    [InlineData("sampler.normaliseNs=100", 5_300, "RoundTrip", "Gaussian bank")]
    [InlineData("sequencer.queueDepth=1", 2_102, "RoundTrip", "vector queue")]
    [InlineData("sequencer.queueDepth=2", 1_102, "RoundTrip", "vector queue")]
    [InlineData("sequencer.queueDepth=3", 1_052, "RoundTrip", "vector queue")]
    [InlineData("input.banks=1", 1_297, "RoundTrip", "")]
    [InlineData("link.receiveFlits=1", 1_400, "RoundTrip", "receive buffer")]
    [InlineData("crossbar.rows=64", 1_200, "Unit", "link")]
    [InlineData("sampler.lanes=32", 2_000, "Unit", "trng")]
    public void The_published_network_is_limited_by(string setting, double intervalNs, string kind, string name)
    {
        ChipLimit limit = LimitDesign.Foretold(RandomDesign.Load(setting), Simulated.Timing(784, 200, 200, 10), 10, foretells: false)!;

        Assert.Equal((intervalNs, kind), (limit.IntervalNs, limit.Kind.ToString()));
        Assert.Contains(name, limit.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_is_that_of_a_simulation_and_every_foretold_change_comes_true_over_random_designs()
    {
        int tried = 0;
        int open = 0;
        int changes = 0;
        double worst = 0;
        var random = new Random(3);
        for (int seed = 0; seed < Designs; seed++)
        {
            if (LimitDesign.Draw(seed, mostTiles: 5) is not { } design)
            {
                continue;
            }

            ChipLimit limit = LimitDesign.Foretold(design.Spec, design.Graph, design.Samples, foretells: true)!;
            double simulated = LimitDesign.Simulated(design.Spec, design.Graph, design.Samples);
            bool isSame = Math.Abs((limit.IntervalNs / simulated) - 1) < 1e-9;
            Assert.True(isSame || !limit.IsDetermined, $"{limit.IntervalNs} is not {simulated}: {design.Text}");
            Assert.True(limit.IntervalNs <= simulated * (1 + 1e-9) || !limit.IsExact,
                $"{limit.IntervalNs} is no lower bound of {simulated}: {design.Text}");
            tried++;
            open += isSame ? 0 : 1;
            foreach (LimitChange change in isSame ? limit.Changes.OrderBy(_ => random.Next()).Take(3) : [])
            {
                double then = LimitDesign.Simulated(KeyTable.Find(change.Key)!.Apply(design.Spec, change.To), design.Graph, design.Samples);
                double error = Math.Abs((change.IntervalNs / then) - 1);
                Assert.True(error < Foretold || (change.IsLeast && change.IntervalNs < then), $"{change} but {then}: {design.Text}");
                error = change.IsLeast ? 0 : error;
                worst = Math.Max(worst, error);
                changes++;
            }
        }

        output.WriteLine(FormattableString.Invariant($"{tried} designs, {open} of them open; {changes} changes, the worst {100 * worst:0.###} % off"));
        Assert.InRange(open, 0, tried / 10);
    }

    [Fact]
    public void Arrivals_limit_where_the_chip_waits_for_them_and_samples_come_no_faster_than_inputs()
    {
        RunReport report = Report(samples: 10, inputs: 3, arrivalNs: 1_000_000);

        Assert.Equal("arrivals", report.Throughput.LimitedBy!.Kind);
        Assert.Equal(10 * report.Throughput.InputsPerSecond, report.Throughput.SamplesPerSecond, 6);
        Assert.Empty(report.Throughput.LimitedBy.Changes);
    }

    [Fact]
    public void Arrivals_that_come_faster_than_the_chip_works_do_not_limit() =>
        Assert.Equal("unit", Report(samples: 10, inputs: 3, arrivalNs: 1).Throughput.LimitedBy!.Kind);

    [Fact]
    public void With_one_sample_an_input_inputs_follow_each_other_at_the_interval_of_their_graph()
    {
        RunReport report = Report(samples: 1, inputs: 12, arrivalNs: 0);

        LimiterReport limiter = report.Throughput.LimitedBy!;
        Assert.Equal("input", limiter.Of);
        Assert.Equal(1e9 / report.Throughput.InputsPerSecond, limiter.IntervalNs!.Value, 6);
    }

    [Fact]
    public void A_round_trip_names_its_places_and_its_times_and_no_unit_as_busy()
    {
        LimiterReport limiter = Report(samples: 10, inputs: 1, arrivalNs: 0, "sampler.normaliseNs=100").Throughput.LimitedBy!;

        Assert.Equal(("roundTrip", "Gaussian bank", (double?)null), (limiter.Kind, limiter.Unit, limiter.Fraction));
        Assert.Equal(("sampler.banks", 2), (limiter.Places[0].Key, limiter.Places[0].Depth));
        Assert.Equal(("trng", "result"), (limiter.Shares[0].Unit, limiter.Shares[0].Part));
        Assert.Equal(1, limiter.Shares.Sum(share => share.Share), 9);
        Assert.DoesNotContain(limiter.Changes, change => change.Key == "crossbar.columnReadNs");
    }

    [Fact]
    public void Both_directions_of_a_key_are_foretold_the_one_that_helps_and_the_one_that_costs()
    {
        ChipLimit limit = LimitDesign.Foretold(RandomDesign.Load("adc.latencyNs=100"), Simulated.Timing(784, 200, 200, 10), 10,
            foretells: true)!;

        Assert.Equal([1_422, 4_422], limit.Changes.Where(change => change.Key == "adc.latencyNs").Select(change => change.IntervalNs));
        Assert.Equal([1_344.666667, 4_034], limit.Changes.Where(change => change.Key == "sequencer.queueDepth")
            .Select(change => Math.Round(change.IntervalNs, 6)));
    }

    // Its critical cycle needs 600 ns, which is what used to be printed.
    [Fact]
    public void What_flits_that_meet_on_links_take_longer_than_any_cycle_is_asked_of_a_simulation()
    {
        ArchitectureSpec spec = RandomDesign.Load();
        NetworkGraph graph = Simulated.Timing(784, 200, 200, 10);
        Program program = CompilerPipeline.Compile(graph, spec, 10, 1);

        LimitChange bound = LimitFinder.Of(spec, program, foretells: true)!.Changes[0];
        LimiterChangeReport told = new SimulationJob { Spec = spec, Program = program, Inputs = null, Seed = 1 }
            .Run().Report.Throughput.LimitedBy!.Changes[0];

        Assert.Equal(("crossbar.columnReadNs", 600, true), (bound.Key, bound.IntervalNs, bound.IsLeast));
        Assert.Equal((612.5, "flits that meet on links", false), (told.IntervalNs, told.Then, told.IsLeast));
        Assert.Equal(612.5, LimitDesign.Simulated(RandomDesign.Load("crossbar.columnReadNs=5"), graph, 10));
    }

    [Fact]
    public void A_slot_behind_a_link_that_several_senders_share_limits_them_together()
    {
        // A slot is in use for 4 ns, the link for 1.
        ChipLimit limit = LimitDesign.Foretold(
            RandomDesign.Load("crossbar.rows=64", "link.bufferFlits=1", "link.hopNs=4"), Simulated.Timing(784, 200, 200, 10), 10,
            foretells: false)!;

        Assert.Equal(("RoundTrip", "router buffer"), (limit.Kind.ToString(), limit.Name));
    }

    private static RunReport Report(int samples, int inputs, double arrivalNs, params string[] settings)
    {
        ArchitectureSpec spec = RandomDesign.Load(settings);
        Program program = CompilerPipeline.Compile(Simulated.Timing(100, 60, 10), spec, samples, inputs);
        return new SimulationJob
        {
            Spec = spec,
            Program = program,
            Inputs = null,
            Seed = 1,
            ArrivalInterval = new Picoseconds((long)(arrivalNs * 1000))
        }.Run().Report;
    }
}

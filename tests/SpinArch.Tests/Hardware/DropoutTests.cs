using SpinArch.Compilation;
using SpinArch.Components.Dropout;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// A chip whose word lines are gated: when masks are drawn, what waits for them, what they do to reads, and what they cost.
/// </summary>
public sealed class DropoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spinarch-dropout-").FullName;

    [Fact]
    public void A_mask_is_drawn_once_a_block_and_sample_and_counts_a_bit_a_row()
    {
        Run run = Simulate(Simulated.Timing(300, 60, 10), 3, []);

        // 300 rows on three tiles, 60 on one, of one column block each.
        Assert.Equal(3 * (3 + 1), run.Of(DropoutComponent.Gate).Length);
        Assert.Equal(3 * (300 + 60), run.Of(DropoutComponent.Gate).Sum(activity => activity.Items));
    }

    [Theory]
    [InlineData("1", 3 * 300)]
    [InlineData("9", 3 * 3 * 12)]
    [InlineData("\"unbounded\"", 3 * 3)]
    public void A_bit_may_gate_a_group_of_rows(string group, int bits)
    {
        Run run = Simulate(Simulated.Timing(300, 10), 3, [$"dropout.group={group.Trim('"')}"]);

        Assert.Equal(bits, run.Of(DropoutComponent.Gate).Sum(activity => activity.Items));
    }

    [Fact]
    public void The_first_read_waits_for_its_mask_and_no_sooner_or_later()
    {
        // 112 rows by 16 modules: 7 passes of 40 + 20 + 10 ns. The mask is posted in the 6th slot; the vector is there long before.
        Run run = Simulate(Simulated.Timing(112, 10), 1,
            ["dropout.modules=16", "dropout.resetNs=40", "dropout.writeNs=20", "dropout.readNs=10"]);
        Activity gate = Assert.Single(run.Of(DropoutComponent.Gate));

        Assert.Equal(new Picoseconds(7 * 70_000), gate.Duration);
        Assert.Equal(gate.Start + gate.Duration, run.Of(CrossbarComponent.SigmaRead)[0].Start);
    }

    [Fact]
    public void A_slow_module_sets_the_interval_of_samples()
    {
        // Queues hold a sample, so that the next mask is asked for while this one is drawn.
        string[] slow = ["dropout.modules=1", "dropout.writeNs=20", "sequencer.queueDepth=64"];
        Picoseconds more = Simulate(Simulated.Timing(100, 10), 9, slow).Result.End;
        Picoseconds fewer = Simulate(Simulated.Timing(100, 10), 5, slow).Result.End;

        Assert.Equal(new Picoseconds(4 * 100 * 20_000), more - fewer);
    }

    [Fact]
    public void Rows_whose_bits_are_off_carry_no_current_in_any_column_of_the_sample()
    {
        Run none = Simulate(Weighted(), 6, ["dropout.probability=0"], all: 255);
        Run some = Simulate(Weighted(), 6, ["dropout.probability=0.4"], all: 255);
        Run every = Simulate(Weighted(), 6, ["dropout.probability=1"], all: 255);
        long full = none.Of(CrossbarComponent.MeanRead)[0].Drive;
        long bias = every.Of(CrossbarComponent.MeanRead)[0].Drive;
        long row = (full - bias) / 90;

        Assert.Equal(0, (full - bias) % 90);
        Assert.All(every.Of(CrossbarComponent.MeanRead), read => Assert.Equal(bias, read.Drive));
        long[][] samples = [.. some.Of(CrossbarComponent.MeanRead).GroupBy(read => read.Sample).Select(sample => sample.Select(read => read.Drive).Distinct().ToArray())];
        Assert.All(samples, drives => Assert.Equal(0, (Assert.Single(drives) - bias) % row));
        Assert.InRange(samples.Select(drives => drives[0]).Distinct().Count(), 3, 6);

        // 540 bits that are on with 0.6: five standard deviations are 57.
        Assert.InRange(samples.Sum(drives => (drives[0] - bias) / row), 324 - 57, 324 + 57);
    }

    [Fact]
    public void Rows_of_a_group_are_gated_together()
    {
        Run run = Simulate(Weighted(), 12, ["dropout.probability=0.5", "dropout.group=30"], all: 255);
        Run every = Simulate(Weighted(), 12, ["dropout.probability=1"], all: 255);
        long bias = every.Of(CrossbarComponent.MeanRead)[0].Drive;
        long group = (Simulate(Weighted(), 1, ["dropout.probability=0"], all: 255).Of(CrossbarComponent.MeanRead)[0].Drive - bias) / 3;

        Assert.All(run.Of(CrossbarComponent.MeanRead), read => Assert.Equal(0, (read.Drive - bias) % group));
        Assert.InRange(run.Of(CrossbarComponent.MeanRead).Select(read => read.Drive).Distinct().Count(), 2, 4);
    }

    [Fact]
    public void Without_a_probability_the_answers_are_those_of_a_chip_without_modules()
    {
        NetworkGraph graph = Weighted();
        Run gated = Simulate(graph, 4, ["dropout.probability=0"], all: 200);
        Simulated plain = Simulated.Run(graph, 4, 1, [Enumerable.Repeat((byte)200, 90).ToArray()], 1, Picoseconds.Zero,
            "mapping.muReuse=false");

        Assert.Equal(plain.Result.Sums.ToArray(), gated.Result.Sums.ToArray());
    }

    [Fact]
    public void Masks_do_not_depend_on_the_partition()
    {
        NetworkGraph graph = Weighted();
        string[] one = ["dropout.probability=0.5"];
        string[] three = ["dropout.probability=0.5", "crossbar.rows=31"];

        Assert.Equal(
            Simulate(graph, 4, one, all: 255).Of(CrossbarComponent.MeanRead).Where(read => read.Column == 0).GroupBy(read => read.Sample).Select(sample => sample.Sum(read => read.Drive)),
            Simulate(graph, 4, three,
                all: 255).Of(CrossbarComponent.MeanRead).Where(read =>
                read.Column == 0).GroupBy(read => read.Sample).OrderBy(sample => sample.Key)
                .Select(sample => sample.Sum(read => read.Drive)));
    }

    [Fact]
    public void Each_bit_is_charged_and_each_module_has_its_area()
    {
        Run run = Simulate(Simulated.Timing(300, 60, 10), 3, ["dropout.modules=16"]);
        var model = EnergyModel.Create(run.Spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        run.Activities.ForEach(activity => ledger.OnActivity(in activity));

        EnergyLine write = model.Cost(ledger, run.Result.End).Lines.Single(line => line.Unit == DropoutComponent.Dropout
            && line.Action == "write");
        Assert.Equal((Int128)1080, write.Count);
        Assert.Equal(1000, write.Cost.Femtojoules);
        Assert.Equal(16 * 4, AreaModel.Of(run.Spec, run.Program).Terms.Single(term => term.Unit == DropoutComponent.Dropout).Instances);
    }

    [Fact]
    public void A_write_faster_than_its_energy_holds_for_is_named_in_the_report()
    {
        Assert.DoesNotContain(CostNotes.Of(Load([])), note => note.Key == "dropout.writeNs");
        Assert.False(Assert.Single(CostNotes.Of(Load(["dropout.writeNs=9"])), note => note.Key == "dropout.writeNs").IsModelled);
    }

    /// <summary>Numbers are places in reports and in sums.</summary>
    [Fact]
    public void Kinds_of_unit_and_of_activity_are_numbered_without_gaps()
    {
        Assert.Equal(Enumerable.Range(0, ComponentCatalog.Units.Length), ComponentCatalog.Units.Select(unit => unit.Number));
        Assert.Equal(Enumerable.Range(0, ComponentCatalog.Activities.Length), ComponentCatalog.Activities.Select(kind => kind.Number));
    }

    [Fact]
    public void A_kept_mean_and_modules_that_are_not_there_are_refused()
    {
        Assert.Contains("set it to false", Assert.Throws<InputException>(() => Load(["mapping.muReuse=true"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "is of the component \"dropout\", which this architecture does not have",
            Assert.Throws<InputException>(() => ArchitectureLoader.Load("all-spin", ["dropout.banks=1"],
                environment: new Dictionary<string, string>())).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropout.barrier=40", "dropout.probability states what dropout.current and dropout.barrier give too")]
    [InlineData("dropout.current=0.5", "dropout.current changes nothing without a dropout.barrier")]
    [InlineData("dropout.remain=0.5", "allowed with a scaler is 0")]
    public void Settings_that_contradict_each_other_are_refused(string setting, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Load([setting])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_scale_that_the_drivers_cannot_hold_is_refused()
    {
        Assert.Contains("is 1: allowed are shares that leave a code in between",
            Assert.Throws<InputException>(() => LoadMeans(["dropout.remain=0.5", "dac.bits=1"])).Message, StringComparison.Ordinal);
        Assert.Equal(0.5, LoadMeans(["dropout.remain=0.5", "dac.bits=3"]).Part<DropoutSpec>().Remain);
    }

    /// <summary>1 - exp(-(t / tau0) exp(-Delta (1 - I / Ic0))) by hand: exp(-4) = 0.018316, times 10, exp(-0.18316) = 0.83264.</summary>
    [Fact]
    public void The_probability_of_a_write_follows_from_current_width_and_barrier()
    {
        DropoutSpec dropout = Load(["dropout.probability=0", "dropout.current=0.9", "dropout.barrier=40"]).Part<DropoutSpec>();
        DropoutSpec longer = Load(["dropout.probability=0", "dropout.current=0.9", "dropout.barrier=40",
            "dropout.writeNs=20"]).Part<DropoutSpec>();

        Assert.Equal(0.16736, dropout.OffProbability, 5);
        Assert.Equal(1 - (0.83264 * 0.83264), longer.OffProbability, 4);
        Assert.Equal(0.3, Load([]).Part<DropoutSpec>().OffProbability);
    }

    [Theory]
    [InlineData("dropout.probability=0.4")]
    [InlineData("dropout.probability=0.4", "crossbar.rows=31", "dropout.group=7", "weight.cellBits=2")]
    [InlineData("dropout.probability=0.6", "dropout.group=unbounded", "device.conductanceSpread=0.1", "device.readNoise=0.01")]
    [InlineData("dropout.probability=0.5", "crossbar.columnSum=neuron", "mapping.replicas=2")]
    public void The_functional_path_gives_the_machines_results(params string[] settings)
    {
        NetworkGraph graph = RandomNetworks.Network(11, SpinArch.Isa.Activation.None, bias: true, 90, 40, 12);
        SameResults(graph, Load(settings));
        SameResults(MeanOnlyTests.WithoutSigma(graph), LoadMeans(settings));
        SameResults(MeanOnlyTests.WithoutSigma(graph), LoadMeans([.. settings, "dropout.remain=0.4"]));
        SameResults(Signed(graph), LoadMeans([.. settings, "neuron.bits=1", "weight.meanBits=1", "dac.bits=1"]));
        SameResults(Signed(graph) with { Layers = [.. graph.Layers.Select(layer => layer with { Activation = Signs(layer) })] },
            Load(settings));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.02, "dropout.modules=16", "dropout.writeNs=40")]
    [InlineData(0.03, "dropout.modules=1", "dropout.writeNs=30")]
    [InlineData(0.03, "dropout.modules=1", "dropout.writeNs=30", "dropout.banks=1")]
    [InlineData(0.05, "dropout.group=9", "crossbar.rows=40", "dropout.modules=4")]
    public void The_estimate_counts_what_the_machine_does_and_is_near_its_time(double tolerance, params string[] settings)
    {
        NetworkGraph graph = Simulated.Timing(300, 60, 10);
        foreach (ArchitectureSpec spec in (ArchitectureSpec[])[Load(settings), LoadMeans(settings)])
        {
            SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, 9, 1);
            var ledger = new ActivityLedger(SiteMap.Of(program));
            RunResult result = new Machine(spec, program, new MachineInputs { Seed = 1, Images = [], ArrivalInterval = Picoseconds.Zero },
                ledger).Run();
            var estimator = new NetworkEstimator(graph);
            PointEstimate estimate = estimator.Estimate(spec, 9, 1);
            ActivityLedger counted = EstimatedLedger.Of(ledger.Sites, spec, estimator.LayoutOf(spec, 9), 9, 1);

            foreach (ActivityKind kind in ComponentCatalog.Activities.Where(kind => kind != ReceiverComponent.ReceiveVector))
            {
                Assert.Equal(ledger.Of(kind), counted.Of(kind));
            }

            Assert.InRange((double)estimate.Total.Value / result.End.Value, 1 - tolerance, 1 + tolerance);
        }
    }

    /// <summary>A sample meets the codes that its gates leave, which is what a trace is checked by.</summary>
    [Fact]
    public void Random_bits_of_a_sample_are_counted()
    {
        RunReport gated = Report(LoadMeans([]));
        RunReport both = Report(Load([]));
        RunReport drawn = Report(ArchitectureLoader.Load("all-spin", [], environment: new Dictionary<string, string>()).Architecture);

        Assert.Equal(300 + 60, gated.RandomBitsPerSample);
        Assert.Equal(300 + 60 + (24 * ((300 * 60) + (60 * 10))), both.RandomBitsPerSample);
        Assert.Equal(24 * ((300 * 60) + (60 * 10)), drawn.RandomBitsPerSample);

        static RunReport Report(ArchitectureSpec spec) =>
            new EstimateJob { Spec = spec, Graph = Simulated.Timing(300, 60, 10), Samples = 3, Inputs = 2 }.Run();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NetworkGraph Weighted() => RandomNetworks.Network(11, SpinArch.Isa.Activation.None, bias: true, 90, 12);

    private Run Simulate(NetworkGraph graph, int samples, string[] settings, byte? all = null)
    {
        ArchitectureSpec spec = Load(settings);
        SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, samples, 1);
        var activities = new List<Activity>();
        byte[][] images = all is { } value ? [Enumerable.Repeat(value, graph.Inputs).ToArray()] : [];
        var machine = new Machine(spec, program, new MachineInputs { Seed = 1, Images = images, ArrivalInterval = Picoseconds.Zero },
            new Sink(activities));
        return new Run(spec, program, machine.Run(), activities);
    }

    private static SpinArch.Isa.Activation Signs(NetworkLayer layer) =>
        layer.Activation == SpinArch.Isa.Activation.None ? layer.Activation : SpinArch.Isa.Activation.Sign;

    private static NetworkGraph Signed(NetworkGraph graph) => graph with
    {
        Layers = [.. MeanOnlyTests.WithoutSigma(graph).Layers.Select(layer => layer with { Activation = Signs(layer) })],
    };

    private static void SameResults(NetworkGraph graph, ArchitectureSpec spec)
    {
        byte[][] images = RandomNetworks.Images(3, 2, graph.Inputs);
        SpinArch.Isa.Program program = CompilerPipeline.Compile(graph, spec, 3, 2);
        RunResult result = new Machine(
            spec, program, new MachineInputs { Seed = 5, Images = images, ArrivalInterval = Picoseconds.Zero },
                new ActivityLedger(SiteMap.Of(program))).Run();
        int outputs = program.OutputWords;

        Assert.Equal(
            result.Sums,
            new FunctionalNetwork(spec, program).Run(images, 5, 3)
                .SelectMany(input => Enumerable.Range(0,
                    outputs).Select(output => input[output] + input[outputs + output] + input[(2 * outputs) + output])));
    }

    // The same chip without sigma, whose means are not kept anyhow.
    [Theory]
    [InlineData("dropout.probability=0.3", 0.7)]
    [InlineData("dropout.probability=0.3 dropout.remain=0.5", 1 - (0.3 * (1 - (0.5 * 0.5))))]
    [InlineData("dropout.probability=0 dropout.barrier=20 dropout.current=0.9", 0.25837)]
    public void Lines_without_values_dissipate_what_their_gates_leave_on_average(string settings, double share)
    {
        Assert.Equal(share, Dissipated(settings.Split(' ')) / Dissipated(["dropout.probability=0"]), 0.002);

        double Dissipated(string[] set)
        {
            ArchitectureSpec spec = LoadMeans(set);
            SpinArch.Isa.Program program = CompilerPipeline.Compile(Simulated.Timing(90, 40), spec, 2, 1);
            return new SimulationJob { Spec = spec, Program = program, Inputs = null, Seed = 1 }.Run().Report.EnergyNj.Terms
                .Single(term => term.Unit == "meanCrossbar" && term.Action == "offState").TotalNj;
        }
    }

    private ArchitectureSpec LoadMeans(string[] settings)
    {
        string path = Path.Combine(_folder, "means.json");
        Load([]);
        File.WriteAllText(path, """
            { "base": "./gated.json", "components": ["crossbar", "converter", "dropout", "writer", "vector", "sender", "receiver"] }
            """);
        return ArchitectureLoader.Load(path, settings, environment: new Dictionary<string, string>()).Architecture;
    }

    private ArchitectureSpec Load(string[] settings)
    {
        string path = Path.Combine(_folder, "gated.json");
        File.WriteAllText(path, """
            {
              "base": "all-spin",
              "components": ["sampler", "scaler", "crossbar", "converter", "dropout", "writer", "vector", "sender", "receiver"],
              "dropout": {
                "probability": 0.3, "current": 0, "barrier": 0, "attemptNs": 1, "remain": 0, "group": 1,
                "modules": "rows", "resetNs": 0, "writeNs": 10, "readNs": 0, "banks": 2
              },
              "mapping": { "muReuse": false }
            }
            """);
        return ArchitectureLoader.Load(path, settings, environment: new Dictionary<string, string>()).Architecture;
    }

    private sealed record Run(ArchitectureSpec Spec, SpinArch.Isa.Program Program, RunResult Result, List<Activity> Activities)
    {
        public Activity[] Of(ActivityKind kind) => [.. Activities.Where(activity => activity.Kind == kind)];
    }

    private sealed class Sink(List<Activity> activities) : IActivitySink
    {
        public void OnActivity(in Activity activity) => activities.Add(activity);
    }
}

using SpinArch.Compilation;
using SpinArch.Components.Dropout;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
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
    public void What_has_no_closed_form_says_so_and_a_kept_mean_is_refused()
    {
        ArchitectureSpec spec = Load([]);

        Assert.Contains("knows no component \"dropout\"",
            Assert.Throws<InputException>(() => new NetworkEstimator(Simulated.Timing(30, 10)).Estimate(spec, 1, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("set it to false", Assert.Throws<InputException>(() => Load(["mapping.muReuse=true"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "is of the component \"dropout\", which this architecture does not have",
            Assert.Throws<InputException>(() => ArchitectureLoader.Load("all-spin", ["dropout.banks=1"],
                environment: new Dictionary<string, string>())).Message,
            StringComparison.Ordinal);
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

    private ArchitectureSpec Load(string[] settings)
    {
        string path = Path.Combine(_folder, "gated.json");
        File.WriteAllText(path, """
            {
              "base": "all-spin",
              "components": ["sampler", "scaler", "crossbar", "converter", "dropout", "writer", "vector", "sender", "receiver"],
              "dropout": { "probability": 0.3, "group": 1, "modules": "rows", "resetNs": 0, "writeNs": 10, "readNs": 0, "banks": 2 },
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

using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Networks;
using SpinArch.Tests.Specs;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Hardware;

/// <summary>
/// A chip whose arrays are read whole, on every path besides values and times: estimate, traces, costs, lists of components.
/// </summary>
public sealed class ArrayChipTests
{
    private static readonly string[] _designs =
    [
        "", "mapping.fanIn=gather", "crossbar.rows=64 mapping.fanIn=tree", "adc.intervalNs=7", "array.readNs=900", "latch.banks=1",
        "sampleHold.banks=1 array.readNs=300", "crossbar.rows=48 crossbar.columns=40", "mapping.replicas=2",
        "crossbar.rows=40 mapping.fanIn=timeMultiplex crossbar.pairsPerTile=4", "still dac.bitsAtOnce=1",
            "still dac.bitsAtOnce=2 weight.cellBits=1",
        "vector.width=1", "adc.perTile=16 clock.periodNs=0.7", "link.flitBits=64",
    ];

    public static TheoryData<string> Designs => [.. _designs];

    /// <summary>Counts, energy and area to the last digit, times within the bounds of <c>docs/estimator.md</c>.</summary>
    [Theory]
    [MemberData(nameof(Designs))]
    public void The_estimate_is_that_of_the_simulation(string settings)
    {
        string[] set = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        NetworkGraph graph = Simulated.Timing(300, 120, 90, 10);
        ArrayRun run = ArrayRun.Of(graph, 8, set);
        PointEstimate estimate = new NetworkEstimator(graph).Estimate(run.Spec, 8, 1);
        var model = EnergyModel.Create(run.Spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        run.Activities.ForEach(activity => ledger.OnActivity(in activity));
        EnergyAccount account = model.Cost(ledger, run.Result.End);

        Assert.Equal(account.Dynamic, estimate.Dynamic);
        Assert.Equal(account.PaperScope, estimate.PaperScope);
        Assert.Equal(model.Cost(ledger, estimate.Total).Total, estimate.Energy);
        Assert.Equal(AreaModel.Of(run.Spec, run.Program).TotalMm2, estimate.AreaMm2);
        double error = ((double)estimate.Total.Value / run.Result.End.Value) - 1;
        Assert.InRange(error, estimate.Note.Length == 0 ? -0.05 : -0.3, estimate.Note.Length == 0 ? 0.05 : 0.3);
    }

    [Fact]
    public void What_an_array_dissipates_is_the_sum_by_hand()
    {
        ArrayRun run = ArrayRun.Of(Simulated.Timing(30, 10), 2, []);
        var model = EnergyModel.Create(run.Spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        run.Activities.ForEach(activity => ledger.OnActivity(in activity));
        EnergyAccount account = model.Cost(ledger, run.Result.End);

        // Two reads of 30 x 10 weights, each on two lines; the square of a drive is a third of the full one, a level half of the highest.
        TechnologySpec technology = run.Spec.Technology;
        double on = 1 / technology["crossbar.unityResistance"].Value;
        double off = on / (1 + technology["crossbar.tmr"].Value);
        double square = 2 * 30 * 10 / 3.0 * Math.Pow(technology["crossbar.supply"].Value, 2) * run.Spec.Crossbar.ColumnRead.Nanoseconds;
        Assert.Equal(square * 0.5 * (on - off), Of("read"), 0.01 * Of("read"));
        Assert.Equal(square * 2 * off, Of("offState"), 0.01 * Of("offState"));
        Assert.Equal(square * 2 * (off + (0.5 * (on - off))), Of("fluctuation"), 0.01 * Of("fluctuation"));

        double Of(string action) => account.Lines.Single(line => line.Unit.Name == "array" && line.Action == action).Total.Nanojoules;
    }

    [Theory]
    [InlineData("")]
    [InlineData("fluctuation.spacingNs=1 fluctuation.correlationSpread=0.4 mapping.replicas=2")]
    [InlineData("sampleHold.banks=1 latch.banks=1 input.banks=1 sequencer.queueDepth=1 crossbar.rows=30")]
    [InlineData("crossbar.rows=30 mapping.fanIn=timeMultiplex crossbar.pairsPerTile=4 adc.intervalNs=3.333")]
    public void A_recorded_run_passes_every_check_and_is_done_again(string settings)
    {
        using var folder = new TemporaryFolder();
        EffectiveConfiguration configuration = ArchitectureLoader.Load(
            "in-cell", settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), environment: new Dictionary<string, string>());
        NetworkGraph graph = RandomNetworks.Network(11, SpinArch.Isa.Activation.None, bias: true, 70, 30, 5);
        var job = new SimulationJob
        {
            Spec = configuration.Architecture,
            Program = SpinArch.Compilation.CompilerPipeline.Compile(graph, configuration.Architecture, 5, 2),
            Inputs = InputSet.Random(7, 2, 70),
            Seed = 7,
            Trace = new TraceRequest(folder["run.strace"], configuration),
        };
        RunReport report = job.Run().Report;
        using TraceReader reader = TraceReader.Open(folder["run.strace"]);

        Assert.Empty(TraceVerifier.Verify(reader).Failed);
        Assert.True(SimulationComparison.Run(reader).IsSame);
        Assert.Equal(2, report.Predictions.Length);
    }

    [Theory]
    [InlineData("\"array\", \"fluctuation\", \"dropout\", \"converter\", \"vector\", \"sender\", \"receiver\"",
        "\"dropout\" works on \"crossbar\"")]
    [InlineData("\"fluctuation\", \"sampler\", \"scaler\", \"crossbar\", \"converter\", \"vector\", \"sender\", \"receiver\"",
        "\"fluctuation\" works on \"array\"")]
    [InlineData("\"array\", \"crossbar\", \"converter\", \"vector\", \"sender\", \"receiver\"", "which nothing listed takes")]
    [InlineData("\"array\", \"sampler\", \"converter\", \"vector\", \"sender\", \"receiver\"", "which nothing listed takes")]
    [InlineData("\"array\", \"writer\", \"converter\", \"vector\", \"sender\", \"receiver\"", "of \"crossbar\"")]
    public void Components_that_do_not_make_a_tile_together_are_refused(string components, string why)
    {
        using var folder = new TemporaryFolder();
        string path = folder["mixed.json"];
        File.WriteAllText(path, $$"""{ "base": "in-cell", "components": [{{components}}] }""");

        Assert.Contains(
            why,
            Assert.Throws<InputException>(() => ArchitectureLoader.Load(path, [], environment: new Dictionary<string, string>())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_leaves_out_what_repeats_and_is_the_same()
    {
        ArchitectureSpec spec = ArrayChip.Load();
        SimulationJob Job(bool all) => new()
        {
            Spec = spec,
            Program = SpinArch.Compilation.CompilerPipeline.Compile(Simulated.Timing(100, 40, 10), spec, 3, 60),
            Inputs = null,
            Seed = 1,
            SimulatesAll = all,
        };
        RunReport whole = Job(true).Run().Report;
        RunReport shorter = Job(false).Run().Report;

        Assert.Equal(whole.EnergyNj.Total, shorter.EnergyNj.Total);
        Assert.Equal(whole.LatencyNs.Total, shorter.LatencyNs.Total);
        Assert.NotNull(shorter.Simulation!.Shortcut);
    }
}

using System.Globalization;
using System.Text.Json;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Estimation;

/// <summary>The estimator against the event-driven simulation, over random designs: counts and dynamic energy to the last digit, times within the bounds that <c>docs/estimator.md</c> states.</summary>
public sealed class EstimatorTests(ITestOutputHelper output)
{
    /// <summary>More designs than by default, for the table of the page: <c>SPINARCH_DESIGNS=400</c>, from <c>SPINARCH_FIRST_DESIGN</c> on.</summary>
    private static readonly int Designs = Number("SPINARCH_DESIGNS", 60);

    private static readonly int First = Number("SPINARCH_FIRST_DESIGN", 0);

    [Fact]
    public void Counts_energy_and_area_are_those_of_the_simulation_and_times_within_the_stated_bounds()
    {
        var errors = new List<(RandomDesign Design, string Note, double Error)>();
        for (int seed = First; seed < First + Designs; seed++)
        {
            RandomDesign design = RandomDesign.Draw(seed);
            design = seed % 2 == 0 ? design : design.Scarce(seed);
            PointEstimate estimate = design.Estimate();
            (RunResult result, ActivityLedger ledger, EnergyModel model, CompiledProgram program) = design.Simulate();
            EnergyAccount account = model.Cost(ledger, result.End);
            Assert.True(account.Dynamic == estimate.Dynamic, design.Text);
            Assert.True(account.PaperScope == estimate.PaperScope, design.Text);
            Assert.True(model.Cost(ledger, estimate.Total).Total == estimate.Energy, design.Text);
            Assert.True(AreaModel.Of(design.Spec, program).TotalMm2 == estimate.AreaMm2, design.Text);
            Assert.Equal(program.Tiles.Length, estimate.Tiles);
            SameCounts(ledger, design);

            double error = Math.Abs(((double)estimate.Total.Value / result.End.Value) - 1);
            errors.Add((design, estimate.Note, error));
        }

        double[] relied = Row("without a note", row => row.Note.Length == 0);
        foreach (FanInKind kind in Enum.GetValues<FanInKind>())
        {
            _ = Row($"of them: {FanInNames.NameOf(kind)}", row => row.Note.Length == 0 && row.Design.Spec.Mapping.FanIn == kind);
        }

        _ = Row("blocks written in turn", row => row.Note.Length == 0 && row.Design.IsRewritten);
        _ = Row("weights over several cells", row => row.Note.Length == 0 && row.Design.Spec.Weight.Slices > 1);
        _ = Row("copies, of the network or of layers", row => row.Note.Length == 0 && row.Design.HasCopies);
        _ = Row("with a note", row => row.Note.Length > 0);
        foreach (string note in errors.Select(row => row.Note).Where(note => note.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            _ = Row(note, row => row.Note == note);
        }

        output.WriteLine(errors.Where(row => row.Note.Length == 0).MaxBy(row => row.Error).Design.Text);
        Assert.InRange(relied[relied.Length / 2], 0, 0.005);
        Assert.InRange(relied[relied.Length * 9 / 10], 0, 0.03);
        Assert.InRange(relied[^1], 0, 0.1);
        Assert.InRange(relied.Length, Designs * 3 / 5, Designs);

        double[] Row(string designs, Func<(RandomDesign Design, string Note, double Error), bool> choose)
        {
            double[] row = [.. errors.Where(choose).Select(entry => entry.Error).Order()];
            output.WriteLine(row.Length == 0 ? $"| {designs} | 0 | | | |" : FormattableString.Invariant(
                $"| {designs} | {row.Length} | {100 * row[row.Length / 2]:0.0} % | {100 * row[row.Length * 9 / 10]:0.0} % | {100 * row[^1]:0} % |"));
            return row;
        }
    }

    [Theory]
    [InlineData(1, 1, 0.03)]
    [InlineData(10, 1, 0.01)]
    [InlineData(50, 3, 0.01)]
    [InlineData(1, 5, 0.12)] // Inputs of one sample stream in beside the partial sums of the one before: what links are shared counts.
    public void On_the_shipped_architecture_latency_and_rate_of_the_published_network_hold(int samples, int inputs, double tolerance)
    {
        var design = new RandomDesign("", RandomDesign.Load(), Simulated.Timing(784, 200, 200, 10), samples, inputs);
        (RunResult result, _, _, _) = design.Simulate();

        PointEstimate estimate = design.Estimate();

        Assert.InRange((double)estimate.Total.Value / result.End.Value, 1 - tolerance, 1 + tolerance);
        Assert.True(tolerance < 0.1 || estimate.Note.Length > 0);
        Assert.InRange((double)estimate.FirstInput.Value / result.Completions[0].Value, 0.97, 1.03);
        if (samples > 1)
        {
            Assert.Equal(1_000, estimate.PerSampleNs);
        }
    }

    [Theory]
    [InlineData("chain", 1, 1, 64, 0.04)]
    [InlineData("tree", 1, 1, 64, 0.04)]
    [InlineData("time-multiplex", 2, 1, 128, 0.01)]
    [InlineData("time-multiplex", 7, 1, 128, 0.01)]
    [InlineData("time-multiplex", 13, 1, 64, 0.01)]
    [InlineData("chain", 1, 5, 128, 0.05)] // Two samples a copy: links shared by five copies count.
    public void Strategies_and_copies_of_the_published_network_hold(string strategy, int pairs, int copies, int size, double tolerance)
    {
        ArchitectureSpec spec = RandomDesign.Load(
            $"mapping.fanIn={strategy}", $"crossbar.pairsPerTile={pairs}", $"mapping.replicas={copies}", $"crossbar.rows={size}", $"crossbar.columns={size}");
        var design = new RandomDesign("", spec, Simulated.Timing(784, 200, 200, 10), 10, 1);
        (RunResult result, _, _, _) = design.Simulate();

        Assert.InRange((double)design.Estimate().Total.Value / result.End.Value, 1 - tolerance, 1 + tolerance);
    }

    [Theory]
    [InlineData(1, 7, 1, "adc.bits=8", 0.01)]
    [InlineData(1, 7, 2, "adc.intervalNs=6", 0.01)]
    [InlineData(10, 6, 4, "sampleHold.banks=3", 0.01)]
    public void Weights_over_several_cells_hold(int samples, int bits, int cellBits, string setting, double tolerance)
    {
        ArchitectureSpec spec = RandomDesign.Load($"weight.meanBits={bits}", $"weight.cellBits={cellBits}", "crossbar.columns=unbounded", "mapping.fanIn=chain", setting);
        var design = new RandomDesign("", spec, Simulated.Timing(300, 60, 10), samples, 1);
        (RunResult result, _, _, _) = design.Simulate();

        Assert.InRange((double)design.Estimate().Total.Value / result.End.Value, 1 - tolerance, 1 + tolerance);
    }

    [Fact]
    public void What_is_kept_of_a_layout_is_not_taken_for_that_of_other_slices()
    {
        var estimator = new NetworkEstimator(Simulated.Timing(300, 150, 10));
        foreach (string setting in (string[])["weight.cellBits=4", "weight.cellBits=2", "weight.cellBits=1", "weight.cellBits=4"])
        {
            ArchitectureSpec spec = RandomDesign.Load(setting);
            PointEstimate fresh = new NetworkEstimator(Simulated.Timing(300, 150, 10)).Estimate(spec, 5, 1);
            PointEstimate kept = estimator.Estimate(spec, 5, 1);
            Assert.Equal((fresh.Tiles, fresh.Total, fresh.Energy, fresh.AreaMm2), (kept.Tiles, kept.Total, kept.Energy, kept.AreaMm2));
        }
    }

    [Fact]
    public void Arrivals_farther_apart_than_inputs_take_set_the_rate()
    {
        var estimator = new NetworkEstimator(Simulated.Timing(100, 20));

        PointEstimate estimate = estimator.Estimate(RandomDesign.Load(), 2, 100, new Picoseconds(5_000_000));

        Assert.Equal(5_000_000, estimate.PerInput.Value);
        Assert.Equal((99 * 5_000_000L) + estimate.FirstInput.Value, estimate.Total.Value);
    }

    [Fact]
    public void A_point_whose_sizes_are_known_allocates_nothing()
    {
        ArchitectureSpec spec = RandomDesign.Load();
        var estimator = new NetworkEstimator(Simulated.Timing(784, 200, 200, 10));
        estimator.Estimate(spec, 10, 1);
        estimator.Estimate(spec, 10, 1);

        ArchitectureSpec other = spec with { Vector = new VectorSpec { Width = 8 } };
        long before = GC.GetAllocatedBytesForCurrentThread();
        estimator.Estimate(other, 20, 2);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // What the layout's key is looked up by.
        Assert.InRange(allocated, 0, 200);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("60")]
    public void A_network_that_is_compiled_is_not_laid_out_again(string budget)
    {
        ArchitectureSpec spec = RandomDesign.Load($"mapping.tileBudget={budget}");
        NetworkGraph graph = Simulated.Timing(300, 100, 10);
        var estimator = new NetworkEstimator(graph);
        DesignLayout? kept = null;
        SpinArch.Compilation.CompilerPipeline.Compile(
            graph, spec, 10, 1, (_, product) =>
                kept = product is SpinArch.Compilation.PlacedNetwork placed ? estimator.Keep(placed, spec, 10) : kept);

        Assert.NotNull(kept);
        Assert.Same(kept, estimator.LayoutOf(spec, 10));
    }

    [Fact]
    public void The_report_has_the_keys_of_a_run_without_predictions_and_simulation()
    {
        RandomDesign design = RandomDesign.Draw(1);
        var job = new EstimateJob { Spec = design.Spec, Graph = design.Graph, Samples = design.Samples, Inputs = design.Inputs };
        var run = new SimulationJob
        {
            Spec = design.Spec,
            Program = SpinArch.Compilation.CompilerPipeline.Compile(design.Graph, design.Spec, design.Samples, design.Inputs),
            Inputs = null,
            Seed = 0,
        };

        string[] estimated = Keys(RunReportJson.Write(job.Run()));
        string[] simulated = Keys(RunReportJson.Write(run.Run().Report));

        Assert.Equal(simulated.Where(key => key is not ("predictions" or "simulation" or "data")), estimated.Where(key => key != "data"));
    }

    [Fact]
    public void The_terms_of_the_report_add_up_to_the_estimate_of_the_point()
    {
        RandomDesign design = RandomDesign.Draw(2);
        var job = new EstimateJob { Spec = design.Spec, Graph = design.Graph, Samples = design.Samples, Inputs = design.Inputs };

        RunReport report = job.Run();

        Assert.Equal(design.Estimate().Energy.Nanojoules, report.EnergyNj.Total);
        Assert.Equal(design.Estimate().AreaMm2, report.AreaMm2.Total);
        Assert.Equal(report.LatencyNs.Total, report.Phases[^1].EndNs);
    }

    private static string[] Keys(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(property => property.Name)];
    }

    private static int Number(string variable, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    // Every count but the receiver's batches, every busy time but the receiver's.
    private static void SameCounts(ActivityLedger simulated, RandomDesign design)
    {
        ActivityLedger estimated = EstimatedLedger.Of(
            simulated.Sites, design.Spec, new NetworkEstimator(design.Graph).LayoutOf(design.Spec, design.Samples), design.Samples, design.Inputs);
        foreach (ActivityKind kind in ComponentCatalog.Activities)
        {
            for (int site = 0; site < simulated.Sites.Count; site++)
            {
                ActivityTotals expected = simulated.At(kind, site);
                ActivityTotals actual = estimated.At(kind, site);
                if (kind == ReceiverComponent.ReceiveVector)
                {
                    expected = expected with { Count = 0, BusyPicoseconds = 0 };
                    actual = actual with { Count = 0, BusyPicoseconds = 0 };
                }

                Assert.True(expected == actual, $"{kind} at site {site}: {expected} but {actual}; {design.Text}");
            }
        }
    }
}

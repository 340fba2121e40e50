using System.Text.Json;
using SpinArch.Energy;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Tests.Energy;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Reports;

public sealed class RunReportTests
{
    [Fact]
    public void The_report_has_the_contracts_keys_in_the_contracts_order()
    {
        using JsonDocument json = JsonDocument.Parse(RunReportJson.Write(Report()));
        JsonElement root = json.RootElement;

        Assert.Equal(
            ["network", "architecture", "samples", "inputs", "seed", "tiles", "crossbarPairs", "layers", "latencyNs", "throughput",
             "energyNj", "randomBitsPerSample", "powerMw", "areaMm2", "utilization", "phases", "predictions", "simulation", "data", "joint",
                 "notes"],
            Keys(root));
        Assert.Equal(["total", "firstInput", "perSampleSteady", "quantiles"], Keys(root.GetProperty("latencyNs")));
        Assert.Equal(["p50", "p90", "p99"], Keys(root.GetProperty("latencyNs").GetProperty("quantiles")));
        Assert.Equal(["samplesPerSecond", "inputsPerSecond", "limitedBy"], Keys(root.GetProperty("throughput")));
        Assert.Equal(["total", "dynamic", "leakage", "paperScope", "terms"], Keys(root.GetProperty("energyNj"))[..5]);
        Assert.Equal(
            ["unit", "action", "kind", "count", "quanta", "energyFj", "totalNj", "scope", "source"],
            Keys(root.GetProperty("energyNj").GetProperty("terms")[0])[..9]);
        Assert.Equal(["mean", "peak"], Keys(root.GetProperty("powerMw"))[..2]);
        Assert.Equal(["total", "assumed", "terms"], Keys(root.GetProperty("areaMm2")));
        Assert.Equal(["layer", "tile", "unit", "busyNs", "fraction"], Keys(root.GetProperty("utilization")[0]));
        Assert.Equal(["input", "label", "predicted", "mean", "stdDev"], Keys(root.GetProperty("predictions")[0]));
        Assert.Equal(["events", "wallSeconds", "wallSecondsSetup", "wallSecondsLoop", "wallSecondsSteady", "wallSecondsSamples",
            "wallSecondsAdvice", "eventsPerSecond"], Keys(root.GetProperty("simulation")));
    }

    [Fact]
    public void Every_term_is_count_times_energy_plus_quanta()
    {
        RunReport report = Report();

        Assert.All(report.EnergyNj.Terms, term =>
        {
            double expected = (((double)term.Count * term.EnergyFj) + ((double)term.Quanta * term.QuantumFj)) / 1e6;
            Assert.Equal(expected, term.TotalNj, expected * 1e-9);
        });
        Assert.Equal(report.EnergyNj.Total, report.EnergyNj.Terms.Sum(term => term.TotalNj), report.EnergyNj.Total * 1e-12);
    }

    [Fact]
    public void The_units_of_the_contract_are_named_as_it_names_them()
    {
        string[] units = [.. Report().EnergyNj.Terms.Select(term => term.Unit).Distinct()];

        Assert.Subset(
            new HashSet<string>(units),
            new HashSet<string>(["trng", "accumulator", "scaler", "sigmaDac", "meanDac", "meanCrossbar", "sigmaCrossbar", "adc", "latch", "vector", "link", "sequencer", "port"]));
    }

    [Fact]
    public void Mean_and_spread_are_those_of_the_samples()
    {
        // Input 0, output 0 over the samples 2, 4, 4, 6; output 1 constant 5; in units of the output scale 0.5.
        PredictionReport prediction = Report().Predictions[0];

        Assert.Equal(2.0, prediction.Mean[0]);
        Assert.Equal(0.5 * Math.Sqrt(2), prediction.StdDev[0], 15);
        Assert.Equal((2.5, 0.0), (prediction.Mean[1], prediction.StdDev[1]));
        Assert.Equal((1, 7), (prediction.Predicted, prediction.Label));
    }

    [Fact]
    public void Latency_runs_from_arrival_and_the_steady_interval_ignores_fill_and_gaps()
    {
        RunReport report = Report();

        Assert.Equal((900, 500), (report.LatencyNs.Total, report.LatencyNs.FirstInput));
        Assert.Equal(40, report.LatencyNs.PerSampleSteady);
        Assert.Equal(1e9 / 40, report.Throughput.SamplesPerSecond, 3);
        Assert.Equal(1e9 / 400, report.Throughput.InputsPerSecond, 3);
        Assert.Equal(650, report.LatencyNs.Quantiles.P50, 9);
        Assert.Equal(770, report.LatencyNs.Quantiles.P90, 9);
    }

    [Fact]
    public void A_run_that_was_over_before_the_chip_settled_has_its_own_rate_and_a_note()
    {
        RunReport report = Report(isSettled: false);

        Assert.Null(report.LatencyNs.PerSampleSteady);
        Assert.Equal(4e9 / 500, report.Throughput.SamplesPerSecond, 3);
        Assert.Contains("4 samples are over before it settles", Assert.Single(report.Notes, note => note.Kind == "unsettled").Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain(Report().Notes, note => note.Kind == "unsettled");
    }

    [Fact]
    public void One_sample_of_one_input_has_no_steady_interval()
    {
        RunReport report = Report(samples: 1, inputs: 1);

        Assert.Null(report.LatencyNs.PerSampleSteady);
        Assert.Contains("\"perSampleSteady\": null", RunReportJson.Write(report), StringComparison.Ordinal);
        Assert.Equal(1e9 / 500, report.Throughput.SamplesPerSecond, 3);
    }

    [Fact]
    public void Without_a_critical_cycle_the_busiest_unit_that_is_no_follower_is_named_and_nothing_is_foretold()
    {
        LimiterReport limiter = Report().Throughput.LimitedBy!;

        Assert.Equal(("layer1", 0, "sigmaCrossbar"), (limiter.Layer, limiter.Tile, limiter.Unit));
        Assert.Equal(("open", (double?)null), (limiter.Kind, limiter.IntervalNs));
        Assert.Empty(limiter.Changes);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_in_any_culture()
    {
        string invariant = RunReportJson.Write(Report()) + RunReportCsv.Write(Report());
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal(invariant, RunReportJson.Write(Report()) + RunReportCsv.Write(Report()));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_csv_has_one_shape_throughout()
    {
        string[] lines = RunReportCsv.Write(Report()).TrimEnd('\n').Split('\n');

        Assert.StartsWith("section,name,layer,tile,unit,", lines[0], StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string>(["summary", "energy", "area", "utilization", "phase", "prediction"]),
            new HashSet<string>(lines.Skip(1).Select(line => line.Split(',')[0])));
    }

    internal static RunReport Report(int samples = 4, int inputs = 2, bool isSettled = true)
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin");
        CompiledProgram program = PaperNetwork.Program(spec) with { Samples = samples, Inputs = inputs };
        EnergyModel model = EnergyModel.Create(spec, program);
        var profile = new RunProfile(model);
        foreach (Activity activity in PaperNetwork.OneSample())
        {
            profile.OnActivity(activity);
        }

        var sums = new long[inputs * 10];
        var squares = new long[inputs * 10];
        (sums[0], squares[0]) = (16, 72);
        (sums[1], squares[1]) = (20, 100);
        RunResult result = Result(samples, inputs) with { Sums = [.. sums], SquareSums = [.. squares] };
        return RunReportBuilder.Build(new FinishedRun
        {
            Spec = spec,
            Program = program,
            Result = result,
            Profile = profile,
            Seed = 42,
            Inputs = new InputSet { Source = "test", Images = [], Labels = [7, 3] },
            SampleIntervalNs = isSettled && samples > 1 ? PeriodicMean.OfTimes(result.SampleCompletions[..samples], samples / 2) : null,
            Times = new RunTimes { Loop = result.Wall },
        });
    }

    private static RunResult Result(int samples, int inputs) => new()
    {
        End = new Picoseconds(inputs == 1 ? 500_000 : 900_000),
        Arrivals = [.. new[] { 0, 100_000 }.Take(inputs).Select(time => new Picoseconds(time))],
        Completions = [.. new[] { 500_000, 900_000 }.Take(inputs).Select(time => new Picoseconds(time))],
        SampleCompletions =
        [
            .. Enumerable.Range(0, inputs).SelectMany(input => new[] { 300_000, 390_000, 430_000, 470_000 }.Take(samples)
                .Select(time => new Picoseconds(time + (input * 400_000)))),
        ],
        Sums = [],
        SquareSums = [],
        Events = 1_000,
        Wall = TimeSpan.FromMilliseconds(2),
    };

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}

using System.Globalization;
using System.Text.Json.Nodes;
using SpinArch.Compilation;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Functional;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Specs;

/// <summary>What the documentation allows works: at both ends of the range of every key and constant a network is simulated and estimated, and the figures hold.</summary>
public sealed class RangeTests
{
    private static readonly string[] Mesh = ["mesh.width", "mesh.height", "mesh.port"];

    // What is left of a drive can be set where there is no sampler alone, which the chip of these tests has.
    public static TheoryData<string> EndsOfKeys =>
        [.. KeyTable.All.SelectMany(key => Ends(key.Name, key.Schema())).Where(setting => setting != "dropout.remain=1")];

    public static TheoryData<string> EndsOfConstants => [.. TechnologyTable.All.SelectMany(Ends)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(EndsOfKeys))]
    public void A_key_holds_at_both_ends(string setting) => AssertHolds(setting.StartsWith("mapping.replicas=1024", StringComparison.Ordinal) ? 1024 : 3, true, [setting, .. Companions(setting)]);

    [Theory]
    [MemberData(nameof(EndsOfConstants))]
    public void A_constant_holds_at_both_ends(string setting) => AssertHolds(3, true, setting);

    [Theory]
    [MemberData(nameof(EndsOfConstants))]
    public void Beyond_its_ends_a_constant_is_refused(string setting)
    {
        (string key, double value) = (setting[..setting.IndexOf('=', StringComparison.Ordinal)], Number(setting));
        TechnologyKey constant = TechnologyTable.Find(key["constants.".Length..])!;
        double beyond = value == 0 ? -1e-6 : value == constant.Most ? value * 1.001 : value * 0.999;

        Assert.Contains("allowed: ", ConfigurationBench.Refusal(() => ConfigurationBench.Load(string.Create(CultureInfo.InvariantCulture, $"{key}={beyond:R}"))), StringComparison.Ordinal);
    }

    // Together they may be more than can be counted: then one line says so, and no figure is wrong.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ends_of_all_keys_and_constants_together_hold_or_are_refused(int seed)
    {
        var random = new Random(seed);
        string[] keys =
        [
            .. KeyTable.All.Where(key => !Mesh.Contains(key.Name) && !GatedChip.Has(key.Name) && !ArrayChip.Has(key.Name)
                && key.Name is not ("mapping.replicas" or "mapping.tileBudget" or "crossbar.blocksPerTile"))
                .Select(key => Ends(key.Name, key.Schema()).ToArray()).Select(ends => ends[random.Next(ends.Length)]),
        ];
        string[] constants = [.. TechnologyTable.All.Where(key => !GatedChip.Has(key.Name)
            && !ArrayChip.Has(key.Name)).Select(key => Ends(key).ToArray()).Select(ends => ends[random.Next(ends.Length)])];

        AssertHolds(2, false, [.. keys, .. constants]);
    }

    private static void AssertHolds(int samples, bool must, params string[] settings)
    {
        ArchitectureSpec spec;
        try
        {
            spec = GatedChip.Has(settings[0]) ? GatedChip.Load(settings) : ArrayChip.Has(settings[0])
                ? ArrayChip.Load(settings[0].StartsWith("dac.", StringComparison.Ordinal) ? [ArrayChip.Still, .. settings] : settings)
                : ConfigurationBench.Load(settings).Architecture;
        }
        catch (InputException) when (!must)
        {
            return;
        }

        NetworkGraph graph = RandomNetworks.Network(5, Activation.None, bias: false, 16, 6, 3);
        graph = spec.HasSigma ? graph
            : graph with { Layers = [.. graph.Layers.Select(layer => layer with { Sigma = [.. layer.Sigma.Select(_ => 0f)] })] };
        var inputs = new InputSet { Source = "test", Images = RandomNetworks.Images(5, 2, 16), Labels = [1, 2] };
        RunReport? estimate;
        RunReport run;
        try
        {
            // No estimate knows modules.
            estimate = GatedChip.Has(settings[0]) ? null
                : new EstimateJob { Spec = spec, Graph = graph, Samples = samples, Inputs = 2 }.Run();
            CompiledProgram program = CompilerPipeline.Compile(graph, spec, samples, 2);
            run = new SimulationJob { Spec = spec, Program = program, Inputs = inputs, Seed = 1 }.Run().Report;
        }
        catch (InputException error) when (!must || settings[0] is "mapping.tileBudget=1" or "weightMemory.kbit=1")
        {
            Assert.DoesNotContain('\n', error.Message);
            return;
        }

        AssertFigures(run);
        if (estimate is not null)
        {
            AssertFigures(estimate);

            // Data-dependent quanta apart, an estimate's dynamic energy is the run's.
            Assert.Equal(Counted(run), Counted(estimate), 1e-9 * Counted(run));
        }
    }

    private static void AssertFigures(RunReport report)
    {
        Assert.True(report.LatencyNs.FirstInput > 0 && report.LatencyNs.Total >= report.LatencyNs.FirstInput);
        Assert.True(report.LatencyNs.PerSampleSteady is null or > 0);
        Assert.True(report.Throughput.SamplesPerSecond > 0 && report.Throughput.InputsPerSecond > 0);
        Assert.All(report.EnergyNj.Terms, term => Assert.True(term.TotalNj >= 0 && term.Count >= 0 && term.Quanta >= 0, $"{term.Unit} {term.Action}: {term.TotalNj}"));
        double terms = report.EnergyNj.Terms.Sum(term => term.TotalNj);
        Assert.Equal(report.EnergyNj.Total, terms, 1e-9 * terms);
        Assert.Equal(report.EnergyNj.Total, report.EnergyNj.Dynamic + report.EnergyNj.Leakage, 1e-9 * terms);
        Assert.All(report.AreaMm2.Terms, term => Assert.True(term.TotalMm2 >= 0));
        Assert.All(report.Utilization, row => Assert.True(row.BusyNs >= 0 && row.Fraction >= 0));
        Assert.All(report.Phases, phase => Assert.True(phase.BusyUnits >= 0 && phase.PowerMw >= 0 && phase.EndNs > phase.StartNs));
        string json = RunReportJson.Write(report);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
    }

    private static double Counted(RunReport report) =>
        report.EnergyNj.Terms.Where(term => term.Kind == "dynamic" && term.Quanta == 0).Sum(term => term.TotalNj);

    private static string[] Companions(string setting) => setting switch
    {
        "dropout.current=1" => ["dropout.probability=0", "dropout.barrier=40"],
        "dropout.barrier=1000" => ["dropout.probability=0", "dropout.current=0.999"],
        "mesh.port=1023,0" => ["mesh.width=1024"],
        "mesh.port=0,1023" => ["mesh.height=1024"],
        "crossbar.pairsPerTile=256" => ["crossbar.blocksPerTile=0"],
        "device.stuckOn=1" => ["device.stuckOff=0"],
        "device.stuckOff=1" => ["device.stuckOn=0"],
        _ => [],
    };

    private static IEnumerable<string> Ends(TechnologyKey key) =>
        new[] { key.Positive ? key.Least : 0, key.Least, key.Most }.Distinct()
            .Select(value => string.Create(CultureInfo.InvariantCulture, $"constants.{key.Name}={value:R}"));

    private static IEnumerable<string> Ends(string name, JsonObject schema)
    {
        if (schema["anyOf"] is JsonArray choices)
        {
            return choices.SelectMany(choice => Ends(name, (JsonObject)choice!));
        }

        if (schema["enum"] is JsonArray words)
        {
            return words.Select(word => $"{name}={word}");
        }

        if ((string?)schema["type"] == "boolean")
        {
            return [$"{name}=true", $"{name}=false"];
        }

        if ((string?)schema["type"] == "array")
        {
            var item = (JsonObject)schema["items"]!;
            return [$"{name}={item["minimum"]},{item["minimum"]}", $"{name}={item["maximum"]},{item["minimum"]}", $"{name}={item["minimum"]},{item["maximum"]}"];
        }

        return [$"{name}={schema["minimum"]}", $"{name}={schema["maximum"]}"];
    }

    private static double Number(string setting) =>
        double.Parse(setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
}

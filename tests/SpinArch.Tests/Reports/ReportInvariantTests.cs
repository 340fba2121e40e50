using SpinArch.Compilation;
using SpinArch.Energy;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Reports;

/// <summary>What must hold of every report, whatever the network and the architecture.</summary>
public sealed class ReportInvariantTests
{
    private const int Cases = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Cases)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_report_of_any_configuration_adds_up(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(1, 90))];
        int samples = random.Next(1, 5);
        int inputs = random.Next(1, 4);
        string[] settings = Settings(random);

        (RunReport report, RunProfile profile) = Run(sizes, samples, inputs, settings, new Picoseconds(random.Next(1, 20_000)), random.Next(2) * random.Next(20_000));

        AssertEnergy(report, profile);
        AssertCounts(report, sizes, samples, inputs, settings);
        AssertTimes(report, samples * inputs);
    }

    [Fact]
    public void Counts_of_a_dataflow_scale_with_samples_and_inputs()
    {
        int[] sizes = [50, 20, 5];
        string[] settings = ["crossbar.rows=16", "crossbar.columns=8", "mapping.muReuse=false"];
        RunReport one = Run(sizes, 1, 1, settings, new Picoseconds(10_000), 0).Report;
        RunReport many = Run(sizes, 3, 4, settings, new Picoseconds(10_000), 0).Report;
        string[] perSample = ["trng", "accumulator", "scaler", "meanCrossbar", "sigmaCrossbar", "adc"];

        Assert.All(perSample, unit => Assert.Equal(12 * Count(one, unit), Count(many, unit)));
    }

    internal static (RunReport Report, RunProfile Profile) Run(
        int[] sizes, int samples, int inputs, string[] settings, Picoseconds bin, long arrivalPicoseconds)
    {
        NetworkGraph graph = Simulated.Timing(sizes);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        CompiledProgram program = CompilerPipeline.Compile(graph, spec, samples, inputs);
        SpinArch.Isa.ProgramVerifier.Verify(program, "test");
        var profile = new RunProfile(EnergyModel.Create(spec, program), bin, bin);
        var arrivals = new MachineInputs { Seed = 1, Images = [], ArrivalInterval = new Picoseconds(arrivalPicoseconds) };
        RunResult result = new Machine(spec, program, arrivals, profile).Run();
        var run = new FinishedRun
        {
            Spec = spec,
            Program = program,
            Result = result,
            Profile = profile,
            Seed = 1,
            SampleIntervalNs = SteadyInterval.Of(spec, program, result, null, 12_000_000, CancellationToken.None),
            Times = new RunTimes { Loop = result.Wall },
        };
        return (RunReportBuilder.Build(run), profile);
    }

    private static string[] Settings(Random random) =>
    [
        $"crossbar.rows={random.Next(4, 100)}",
        $"crossbar.columns={random.Next(1, 100)}",
        FormattableString.Invariant($"crossbar.columnReadNs={random.Next(1, 20_000) / 1000.0}"),
        $"sampler.lanes={random.Next(1, 100)}",
        $"sampler.variables={random.Next(1, 6)}",
        $"sampler.bits={random.Next(1, 17)}",
        $"sampler.banks={random.Next(1, 4)}",
        $"scaler.width={random.Next(1, 100)}",
        $"sigmaInput.banks={random.Next(1, 4)}",
        $"sampleHold.banks={random.Next(1, 4)}",
        $"input.banks={random.Next(1, 4)}",
        $"latch.banks={random.Next(1, 4)}",
        FormattableString.Invariant($"adc.intervalNs={random.Next(1, 3_000) / 1000.0}"),
        $"adc.perTile={random.Next(1, 4)}",
        $"vector.width={random.Next(1, 20)}",
        $"sequencer.queueDepth={random.Next(1, 10)}",
        FormattableString.Invariant($"link.hopNs={random.Next(1, 3_000) / 1000.0}"),
        FormattableString.Invariant($"link.flitNs={random.Next(1, 3_000) / 1000.0}"),
        $"link.flitBits={16 * random.Next(2, 8)}",
        $"link.bufferFlits={random.Next(1, 5)}",
        $"link.receiveFlits={random.Next(1, 70)}",
        FormattableString.Invariant($"clock.periodNs={random.Next(100, 2_000) / 1000.0}"),
        $"mapping.placement={(random.Next(2) == 0 ? "snake" : "rowMajor")}",
        $"mapping.muReuse={(random.Next(2) == 0 ? "true" : "false")}",
        $"crossbar.columnSum={(random.Next(3) == 0 ? "neuron" : "digital")}",
    ];

    private static void AssertEnergy(RunReport report, RunProfile profile)
    {
        EnergyReport energy = report.EnergyNj;
        AssertClose(energy.Total, energy.Terms.Sum(term => term.TotalNj));
        AssertClose(energy.Total, energy.Dynamic + energy.Leakage);
        AssertClose(energy.Dynamic, energy.Terms.Where(term => term.Kind == "dynamic").Sum(term => term.TotalNj));
        AssertClose(energy.PaperScope, energy.Terms.Where(term => term.Scope == "paper").Sum(term => term.TotalNj));
        foreach (EnergyTermReport term in energy.Terms)
        {
            double total = (((double)term.Count * term.EnergyFj) + ((double)term.Quanta * term.QuantumFj)) / 1e6;
            AssertClose(total, term.TotalNj);
            Assert.True(double.IsFinite(term.TotalNj) && term.TotalNj >= 0, $"{term.Unit} {term.Action}");
            Assert.NotEqual("", term.Source);
        }

        Assert.Equal(energy.Total, profile.EnergyTrace!.Total().Nanojoules);
        AssertClose(report.PowerMw.Mean, energy.Total * 1000 / report.LatencyNs.Total);
        Assert.True(report.PowerMw.Peak >= report.PowerMw.Mean * (1 - 1e-9));

        // The phases cover the run without gaps, so they hold all of its energy, whatever the bins.
        AssertClose(energy.Total, report.Phases.Sum(phase => phase.PowerMw * (phase.EndNs - phase.StartNs)) / 1000);
    }

    private static void AssertCounts(RunReport report, int[] sizes, int samples, int inputs, string[] settings)
    {
        long synapses = sizes.Zip(sizes.Skip(1), (rows, columns) => (long)rows * columns).Sum();
        long bits = long.Parse(Value("sampler.bits"), System.Globalization.CultureInfo.InvariantCulture)
            * long.Parse(Value("sampler.variables"), System.Globalization.CultureInfo.InvariantCulture);

        EnergyTermReport drawn = Assert.Single(report.EnergyNj.Terms, term => term is { Unit: "trng", Action: "bit" });
        Assert.Equal(synapses * bits * samples * inputs, (long)drawn.Count);

        string Value(string key) => settings.Single(setting => setting.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
    }

    private static void AssertTimes(RunReport report, int samplesInFlight)
    {
        LatencyReport latency = report.LatencyNs;
        Assert.True(latency.Total >= latency.FirstInput && latency.FirstInput > 0);
        Assert.True(latency.Quantiles.P50 <= latency.Quantiles.P90 && latency.Quantiles.P90 <= latency.Quantiles.P99);
        Assert.True(samplesInFlight >= 2 || latency.PerSampleSteady is null);
        Assert.True(latency.PerSampleSteady is null or >= 0);
        Assert.All(report.Utilization, row => Assert.InRange(row.Fraction, 0, 1));

        // The busy time of a router is the sum over its outputs, of the port over its directions; the fraction is their mean.
        Assert.All(report.Utilization.Where(row => row.Unit is not ("link" or "port")), row => AssertClose(row.Fraction, row.BusyNs / latency.Total));
        Assert.True(report.Throughput.LimitedBy is null or { Fraction: <= 1 }, $"{report.Throughput.LimitedBy}");
        Assert.True(double.IsFinite(report.Throughput.SamplesPerSecond) && double.IsFinite(report.Throughput.InputsPerSecond));
        Assert.DoesNotContain("NaN", RunReportJson.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", RunReportJson.Write(report), StringComparison.Ordinal);
    }

    private static Int128 Count(RunReport report, string unit) =>
        report.EnergyNj.Terms.Where(term => term.Unit == unit && term.Kind == "dynamic").Aggregate((Int128)0, (sum, term) => sum + term.Count);

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1e-9, Math.Max(Math.Abs(expected), Math.Abs(actual))), $"{expected} is not {actual}");
}

using SpinArch.Compilation;
using SpinArch.Energy;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Energy;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Reports;

/// <summary>Reports of real simulations of the paper's network without weights.</summary>
public sealed class SimulatedRunTests
{
    private const long Synapses = 198_800;

    [Theory]
    [InlineData("all-spin", 1, 1)]
    [InlineData("all-spin", 3, 2)]
    [InlineData("all-spin-ideal", 2, 1)]
    public void Random_bits_do_not_depend_on_the_partition(string architecture, int samples, int inputs)
    {
        EnergyTermReport bits = Assert.Single(Run(architecture, samples, inputs).Report.EnergyNj.Terms, term => term is { Unit: "trng", Action: "bit" });

        Assert.Equal(Synapses * 24 * samples * inputs, (long)bits.Count);
    }

    [Fact]
    public void On_ideal_arrays_the_published_estimate_is_rebuilt_as_the_documentation_says()
    {
        RunReport report = Run("all-spin-ideal", 1, 1).Report;

        Assert.Equal(272.70, Paper(report, "accumulator"), 2);
        Assert.Equal(150.56, Paper(report, "scaler"), 2);
        Assert.Equal(61.98, Paper(report, "sigmaDac"), 2);
        Assert.Equal(0.37, Paper(report, "meanDac"), 2);
        Assert.Equal(1.64, Paper(report, "adc"), 2);
        Assert.InRange(report.EnergyNj.Reconstruction!.NamedBlocksNj!.Value, 274, 553);
        Assert.Equal(report.EnergyNj.PaperScope, report.EnergyNj.Reconstruction.ReconstructionNj);
    }

    [Fact]
    public void The_bins_of_a_simulated_run_add_up_to_its_account_exactly()
    {
        (RunReport report, RunProfile profile) = Run("all-spin", 2, 2, new Picoseconds(7_300));

        Assert.Equal(report.EnergyNj.Total, profile.EnergyTrace!.Total().Nanojoules);
        Assert.Equal(report.EnergyNj.Total * 1e6, profile.Power.TotalFemtojoules, report.EnergyNj.Total * 1e6 * 1e-9);
    }

    [Fact]
    public void Nothing_is_busier_than_the_time_there_is() =>
        Assert.All(Run("all-spin", 3, 2).Report.Utilization, row => Assert.InRange(row.Fraction, 0, 1));

    [Fact]
    public void A_pipelined_run_is_limited_by_the_first_layers_column_reads_and_says_so()
    {
        RunReport report = Run("all-spin", 10, 1).Report;

        Assert.Equal("sigmaCrossbar", report.Throughput.LimitedBy!.Unit);
        Assert.InRange(report.Throughput.LimitedBy.SteadyFraction!.Value, 0.9, 1);
        Assert.Equal(1000, report.LatencyNs.PerSampleSteady);
        Assert.Single(report.Phases, phase => phase.Name == "steady");
    }

    internal static (RunReport Report, RunProfile Profile) Run(string architecture, int samples, int inputs, Picoseconds? bin = null)
    {
        ArchitectureSpec spec = PaperNetwork.Spec(architecture);
        var network = new NetworkGraph
        {
            Name = "paper",
            Place = "paper",
            Inputs = 784,
            Layers = [Layer("hidden1", 784, 200), Layer("hidden2", 200, 200), Layer("output", 200, 10)],
            Calibration = [],
        };
        CompiledProgram program = CompilerPipeline.Compile(network, spec, samples, inputs);
        var profile = new RunProfile(EnergyModel.Create(spec, program), bin);
        RunResult result = new Machine(spec, program, new MachineInputs { Seed = 1, Images = [] }, profile).Run();
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

    private static double Paper(RunReport report, string unit) =>
        report.EnergyNj.Terms.Where(term => term.Unit == unit && term.Scope == "paper").Sum(term => term.TotalNj);

    private static NetworkLayer Layer(string name, int inputs, int outputs) => new()
    {
        Name = name,
        Inputs = inputs,
        Outputs = outputs,
        Activation = outputs == 10 ? Activation.None : Activation.SaturatingLinear,
        Mean = [],
        Sigma = [],
        HasBias = false,
    };
}

using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>One simulation from a compiled program to its report and traces: what <c>run</c> and <c>exec</c> do.</summary>
public sealed record SimulationJob
{
    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Spec { get; init; }

    /// <summary>The program; verified by <see cref="Run"/>.</summary>
    public required Program Program { get; init; }

    /// <summary>The inputs; null for a timing-only run.</summary>
    public required InputSet? Inputs { get; init; }

    /// <summary>Key of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Time between arrivals; zero for back to back.</summary>
    public Picoseconds ArrivalInterval { get; init; }

    /// <summary>Width of the bins of the traces.</summary>
    public Picoseconds BinWidth { get; init; } = RunProfile.DefaultBin;

    /// <summary>Where to write energy over time, or null.</summary>
    public string? EnergyTrace { get; init; }

    /// <summary>Where to write utilisation over time, or null.</summary>
    public string? UtilizationTrace { get; init; }

    /// <summary>Runs the simulation and writes the traces that were asked for.</summary>
    /// <param name="cancellation">Stops it between two events.</param>
    /// <exception cref="InputException">The program is malformed or for another architecture, or a file cannot be written.</exception>
    /// <exception cref="DeadlockException">The program cannot end.</exception>
    public RunReport Run(CancellationToken cancellation = default)
    {
        ProgramVerifier.Verify(Program, Program.Network);
        var profile = new RunProfile(
            EnergyModel.Create(Spec, Program),
            EnergyTrace is null ? null : BinWidth,
            UtilizationTrace is null ? null : BinWidth);
        var machine = new Machine(
            Spec, Program, new MachineInputs { Seed = Seed, Images = Inputs?.Images ?? [], ArrivalInterval = ArrivalInterval }, profile);
        RunResult result = machine.Run(cancellation);
        RunReport report = RunReportBuilder.Build(Spec, Program, result, profile, Seed, Inputs?.Labels) with { Data = Inputs?.Source };
        if (EnergyTrace is not null)
        {
            profile.EnergyTrace!.WriteCsv(EnergyTrace);
        }

        if (UtilizationTrace is not null)
        {
            profile.UtilizationTrace!.WriteCsv(UtilizationTrace);
        }

        return report;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SpinArch.Configuration;
using SpinArch.Cycles;
using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Traces;
using SpinArch.Traces.Recording;

namespace SpinArch.Runs;

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

    /// <summary>Where to record the run, or null.</summary>
    public TraceRequest? Trace { get; init; }

    /// <summary>Told every activity besides; null for nobody.</summary>
    public IActivitySink? Observer { get; init; }

    /// <summary>Whether to simulate all of a run, repetitions too.</summary>
    public bool SimulatesAll { get; init; }

    /// <summary>
    /// The network that the program was compiled from, where that is known: then the report says which units could be narrower.
    /// </summary>
    public NetworkGraph? Graph { get; init; }

    /// <summary>Whether the report says what other values of the keys that limit would give.</summary>
    public bool IsForetold { get; init; } = true;

    /// <summary>Runs the simulation and writes the traces that were asked for.</summary>
    /// <param name="cancellation">Stops it between two events.</param>
    /// <exception cref="InputException">The program is malformed or for another architecture, a time or an energy is too large to be
    /// counted, or a file cannot be written.</exception>
    /// <exception cref="DeadlockException">The program cannot end.</exception>
    public SimulatedRun Run(CancellationToken cancellation = default)
    {
        try
        {
            return Execute(cancellation);
        }
        catch (OverflowException error)
        {
            throw Magnitude.TooLarge(Program.Network, error);
        }
    }

    private SimulatedRun Execute(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ProgramVerifier.Verify(Program, Program.Network);
        var profile = new RunProfile(
            EnergyModel.Create(Spec, Program),
            EnergyTrace is null ? null : BinWidth,
            UtilizationTrace is null ? null : BinWidth);
        IActivitySink[] sinks = Observer is null ? [profile] : [profile, Observer];
        (RunResult result, Shortcut shortcut) = Trace is null ? Shorten(sinks, cancellation)
            : (Record(Trace, profile, sinks, cancellation), Shortcut.None("the run is recorded"));
        TimeSpan ran = Stopwatch.GetElapsedTime(start);
        ((ChipLimit? limit, double? interval), TimeSpan steady) = Timed(() =>
        {
            long work = SteadyInterval.WorkOf(profile.Ledger);
            ChipLimit? found = LimitFinder.Of(Spec, Program, IsForetold);
            double? every = SteadyInterval.Of(Spec, Program, result, found, work, cancellation);
            return (ForetoldRuns.Confirmed(Spec, Program, found, result, every, work, cancellation), every);
        });
        (SampledRun? sampled, TimeSpan samples) = Timed(() => Inputs is null ? null
            : FunctionalSamples.Of(Spec, Program, result, Inputs.Images, Seed));
        (ImmutableArray<NoteReport> advice, TimeSpan advised) = Timed(() => Advice());
        RunReport report = RunReportBuilder.Build(new FinishedRun
        {
            Spec = Spec,
            Program = Program,
            Result = result,
            Profile = profile,
            Seed = Seed,
            Inputs = Inputs,
            SampleIntervalNs = interval,
            Limit = limit,
            Sampled = sampled,
            Advice = advice,
            Shortcut = ShortcutReport.Of(shortcut.WhyNot, shortcut.Inputs, shortcut.PeriodInputs, shortcut.Period),
            Times = new RunTimes(ran - result.Wall, result.Wall, steady, samples, advised),
        });
        profile.EnergyTrace?.WriteCsv(EnergyTrace!);
        profile.UtilizationTrace?.WriteCsv(UtilizationTrace!);
        return new SimulatedRun(report, profile);
    }

    private static (T Made, TimeSpan Time) Timed<T>(Func<T> make)
    {
        long start = Stopwatch.GetTimestamp();
        T made = make();
        return (made, Stopwatch.GetElapsedTime(start));
    }

    private ImmutableArray<NoteReport> Advice() =>
        Graph is null || !Program.Stages.IsEmpty ? []
            : BalanceAdvisor.Of(new NetworkEstimator(Graph), Spec, Program.Samples, Program.Inputs, ArrivalInterval);

    // Of a network with weights, energies depend on what is computed, which nothing repeats.
    private (RunResult Result, Shortcut Shortcut) Shorten(IActivitySink[] sinks, CancellationToken cancellation)
    {
        if (SimulatesAll || Inputs is not null)
        {
            return (Simulate(cancellation, sinks),
                Shortcut.None(SimulatesAll ? "all was asked for" : "energies depend on the values of every input"));
        }

        var recorder = new PeriodRecorder(sinks.Length == 1 ? sinks[0] : new SinkFan(sinks), PeriodicRun.MostActivities);
        return PeriodicRun.Run(Machines.Of(Spec, Program, Inputs, Seed, ArrivalInterval, recorder), Program, recorder, cancellation);
    }

    private RunResult Simulate(CancellationToken cancellation, params IActivitySink[] sinks) =>
        Machines.Of(Spec, Program, Inputs, Seed, ArrivalInterval, sinks).Run(cancellation);

    // A deadlock is what a trace is wanted for most: its trace is kept, and then the run fails.
    private RunResult Record(TraceRequest request, RunProfile profile, IActivitySink[] sinks, CancellationToken cancellation)
    {
        RunResult? result = null;
        DeadlockException? deadlock = null;
        AtomicFile.Write(request.Path, stream =>
        {
            using var writer = new TraceWriter(stream, Header(request.Configuration, profile));
            try
            {
                result = Simulate(cancellation, [.. sinks, writer]);
                writer.Finish(result);
            }
            catch (DeadlockException error)
            {
                deadlock = error;
                writer.Fail(error.Message);
            }
        });
        if (deadlock is not null)
        {
            ExceptionDispatchInfo.Throw(deadlock);
        }

        return result!;
    }

    private TraceHeader Header(EffectiveConfiguration configuration, RunProfile profile) => new()
    {
        ToolVersion = typeof(SimulationJob).Assembly.GetName().Version?.ToString(3) ?? "",
        Spec = Spec,
        Values = [.. configuration.Values.Select(value => KeyValuePair.Create(value.Key, value.Value))],
        Program = Program,
        Seed = Seed,
        ArrivalInterval = ArrivalInterval,
        PowerBin = profile.FirstPowerBin,
        Data = Inputs?.Source,
        Labels = Inputs?.Labels ?? [],
        Images = Inputs?.Images ?? [],
    };
}

using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>
/// One reset of the random-number junction, many times over, from both states: a current pulse turns the magnetisation into the
/// plane, then it falls to one side by itself (docs/device-physics.md, section 3).
/// </summary>
public sealed record ResetExperiment
{
    /// <summary>Trials of each start state that are allowed at most.</summary>
    public const int MostTrials = 1_000_000;

    /// <summary>Steps that one trial may take at most.</summary>
    public const long MostSteps = 100_000_000;

    // An angle of the precession a step beyond which Heun's method is no approximation worth the name.
    private const double LargestAngle = 0.3;

    /// <summary>The junction.</summary>
    public required Junction Junction { get; init; }

    /// <summary>The reset's current [A].</summary>
    public required double CurrentA { get; init; }

    /// <summary>Its length [s].</summary>
    public required double PulseS { get; init; }

    /// <summary>Voltage over the oxide meanwhile [V].</summary>
    public required double VoltageV { get; init; }

    /// <summary>Size of mz from which a state can be told.</summary>
    public required double Settled { get; init; }

    /// <summary>Trials of each start state.</summary>
    public required int Trials { get; init; }

    /// <summary>Key of the thermal field.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Longest step of the integration [s]; pulse and relaxation are cut into equal ones.</summary>
    public required double StepS { get; init; }

    /// <summary>How long the relaxation is watched [s].</summary>
    public required double WatchS { get; init; }

    /// <summary>Times after the pulse at which the states are read [s], ascending, none above <see cref="WatchS"/>.</summary>
    public required ImmutableArray<double> ReadsS { get; init; }

    /// <summary>Whether only the times of settling are wanted: trials end with it, and there are no reads.</summary>
    public bool EndsSettled { get; init; }

    /// <summary>Threads; 0 for one a core. They change no result.</summary>
    public int Threads { get; init; }

    /// <summary>Runs the trials.</summary>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">A number is out of range.</exception>
    public ResetResult Run(CancellationToken cancellation = default)
    {
        Check();
        long pulseSteps = (long)Math.Ceiling(PulseS / StepS);
        long watchSteps = (long)Math.Ceiling(WatchS / StepS);
        double watchStep = WatchS / watchSteps;
        IEnumerable<long> readSteps =
            ReadsS.Select(time => Math.Clamp((long)Math.Round(time / watchStep), 1, watchSteps)).Append(watchSteps).Distinct();
        var record = new SettlingRecord(Trials, Settled, EndsSettled ? [] : [.. readSteps]);
        var ensemble = new MacrospinEnsemble(Junction.Magnet, 2 * Trials, Seed) { Threads = Threads };
        ensemble.StartInWells(Trials);
        ensemble.Advance(Junction.Driven(CurrentA, VoltageV), pulseSteps, PulseS / pulseSteps, default(NoWatch), cancellation);
        double[] settledS = new double[2 * Trials];
        ensemble.Advance(Drive.None, watchSteps, watchStep, new SettlingWatch(record), cancellation);
        for (int trial = 0; trial < settledS.Length; trial++)
        {
            settledS[trial] = record.SettledAt(trial) * watchStep;
        }

        Array.Sort(settledS);
        return new ResetResult
        {
            Experiment = this,
            SettledS = [.. settledS],
            Reads = [.. record.ReadSteps.Select((step, index) => new EarlyRead
            {
                TimeS = step * watchStep,
                UpFromUp = (double)record.Ups(index, isUp: true) / Trials,
                UpFromDown = (double)record.Ups(index, isUp: false) / Trials,
                Unsettled = (double)(record.Unsettled(index, isUp: true) + record.Unsettled(index, isUp: false)) / (2 * Trials),
            })],
        };
    }

    private void Check()
    {
        if (Trials is < 1 or > MostTrials)
        {
            throw new InputException("--trials", $"{Trials} is out of range; allowed is 1 to {MostTrials}");
        }

        double largest = Math.Abs(Junction.Magnet.EasyAxisFieldAPerM) + Math.Abs(Junction.Driven(CurrentA, VoltageV).TorqueAPerM.Y);
        double longest = LargestAngle / (PhysicalConstants.Gamma0 * largest);
        if (!(StepS > 0 && StepS <= longest))
        {
            throw new InputException(
                "--step-ps", FormattableString.Invariant(
                $"{StepS * 1e12:G4} is out of range; at this current allowed is above 0 to {longest * 1e12:G3} ps, a precession of {LargestAngle} rad"));
        }

        if (!(PulseS > 0 && WatchS > 0 && (PulseS + WatchS) / StepS <= MostSteps))
        {
            throw new InputException(
                "--watch-ns", FormattableString.Invariant(
                $"{WatchS * 1e9:G4} after a pulse of {PulseS * 1e9:G4} ns; both must be above 0 and take at most {MostSteps} steps of {StepS * 1e12:G4} ps"));
        }
    }
}

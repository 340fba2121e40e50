using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>Pulses through a track: how far the wall goes, without heat and with it.</summary>
public sealed record WallExperiment
{
    /// <summary>Trials that are allowed at most.</summary>
    public const int MostTrials = 1_000_000;

    private const double LargestAngle = 0.1;
    private const long MostSteps = 100_000_000;

    // Time constants of the angle after which a wall has come to its velocity, or to rest.
    private const double SteadyConstants = 20;

    /// <summary>The track.</summary>
    public required WallTrack Track { get; init; }

    /// <summary>Length of the pulse [s].</summary>
    public required double PulseS { get; init; }

    /// <summary>Longest step of the integration [s].</summary>
    public required double StepS { get; init; }

    /// <summary>Trials with heat; 0 for none.</summary>
    public required int Trials { get; init; }

    /// <summary>Key of the thermal field.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads; 0 for one a core. They change no result.</summary>
    public int Threads { get; init; }

    /// <summary>Runs a pulse at each current density.</summary>
    /// <param name="densitiesAPerM2">Current densities [A/m2].</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">A number is out of range.</exception>
    public ImmutableArray<WallPoint> Run(IEnumerable<double> densitiesAPerM2, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(densitiesAPerM2);
        return [.. densitiesAPerM2.Select(density => Run(density, cancellation))];
    }

    private WallPoint Run(double density, CancellationToken cancellation)
    {
        Check(density);
        WallTrack cold = Track with { TemperatureK = 0 };
        double rest = SteadyConstants * Track.RelaxationS;

        // Velocity: a track without pinning, once the angle stands still.
        var steady = new WallEnsemble(cold with { PinningJ = 0 }, 1, Seed);
        steady.Advance(density, 0, rest, StepS, cancellation);
        double from = steady[0];
        steady.Advance(density, 0, rest, StepS, cancellation);
        double velocity = (steady[0] - from) / rest;

        var wall = new WallEnsemble(cold, 1, Seed);
        wall.Advance(density, 0, PulseS, StepS, cancellation);
        wall.Advance(0, 0, rest, StepS, cancellation);
        double displacement = wall[0];

        double mean = displacement;
        double deviation = 0;
        double wrong = 0;
        if (Trials > 0)
        {
            var warm = new WallEnsemble(Track, Trials, Seed) { Threads = Threads };
            warm.Advance(density, 0, PulseS, StepS, cancellation);
            warm.Advance(0, 0, rest, StepS, cancellation);
            double[] places = [.. Enumerable.Range(0, Trials).Select(trial => warm[trial])];
            mean = places.Average();
            deviation = Math.Sqrt(places.Sum(place => (place - mean) * (place - mean)) / Math.Max(1, Trials - 1));
            wrong = places.Count(place => Math.Abs(place - displacement) > Track.StepM / 2) / (double)Trials;
        }

        return new WallPoint
        {
            CurrentDensityAPerM2 = density,
            CurrentA = density * Track.CrossSectionM2,
            VelocityMPerS = velocity,
            ClosedFormVelocityMPerS = Track.ClosedFormVelocity(density),
            DisplacementM = displacement,
            MeanDisplacementM = mean,
            DeviationM = deviation,
            LevelError = wrong,
            EnergyJ = Track.PulseEnergyJ(density * Track.CrossSectionM2, PulseS),
        };
    }

    private void Check(double density)
    {
        if (Trials is < 0 or > MostTrials)
        {
            throw new InputException("--trials", $"{Trials} is out of range; allowed is 0 to {MostTrials}");
        }

        double largest = (Math.PI / 2 * (Track.DmiFieldAPerM + Math.Abs(Track.SpinHallFieldPerDensity * density))) + Track.ShapeFieldAPerM;
        double longest = LargestAngle / (PhysicalConstants.Gamma0 * largest);
        if (!(StepS > 0 && StepS <= longest))
        {
            throw new InputException(
                "--step-ps", FormattableString.Invariant(
                $"{StepS * 1e12:G4} is out of range; at {density:G4} A/m2 allowed is above 0 to {longest * 1e12:G3} ps, a turn of {LargestAngle} rad"));
        }

        if (!((PulseS + (3 * SteadyConstants * Track.RelaxationS)) / StepS <= MostSteps))
        {
            throw new InputException(
                "--pulse-ns", FormattableString.Invariant($"{PulseS * 1e9:G4} takes more than {MostSteps} steps of {StepS * 1e12:G4} ps"));
        }
    }
}

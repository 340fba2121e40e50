using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using SpinArch.Files;
using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>
/// A magnet that heat never lets rest: the free layer of a junction with an easy plane, watched in thermal equilibrium
/// (docs/device-physics.md, section 9). What a read sees is mx.
/// </summary>
public sealed record Fluctuation
{
    /// <summary>Trials that are allowed at most.</summary>
    public const int MostTrials = 100_000;

    private const long MostSamples = 20_000_000;
    private const double StepsASample = 20;
    private const double LargestAngle = 0.1;

    /// <summary>The magnet; its plane is easy.</summary>
    public required Magnet Magnet { get; init; }

    /// <summary>Trials.</summary>
    public required int Trials { get; init; }

    /// <summary>Key of the thermal field.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Distance of samples [s].</summary>
    public required double SampleS { get; init; }

    /// <summary>Samples of a trial.</summary>
    public required int Samples { get; init; }

    /// <summary>Threads; 0 for one a core. They change no result.</summary>
    public int Threads { get; init; }

    /// <summary>Times over which a read averages mx [s], each at least a sample and at most all of them.</summary>
    public ImmutableArray<double> ReadsS { get; init; } = [];

    /// <summary>The free layer of a device, without the demand that it have an easy axis out of the plane.</summary>
    /// <param name="device">The device: interface anisotropy and demagnetising factors.</param>
    /// <param name="longer">Factor on its length; the demagnetising factors change as an ellipsoid's do.</param>
    /// <param name="wider">The same on its width.</param>
    /// <exception cref="InputException">It lacks a parameter, or its plane is not easy.</exception>
    public static Magnet MagnetOf(DeviceDescription device, double longer = 1, double wider = 1)
    {
        ArgumentNullException.ThrowIfNull(device);
        double length = device.Si("magnet.length");
        double width = device.Si("magnet.width");
        double saturation = device.Si("magnet.saturation");
        double thickness = device.Si("magnet.thickness");
        double interfacial = 2 * device.Si("magnet.interfaceAnisotropy") / (VacuumPermeability * saturation * thickness);
        SpinVector nominal = Demagnetisation.OfEllipsoid(length, width, thickness);
        SpinVector changed = Demagnetisation.OfEllipsoid(longer * length, wider * width, thickness);
        var magnet = new Magnet
        {
            SaturationAPerM = saturation,
            VolumeM3 = Math.PI / 4 * longer * length * wider * width * thickness,
            Damping = device.Si("magnet.damping"),
            TemperatureK = device.Si("environment.temperature"),
            AnisotropyAPerM = new SpinVector(
                -saturation * (device.Si("magnet.demagnetisationX") + changed.X - nominal.X),
                -saturation * (device.Si("magnet.demagnetisationY") + changed.Y - nominal.Y),
                interfacial - (saturation * (device.Si("magnet.demagnetisationZ") + changed.Z - nominal.Z))),
        };
        DeviceValue cause = device.Of("magnet.interfaceAnisotropy");
        return magnet.EasyAxisFieldAPerM < 0
            ? magnet
            : throw new InputException(
                cause.Place,
                FormattableString.Invariant(
                    $"magnet.interfaceAnisotropy = {cause.Value} holds the magnet out of its plane; what fluctuates has an easy plane"));
    }

    /// <summary>Field that holds the magnet in its plane [A/m].</summary>
    public double PlaneFieldAPerM => -Magnet.EasyAxisFieldAPerM;

    /// <summary>
    /// Autocorrelation of mx in closed form, for a round magnet whose plane holds it well: the angle in the plane turns with gamma0 Hp mz,
    /// and mz is an Ornstein-Uhlenbeck process of variance kB T / (mu0 Ms V Hp) and rate alpha gamma0 Hp.
    /// </summary>
    /// <param name="timeS">Time between two looks [s].</param>
    public double ClosedForm(double timeS)
    {
        double rate = Magnet.Damping * Gamma0 * PlaneFieldAPerM;
        double turning = Gamma0 * Gamma0 * PlaneFieldAPerM * Boltzmann * Magnet.TemperatureK / Magnet.MomentJPerField;
        return Math.Exp(-turning / (rate * rate) * ((rate * timeS) - 1 + Math.Exp(-rate * timeS)));
    }

    /// <summary>Time of a watch [s].</summary>
    public double WatchS => SampleS * Samples;

    /// <summary>
    /// Watches as often as it takes, each time twice as long in samples twice as far apart, until the correlation has died.
    /// </summary>
    /// <param name="doublings">How often at most; then the last watch is given, whose time is null.</param>
    /// <param name="cancellation">Stops early.</param>
    internal FluctuationResult RunUntilDead(int doublings, CancellationToken cancellation)
    {
        FluctuationResult result = Run(cancellation);
        return result.IntegralTimeS is null && doublings > 0
            ? (this with { SampleS = 2 * SampleS }).RunUntilDead(doublings - 1, cancellation)
            : result;
    }

    /// <summary>Lets heat spread the trials, then watches them.</summary>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">A number is out of range.</exception>
    public FluctuationResult Run(CancellationToken cancellation = default)
    {
        if (Trials is < 1 or > MostTrials || (long)Trials * Samples > MostSamples)
        {
            throw new InputException(
                "--trials", $"{Trials} x {Samples} samples are out of range; allowed are 1 to {MostTrials}, and {MostSamples} samples");
        }

        foreach (double read in ReadsS.Where(read => !(SamplesOf(read) >= 1 && SamplesOf(read) <= Samples)))
        {
            throw new InputException(
                "--read-ns",
                FormattableString.Invariant(
                    $"{read * 1e9:G4} is out of range; allowed is a sample to all of them, {SampleS * 1e9:G4} to {Samples * SampleS * 1e9:G4}"));
        }

        double longest = LargestAngle / (Gamma0 * PlaneFieldAPerM);
        int every = (int)Math.Ceiling(Math.Max(StepsASample, SampleS / longest));
        var ensemble = new MacrospinEnsemble(Magnet, Trials, Seed) { Threads = Threads };

        // From both ends, so that a magnet that seldom turns has no preference, as in equilibrium.
        ensemble.StartAtEnds(new SpinVector(1, 0, 0), Trials / 2);
        ensemble.Advance(Drive.None, (long)every * Samples / 2, SampleS / every, default(NoWatch), cancellation);
        var record = new Vector256<double>[(Trials + 3) / 4 * (long)Samples];
        ensemble.Advance(Drive.None, (long)every * Samples, SampleS / every, new CorrelationWatch(record, every, Samples), cancellation);
        return FluctuationResult.Of(this, [.. Enumerable.Range(0, Trials).Select(trial => Path(record, trial))]);
    }

    /// <summary>Samples over which a read averages.</summary>
    /// <param name="readS">The read [s].</param>
    internal double SamplesOf(double readS) => Math.Round(readS / SampleS);

    private double[] Path(Vector256<double>[] record, int trial)
    {
        double[] path = new double[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            path[sample] = record[((long)(trial / 4) * Samples) + sample][trial % 4];
        }

        return path;
    }
}

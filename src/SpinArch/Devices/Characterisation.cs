using System.Collections.Immutable;
using MathNet.Numerics.RootFinding;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>
/// From a device to what the chip's model takes: constants of a technology, and keys of an architecture. Policy: a part that the
/// device does not describe (it need have no walls) is left as it was; nothing is fitted (docs/device-physics.md, section 8).
/// </summary>
public sealed record Characterisation
{
    // Watched twice as long as a uniaxial magnet of 10,000 trials needs for all but one.
    private const double WatchConstants = 14;

    private static readonly string[] HeavyMetal = [
        "heavyMetal.length", "heavyMetal.width", "heavyMetal.thickness", "heavyMetal.resistivity"];
    private static readonly string[] Track = ["wall.width", "wall.heavyMetalThickness", "wall.resistivity"];

    /// <summary>The device.</summary>
    public required DeviceDescription Device { get; init; }

    /// <summary>The plan.</summary>
    public required CharacterisationPlan Plan { get; init; }

    /// <summary>The junction's trials.</summary>
    public required ResetResult Reset { get; init; }

    /// <summary>Constants of a technology.</summary>
    public required ImmutableArray<DerivedValue> Constants { get; init; }

    /// <summary>Keys of an architecture.</summary>
    public required ImmutableArray<DerivedValue> Keys { get; init; }

    /// <summary>The command that derives the same.</summary>
    public string Command => string.Concat(
        $"device characterise {Device.Name} {Plan.Options}", string.Concat(Device.Settings.Select(setting => $" --set {setting}")));

    /// <summary>The same as settings of an architecture, <c>KEY=VALUE</c>.</summary>
    public ImmutableArray<string> Settings =>
    [
        .. Constants.Select(constant => FormattableString.Invariant($"constants.{constant.Key}={constant.Value}")),
        .. Keys.Select(key => FormattableString.Invariant($"{key.Key}={key.Value}")),
    ];

    /// <summary>Characterises a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="plan">How.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">The device lacks a parameter, or one is out of range.</exception>
    public static Characterisation Of(DeviceDescription device, CharacterisationPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        Junction junction = Junction.Of(device);
        var experiment = new ResetExperiment
        {
            Junction = junction,
            CurrentA = device.Si("reset.current"),
            PulseS = device.Si("reset.pulse"),
            VoltageV = device.Si("reset.voltage", 0),
            Settled = device.Si("sense.settled"),
            Trials = plan.Trials,
            Seed = plan.Seed,
            StepS = plan.StepS,
            WatchS = plan.ReadS ?? (WatchConstants * junction.Magnet.RelaxationS),
            ReadsS = [],
            Threads = plan.Threads,
        };
        ResetResult reset = experiment.Run(cancellation);
        bool hasWalls = device.Has("wall.exchange");
        return new Characterisation
        {
            Device = device,
            Plan = plan,
            Reset = reset,
            Constants = [.. OfJunction(device, reset), .. hasWalls ? OfWalls(device) : []],
            Keys = [.. OfTiming(device, plan, reset), .. plan.Age is { } age ? OfAge(device, age) : []],
        };
    }

    private static IEnumerable<DerivedValue> OfJunction(DeviceDescription device, ResetResult reset)
    {
        ResetExperiment experiment = reset.Experiment;
        yield return Derived(
            device, "trng.bitEnergy", reset.BitEnergyJ * 1e15, "fJ",
            FormattableString.Invariant(
                $"I^2 R t = ({experiment.CurrentA * 1e6:G4} uA)^2 x {experiment.Junction.ResistanceOhm:F0} ohm x {experiment.PulseS * 1e9:G4} ns"),
            [.. HeavyMetal, "reset.current", "reset.pulse"]);
        yield return Derived(
            device, "trng.area", device.Si("magnet.length") * device.Si("magnet.width") * 1e6, "mm2",
                "the free layer's length x width, without access transistor or wiring", [], isAssumption: true);
    }

    private static IEnumerable<DerivedValue> OfWalls(DeviceDescription device)
    {
        WallTrack synapse = WallTrack.Of(device, "synapse");
        WallTrack neuron = WallTrack.Of(device, "neuron");
        double width = device.Si("wall.width");
        yield return Derived(
            device, "crossbar.cellArea", synapse.LengthM * width * 1e6, "mm2",
            "the synapse's length x the track's width, without access transistor or wiring", [], isAssumption: true);
        yield return Derived(device, "crossbar.unityResistance", device.Si("synapse.resistance"), "ohm", "given", ["synapse.resistance"]);
        yield return Derived(device, "crossbar.tmr", device.Si("synapse.tmr"), "1", "given", ["synapse.tmr"]);

        double current = device.Si("synapse.current");
        double pulse = device.Si("synapse.pulse");
        double pulses = synapse.LengthM / Way(synapse, current, pulse);
        yield return Derived(
            device, "crossbar.programEnergy", synapse.PulseEnergyJ(current, pulse) * pulses * 1e15, "fJ",
            FormattableString.Invariant(
                $"I^2 R t = ({current * 1e6:G4} uA)^2 x {synapse.ResistanceOhm:F0} ohm x {pulse * 1e9:G4} ns x {pulses:F2} pulses over {synapse.LengthM * 1e9:G4} nm"),
            [.. Track, "synapse.current", "synapse.pulse"]);

        double neuronPulse = device.Si("neuron.pulse");
        double needed = CurrentFor(device, neuron, neuronPulse);
        string how = FormattableString.Invariant(
            $"I^2 R t = ({needed * 1e6:G4} uA)^2 x {neuron.ResistanceOhm:F0} ohm x {neuronPulse * 1e9:G4} ns");
        yield return Derived(
            device, "neuron.current", needed * 1e6, "uA", FormattableString.Invariant(
                $"it moves the integrated wall {neuron.LengthM * 1e9:G4} nm in a pulse of {neuronPulse * 1e9:G4} ns"), [
                "wall.width", "neuron.length", "neuron.pulse"]);
        yield return Derived(device, "neuron.writeEnergy", neuron.PulseEnergyJ(needed, neuronPulse) * 1e15, "fJ", how, Track);
        yield return Derived(
            device, "neuron.resetEnergy", neuron.PulseEnergyJ(needed, neuronPulse) * 1e15, "fJ", how
            + ", the way back taken equal to the way there", Track, isAssumption: true);
        yield return Derived(
            device, "neuron.area", neuron.LengthM * width * 1e6, "mm2",
            "the neuron's length x the track's width, without read-out transistor", [], isAssumption: true);
    }

    private static IEnumerable<DerivedValue> OfTiming(DeviceDescription device, CharacterisationPlan plan, ResetResult reset)
    {
        ResetExperiment experiment = reset.Experiment;
        yield return Derived(device, "sampler.resetNs", experiment.PulseS * 1e9, "ns", "given", ["reset.pulse"]);
        double read = plan.ReadS ?? reset.SettleS(plan.Settled)
            ?? throw new InputException(
                "--settled", FormattableString.Invariant(
                $"fewer than {plan.Settled} of the trials settled in {experiment.WatchS * 1e9:F0} ns; ask for fewer, or for a time with --read-ns"));
        double unsettled = (double)reset.SettledS.Count(time => time > read) / reset.SettledS.Length;

        // Whole picoseconds, which is what the chip's clock counts, and never earlier.
        double relaxNs = Math.Ceiling(Math.Round(read * 1e12, 3)) / 1000;
        yield return Derived(
            device, "sampler.relaxNs", relaxNs, "ns", FormattableString.Invariant(
                $"{100 * (1 - unsettled):F2} % of 2 x {experiment.Trials} integrated resets have |mz| > {experiment.Settled} by then"), [
                "sense.settled", "magnet.damping"]);
        yield return Derived(
            device, "device.trngBias", Math.Round(unsettled / 2, 6), "1",
                "half of the junctions that are not settled when they are read, taken for the same state by the amplifier: the worst that reading then can do", [], isAssumption: true);
    }

    private static IEnumerable<DerivedValue> OfAge(DeviceDescription device, Age age)
    {
        var retention = Retention.Of(device);
        yield return Derived(
            device, "device.hops", retention.Hops(age.Seconds), "1", FormattableString.Invariant(
                $"{age.Text} over {retention.EscapeS:G4} s = {device.Si("retention.attempt") * 1e9:G3} ns x exp({retention.BarrierKt:F2})"), ["retention.barrier", "retention.attempt"]);
        yield return Derived(
            device, "device.sites", RetentionTable.SitesOf(device), "1", "the synapse's length over the distance of its levels", [
            "synapse.length", "wall.step"]);
    }

    private static DerivedValue Derived(
        DeviceDescription device, string key, double value, string unit, string how, IEnumerable<string> from, bool isAssumption = false)
    {
        string[] assumed = [.. from.Where(name => device.Of(name).Assumption)];
        return new DerivedValue(
            key, double.Parse(
                value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture), unit,
            assumed.Length == 0 ? how : $"{how} (assumed: {string.Join(", ", assumed)})", isAssumption || assumed.Length > 0);
    }

    private static double Way(WallTrack track, double currentA, double pulseS)
    {
        double way = new WallExperiment { Track = track, PulseS = pulseS, StepS = StepOf(track, currentA), Trials = 0, Seed = 0 }.Run(
            [currentA / track.CrossSectionM2])[0].DisplacementM;
        return way > 0 ? way : throw new InputException(
            "synapse.current", FormattableString.Invariant($"{currentA * 1e6:G4} uA for {pulseS * 1e9:G4} ns do not move the wall"));
    }

    private static double CurrentFor(DeviceDescription device, WallTrack track, double pulseS)
    {
        double most = 10 * device.Si("neuron.current");
        double Missing(double current) =>
            new WallExperiment { Track = track, PulseS = pulseS, StepS = StepOf(track, most), Trials = 0, Seed = 0 }.Run(
                [current / track.CrossSectionM2])[0].DisplacementM - track.LengthM;
        return Brent.TryFindRoot(Missing, 0, most, 1e-13, 100, out double root)
            ? root
            : throw new InputException(
                device.Of("neuron.length").Place, FormattableString.Invariant(
                    $"no current up to {most * 1e6:G4} uA moves the wall neuron.length = {track.LengthM * 1e9:G4} nm in neuron.pulse = {pulseS * 1e9:G4} ns"));
    }

    // A twentieth of a radian of the fastest turn.
    private static double StepOf(WallTrack track, double currentA) =>
        0.05 / (
            PhysicalConstants.Gamma0 * ((Math.PI / 2 * (track.DmiFieldAPerM + (
            track.SpinHallFieldPerDensity * currentA / track.CrossSectionM2))) + track.ShapeFieldAPerM));
}

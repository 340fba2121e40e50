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

    private static readonly string[] HeavyMetal =
        ["heavyMetal.length", "heavyMetal.width", "heavyMetal.thickness", "heavyMetal.resistivity"];

    private static readonly string[] Track = ["wall.width", "wall.heavyMetalThickness", "wall.resistivity"];

    /// <summary>The device.</summary>
    public required DeviceDescription Device { get; init; }

    /// <summary>The plan.</summary>
    public required CharacterisationPlan Plan { get; init; }

    /// <summary>Constants of a technology.</summary>
    public required ImmutableArray<DerivedValue> Constants { get; init; }

    /// <summary>Keys of an architecture.</summary>
    public required ImmutableArray<DerivedValue> Keys { get; init; }

    /// <summary>The command that derives the same.</summary>
    public string Command => string.Concat(
        FormattableString.Invariant(
            $"device characterise {DeviceCatalog.ArgumentOf(Device)} --trials {Plan.Trials} --seed {Plan.Seed}"),
        Plan.Cells == CharacterisationPlan.UsualCells ? "" : FormattableString.Invariant($" --cells {Plan.Cells}"),
        FluctuationDerivation.Takes(Device) || IsTimed(Device, Plan) ? ""
            : FormattableString.Invariant($" --settled {Plan.Settled ?? CharacterisationPlan.UsualSettled}"),
        Plan.Age is { } age ? $" --age {age.Text}" : "",
        string.Concat(Device.Settings.Select(setting => $" --set {setting}")));

    /// <summary>The same as settings of an architecture, <c>KEY=VALUE</c>.</summary>
    public ImmutableArray<string> Settings =>
    [
        .. Constants.Select(constant => FormattableString.Invariant($"constants.{constant.Key}={constant.Text}")),
        .. Keys.Select(key => FormattableString.Invariant($"{key.Key}={key.Text}")),
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
        plan.Check(device);
        if (plan.Settled is not null && device.Has("sense.delay"))
        {
            throw new InputException(
                device.Of("sense.delay").Place, "sense.delay and --settled both say when junctions are read; give one");
        }

        return FluctuationDerivation.Takes(device) ? OfFluctuation(device, plan, cancellation) : OfResets(device, plan, cancellation);
    }

    private static Characterisation OfFluctuation(DeviceDescription device, CharacterisationPlan plan, CancellationToken cancellation)
    {
        if (plan.Settled is not null)
        {
            throw new InputException("--settled",
                $"says when junctions are read after a reset, and {device.Name} has none (reset.current)");
        }

        FluctuationResult nominal = FluctuationDerivation.Watch(device, plan, cancellation);
        return new Characterisation
        {
            Device = device,
            Plan = plan,
            Constants = [.. FluctuationDerivation.Constants(device, nominal), .. device.Has("wall.exchange") ? OfWalls(device) : []],
            Keys =
            [
                .. FluctuationDerivation.Keys(device, plan, nominal, cancellation),
                .. plan.Age is { } age ? OfAge(device, age) : [],
            ],
        };
    }

    private static Characterisation OfResets(DeviceDescription device, CharacterisationPlan plan, CancellationToken cancellation)
    {
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
            WatchS = WatchConstants * junction.Magnet.RelaxationS,
            ReadsS = [],
            Threads = plan.Threads,
        };
        // When to read, then what a read sees at that moment: some junctions that had settled have wandered back.
        ResetResult? settling = IsTimed(device, plan) ? null : (experiment with { EndsSettled = true }).Run(cancellation);
        double readS = WholePs(settling is null ? device.Si("sense.delay") : SettleS(plan, settling)) * 1e-9;
        ResetResult reset = (experiment with { WatchS = readS }).Run(cancellation);
        return new Characterisation
        {
            Device = device,
            Plan = plan,
            Constants =
            [
                .. OfJunction(device, reset),
                .. JunctionTimes(device, reset, readS),
                .. device.Has("wall.exchange") ? OfWalls(device) : [],
            ],
            Keys = [.. OfTiming(device, reset, readS, Waiting(plan, settling)), .. plan.Age is { } age ? OfAge(device, age) : []],
        };
    }

    private static bool IsTimed(DeviceDescription device, CharacterisationPlan plan) => plan.Settled is null && device.Has("sense.delay");

    private static double SettleS(CharacterisationPlan plan, ResetResult settling)
    {
        double share = plan.Settled ?? CharacterisationPlan.UsualSettled;
        return settling.SettleS(share) ?? throw new InputException(
            "--settled",
            FormattableString.Invariant(
                $"fewer than {share} of the trials settled in {settling.Experiment.WatchS * 1e9:F0} ns; ask for fewer, or set sense.delay"));
    }

    // The quantile with those a standard error of its count away.
    private static string Waiting(CharacterisationPlan plan, ResetResult? settling)
    {
        if (settling is null)
        {
            return "sense.delay of the device";
        }

        double share = plan.Settled ?? CharacterisationPlan.UsualSettled;
        double error = Math.Sqrt(share * (1 - share) / settling.SettledS.Length);
        string most = share + error < 1 && settling.SettleS(share + error) is { } late ? FormattableString.Invariant($"{late * 1e9:F1}")
            : "more";
        return FormattableString.Invariant(
            $"{share} of 2 x {settling.Experiment.Trials} integrated resets have reached |mz| > {settling.Experiment.Settled} by then; ")
            + FormattableString.Invariant($"{settling.SettleS(share - error)!.Value * 1e9:F1} to {most} ns within a standard error");
    }

    private static IEnumerable<DerivedValue> OfJunction(DeviceDescription device, ResetResult reset)
    {
        ResetExperiment experiment = reset.Experiment;
        string heat = FormattableString.Invariant(
            $"I^2 R t = ({experiment.CurrentA * 1e6:G4} uA)^2 x {experiment.Junction.ResistanceOhm:F0} ohm x {experiment.PulseS * 1e9:G4} ns");
        yield return DerivedValue.Of(
            device, "trng.bitEnergy", reset.BitEnergyJ * 1e15, "fJ", heat, [.. HeavyMetal, "reset.current", "reset.pulse"]);
        yield return DerivedValue.Of(
            device, "trng.area", device.Si("magnet.length") * device.Si("magnet.width") * 1e6, "mm2",
            "the free layer's length x width, without access transistor or wiring", ["magnet.length", "magnet.width"], isAssumption: true);
    }

    // The times for which the energies above hold; a chip that is set to be faster is told so.
    private static IEnumerable<DerivedValue> JunctionTimes(DeviceDescription device, ResetResult reset, double readS)
    {
        yield return DerivedValue.Of(device, "trng.resetTime", WholePs(reset.Experiment.PulseS), "ns", Given(device, "reset.pulse"),
            ["reset.pulse"]);
        yield return DerivedValue.Of(
            device, "trng.relaxTime", WholePs(readS), "ns", "sampler.relaxNs as derived with it", ["sense.settled", "magnet.damping"]);
    }

    private static IEnumerable<DerivedValue> OfWalls(DeviceDescription device)
    {
        WallTrack synapse = WallTrack.Of(device, "synapse");
        double width = device.Si("wall.width");
        yield return DerivedValue.Of(
            device, "crossbar.cellArea", synapse.LengthM * width * 1e6, "mm2",
            "the synapse's length x the track's width, without access transistor or wiring", ["wall.width"], isAssumption: true);
        yield return DerivedValue.Of(
            device, "crossbar.unityResistance", device.Si("synapse.resistance"), "ohm", Given(device, "synapse.resistance"),
            ["synapse.resistance"]);
        yield return DerivedValue.Of(device, "crossbar.tmr", device.Si("synapse.tmr"), "1", Given(device, "synapse.tmr"), ["synapse.tmr"]);

        double current = device.Si("synapse.current");
        double pulse = device.Si("synapse.pulse");
        double pulses = synapse.LengthM / Way(synapse, current, pulse);
        string ways = FormattableString.Invariant($"{pulse * 1e9:G4} ns x {pulses:F2} pulses over {synapse.LengthM * 1e9:G4} nm");
        yield return DerivedValue.Of(
            device, "crossbar.programEnergy", synapse.PulseEnergyJ(current, pulse) * pulses * 1e15, "fJ",
            FormattableString.Invariant($"I^2 R t = ({current * 1e6:G4} uA)^2 x {synapse.ResistanceOhm:F0} ohm x {ways}"),
            [.. Track, "synapse.current", "synapse.pulse"]);
        yield return DerivedValue.Of(
            device, "crossbar.writeTime", WholePs(pulse * pulses), "ns", ways, ["wall.width", "synapse.current", "synapse.pulse"]);
        yield return DerivedValue.Of(
            device, "crossbar.trackBits", BitsOf(device, synapse, "synapse"), "bit", Levels(synapse), ["synapse.length", "wall.step"]);
        foreach (DerivedValue value in OfNeuron(device, WallTrack.Of(device, "neuron"), width))
        {
            yield return value;
        }
    }

    private static IEnumerable<DerivedValue> OfNeuron(DeviceDescription device, WallTrack neuron, double width)
    {
        double pulse = device.Si("neuron.pulse");
        double needed = CurrentFor(device, neuron, pulse);
        double energyFj = neuron.PulseEnergyJ(needed, pulse) * 1e15;
        string heat = FormattableString.Invariant(
            $"I^2 R t = ({needed * 1e6:G4} uA)^2 x {neuron.ResistanceOhm:F0} ohm x {pulse * 1e9:G4} ns");
        yield return DerivedValue.Of(
            device, "neuron.current", needed * 1e6, "uA",
            FormattableString.Invariant(
                $"it moves the integrated wall {neuron.LengthM * 1e9:G4} nm in a pulse of {pulse * 1e9:G4} ns"),
            ["wall.width", "neuron.length", "neuron.pulse"]);
        yield return DerivedValue.Of(device, "neuron.writeEnergy", energyFj, "fJ", heat, Track);
        yield return DerivedValue.Of(
            device, "neuron.resetEnergy", energyFj, "fJ", heat + ", the way back taken equal to the way there", Track, isAssumption: true);
        yield return DerivedValue.Of(
            device, "neuron.area", neuron.LengthM * width * 1e6, "mm2",
            "the neuron's length x the track's width, without read-out transistor", ["wall.width"], isAssumption: true);
        yield return DerivedValue.Of(
            device, "neuron.trackBits", BitsOf(device, neuron, "neuron"), "bit", Levels(neuron), ["neuron.length", "wall.step"]);
    }

    private static IEnumerable<DerivedValue> OfTiming(DeviceDescription device, ResetResult reset, double readS, string waiting)
    {
        ResetExperiment experiment = reset.Experiment;
        yield return DerivedValue.Of(
            device, "sampler.resetNs", WholePs(experiment.PulseS), "ns", Given(device, "reset.pulse"), ["reset.pulse"]);
        yield return DerivedValue.Of(
            device, "sampler.relaxNs", WholePs(readS), "ns", waiting,
            device.Has("sense.delay") ? ["sense.delay"] : ["sense.settled", "magnet.damping"]);
        yield return DerivedValue.Of(
            device, "device.trngBias", Math.Round(reset.Last.WorstBias, 6), "1",
            FormattableString.Invariant(
                $"half of the {100 * reset.Last.Unsettled:G3} % of 2 x {experiment.Trials} trials with |mz| <= {experiment.Settled} at that moment, ")
            + "all of them taken for the same state: the worst that an amplifier then can do",
            ["sense.settled"], isAssumption: true);
    }

    private static IEnumerable<DerivedValue> OfAge(DeviceDescription device, Age age)
    {
        var retention = Retention.Of(device);
        string way = FormattableString.Invariant(
            $"{age.Text} over {retention.EscapeS:G4} s = {device.Si("retention.attempt") * 1e9:G3} ns x exp({retention.BarrierKt:F2})");
        yield return DerivedValue.Of(
            device, "device.hops", retention.Hops(age.Seconds), "1", way, ["retention.barrier", "retention.attempt"]);
        yield return DerivedValue.Of(
            device, "device.sites", RetentionTable.SitesOf(device), "1", "the synapse's length over the distance of its levels",
            ["synapse.length", "wall.step"]);
    }

    // In ns, to the whole picoseconds that a chip's times are counted in, and never shorter.
    private static double WholePs(double timeS) => Math.Ceiling(Math.Round(timeS * 1e12, 3)) / 1000;

    private static int BitsOf(DeviceDescription device, WallTrack track, string part) => track.Levels >= 2
        ? (int)Math.Floor(Math.Log2(track.Levels))
        : throw new InputException(
            device.Of(part + ".length").Place,
            FormattableString.Invariant(
                $"{part}.length = {track.LengthM * 1e9:G4} nm holds fewer than two levels of wall.step = {track.StepM * 1e9:G4} nm"));

    private static string Given(DeviceDescription device, string key) => $"{key} of the device: {device.Of(key).Source}";

    private static string Levels(WallTrack track) =>
        FormattableString.Invariant($"{track.Levels} levels of {track.StepM * 1e9:G4} nm on {track.LengthM * 1e9:G4} nm, whole bits");

    private static double Way(WallTrack track, double currentA, double pulseS)
    {
        double way = Displacement(track, currentA, pulseS, currentA);
        return way > 0 ? way : throw new InputException(
            "synapse.current", FormattableString.Invariant($"{currentA * 1e6:G4} uA for {pulseS * 1e9:G4} ns do not move the wall"));
    }

    private static double CurrentFor(DeviceDescription device, WallTrack track, double pulseS)
    {
        double most = 10 * device.Si("neuron.current");
        double Missing(double currentA) => Displacement(track, currentA, pulseS, most) - track.LengthM;
        return Brent.TryFindRoot(Missing, 0, most, 1e-13, 100, out double root)
            ? root
            : throw new InputException(
                device.Of("neuron.length").Place,
                FormattableString.Invariant(
                    $"no current up to {most * 1e6:G4} uA moves the wall neuron.length = {track.LengthM * 1e9:G4} nm ")
                + FormattableString.Invariant($"in neuron.pulse = {pulseS * 1e9:G4} ns"));
    }

    // The step is for the largest current of a search, so that all of it is of one accuracy.
    private static double Displacement(WallTrack track, double currentA, double pulseS, double largestA)
    {
        var experiment = new WallExperiment { Track = track, PulseS = pulseS, StepS = StepOf(track, largestA), Trials = 0, Seed = 0 };
        return experiment.Run([currentA / track.CrossSectionM2])[0].DisplacementM;
    }

    // A twentieth of a radian of the fastest turn.
    private static double StepOf(WallTrack track, double currentA)
    {
        double spinHall = track.SpinHallFieldPerDensity * currentA / track.CrossSectionM2;
        return 0.05 / (PhysicalConstants.Gamma0 * ((Math.PI / 2 * (track.DmiFieldAPerM + spinHall)) + track.ShapeFieldAPerM));
    }
}

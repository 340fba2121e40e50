using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>
/// A track with one domain wall, described by the wall's place q and the angle phi of the magnetisation in its middle
/// (docs/device-physics.md, section 4). SI units. Positive q is the way in which a positive current moves the wall.
/// </summary>
public sealed record WallTrack
{
    /// <summary>Saturation magnetisation [A/m].</summary>
    public required double SaturationAPerM { get; init; }

    /// <summary>Gilbert damping.</summary>
    public required double Damping { get; init; }

    /// <summary>Width parameter of the wall [m]: sqrt(A / (Ku - mu0 Ms^2 / 2)).</summary>
    public required double WallWidthM { get; init; }

    /// <summary>Size of the Dzyaloshinskii-Moriya interaction [J/m2].</summary>
    public required double DmiJPerM2 { get; init; }

    /// <summary>Spin Hall field a current density [A/m a A/m2].</summary>
    public required double SpinHallFieldPerDensity { get; init; }

    /// <summary>Width of the track [m].</summary>
    public required double TrackWidthM { get; init; }

    /// <summary>Thickness of the ferromagnet [m].</summary>
    public required double ThicknessM { get; init; }

    /// <summary>Cross-section of the heavy metal [m2].</summary>
    public required double CrossSectionM2 { get; init; }

    /// <summary>Resistance of the heavy metal over the length of the track [ohm].</summary>
    public required double ResistanceOhm { get; init; }

    /// <summary>Way of the wall [m].</summary>
    public required double LengthM { get; init; }

    /// <summary>Distance of levels and pinning sites [m].</summary>
    public required double StepM { get; init; }

    /// <summary>Height of the pinning potential [J].</summary>
    public required double PinningJ { get; init; }

    /// <summary>Temperature [K]; 0 for a wall without thermal field.</summary>
    public required double TemperatureK { get; init; }

    /// <summary>HD = D / (mu0 Ms Delta) [A/m].</summary>
    public double DmiFieldAPerM => DmiJPerM2 / (VacuumPermeability * SaturationAPerM * WallWidthM);

    /// <summary>HK = t Ms ln 2 / (pi Delta) [A/m], the field of the wall's own charges.</summary>
    public double ShapeFieldAPerM => ThicknessM * Math.Log(2) * SaturationAPerM / (Math.PI * WallWidthM);

    /// <summary>2 mu0 Ms Ly Lz [J m/A a m]: energy a field and a way.</summary>
    public double EnergyPerFieldAndWay => 2 * VacuumPermeability * SaturationAPerM * TrackWidthM * ThicknessM;

    /// <summary>Time constant of the angle [s]: (1 + alpha^2) / (alpha gamma0 (pi HD / 2 + HK)).</summary>
    public double RelaxationS => (1 + (Damping * Damping)) / (Damping * Gamma0 * ((Math.PI / 2 * DmiFieldAPerM) + ShapeFieldAPerM));

    /// <summary>J_D = 2 alpha e t D / (hbar theta Delta) [A/m2], at which the closed form of the velocity has fallen to 1 / sqrt 2 of its
    /// linear course.</summary>
    public double SaturationCurrentDensityAPerM2 => Damping * DmiFieldAPerM / SpinHallFieldPerDensity;

    /// <summary>Levels that the track holds: a step apart, both ends included less one.</summary>
    public int Levels => (int)Math.Round(LengthM / StepM);

    /// <summary>The track of a synapse or a neuron.</summary>
    /// <param name="device">The device.</param>
    /// <param name="part"><c>synapse</c> or <c>neuron</c>.</param>
    /// <exception cref="Files.InputException">The device lacks a parameter, or its anisotropy does not overcome the shape's.</exception>
    public static WallTrack Of(DeviceDescription device, string part)
    {
        ArgumentNullException.ThrowIfNull(device);
        double saturation = device.Si("wall.saturation");
        double anisotropy = device.Si("wall.anisotropy") - (VacuumPermeability * saturation * saturation / 2);
        if (anisotropy <= 0)
        {
            throw new Files.InputException(
                device.Of("wall.anisotropy").Place,
                FormattableString.Invariant(
                    $"wall.anisotropy = {device.Of("wall.anisotropy").Value} J/m3 does not overcome the shape's {VacuumPermeability * saturation * saturation / 2:G4}, so there is no wall between up and down"));
        }

        double thickness = device.Si("wall.thickness");
        double section = device.Si("wall.width") * device.Si("wall.heavyMetalThickness");
        double length = device.Si(part + ".length");
        return new WallTrack
        {
            SaturationAPerM = saturation,
            Damping = device.Si("wall.damping"),
            WallWidthM = Math.Sqrt(device.Si("wall.exchange") / anisotropy),
            DmiJPerM2 = Math.Abs(device.Si("wall.dmi")),
            SpinHallFieldPerDensity = ReducedPlanck * Math.Abs(device.Si("wall.spinHallAngle")) / (
                2 * ElementaryCharge * VacuumPermeability * saturation * thickness),
            TrackWidthM = device.Si("wall.width"),
            ThicknessM = thickness,
            CrossSectionM2 = section,
            ResistanceOhm = device.Si("wall.resistivity") * length / section,
            LengthM = length,
            StepM = device.Si("wall.step"),
            PinningJ = device.EnergyJ("wall.pinning"),
            TemperatureK = device.Si("environment.temperature"),
        };
    }

    /// <summary>Velocity at a current density [m/s] in closed form, without field and with HK neglected: (pi/2) gamma D / Ms / sqrt(1 +
    /// (J_D / J)^2).</summary>
    /// <param name="densityAPerM2">Current density [A/m2].</param>
    public double ClosedFormVelocity(double densityAPerM2) => densityAPerM2 == 0 ? 0
        : Math.CopySign(
            Math.PI / 2 * Gyromagnetic * DmiJPerM2 / SaturationAPerM / Math.Sqrt(
            1 + Math.Pow(SaturationCurrentDensityAPerM2 / densityAPerM2, 2)), densityAPerM2);

    /// <summary>
    /// Standard deviation [A/m] of each of the two thermal fields, along q and along phi: sqrt(alpha kB T / (gamma0 mu0 Ms Delta Ly Lz
    /// dt)).
    /// It follows from the fluctuation-dissipation theorem for q and phi, whose wall has the volume 2 Delta Ly Lz.
    /// </summary>
    /// <param name="stepS">The step [s].</param>
    public double ThermalFieldAPerM(double stepS) =>
        Math.Sqrt(2 * Damping * Boltzmann * TemperatureK / (Gamma0 * EnergyPerFieldAndWay * WallWidthM * stepS));

    /// <summary>Energy of a pulse [J]: I^2 R t.</summary>
    /// <param name="currentA">The current [A].</param>
    /// <param name="pulseS">Its length [s].</param>
    public double PulseEnergyJ(double currentA, double pulseS) => currentA * currentA * ResistanceOhm * pulseS;
}

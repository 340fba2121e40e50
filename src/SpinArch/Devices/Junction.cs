using SpinArch.Files;
using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>A random-number junction: a free layer on a heavy metal (docs/device-physics.md, section 3). SI units.</summary>
public sealed record Junction
{
    /// <summary>The free layer.</summary>
    public required Magnet Magnet { get; init; }

    /// <summary>Spin Hall field a current density [A/m a A/m2]: hbar theta / (2 e mu0 Ms t).</summary>
    public required double SpinHallFieldPerDensity { get; init; }

    /// <summary>Field-like over damping-like torque.</summary>
    public required double FieldLikeRatio { get; init; }

    /// <summary>What a volt over the oxide takes from the anisotropy field [A/m a V].</summary>
    public required double AnisotropyPerVolt { get; init; }

    /// <summary>Cross-section of the heavy metal [m2].</summary>
    public required double CrossSectionM2 { get; init; }

    /// <summary>Resistance of the heavy metal [ohm].</summary>
    public required double ResistanceOhm { get; init; }

    /// <summary>
    /// Current density beyond which the spin current holds the magnetisation in the plane [A/m2]: spin Hall field = Hk / 2
    /// (K.-S. Lee et al., Appl. Phys. Lett. 102, 112410, 2013, without field along the current).
    /// </summary>
    public double CriticalCurrentDensityAPerM2 => Magnet.EasyAxisFieldAPerM / 2 / SpinHallFieldPerDensity;

    /// <summary>The junction that a device describes.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="InputException">It lacks a parameter, or the magnet has no easy axis out of the plane.</exception>
    public static Junction Of(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        double length = device.Si("magnet.length");
        double width = device.Si("magnet.width");
        double thickness = device.Si("magnet.thickness");
        double saturation = device.Si("magnet.saturation");
        double volume = Math.PI / 4 * length * width * thickness;
        double surface = 2 / (VacuumPermeability * saturation * thickness);
        double perpendicular = device.Has("magnet.interfaceAnisotropy")
            ? surface * device.Si("magnet.interfaceAnisotropy")
            : 2 * device.EnergyJ("magnet.barrier") / (VacuumPermeability * saturation * volume);
        double shapeX = saturation * device.Si("magnet.demagnetisationX", 0);
        double shapeY = saturation * device.Si("magnet.demagnetisationY", 0);
        double shapeZ = saturation * device.Si("magnet.demagnetisationZ", 0);

        // A barrier says what is left of all anisotropies on the easier way; only their difference across the plane is then the shape's.
        double z = device.Has("magnet.interfaceAnisotropy") ? perpendicular - shapeZ : perpendicular - Math.Min(shapeX, shapeY);
        var magnet = new Magnet
        {
            SaturationAPerM = saturation,
            VolumeM3 = volume,
            Damping = device.Si("magnet.damping"),
            TemperatureK = device.Si("environment.temperature"),
            AnisotropyAPerM = new SpinVector(-shapeX, -shapeY, z),
        };
        if (magnet.EasyAxisFieldAPerM <= 0)
        {
            DeviceValue cause = device.Of(device.Has("magnet.interfaceAnisotropy") ? "magnet.interfaceAnisotropy" : "magnet.barrier");
            throw new InputException(
                cause.Place, FormattableString.Invariant(
                    $"{cause.Key.Name} = {cause.Value} leaves an anisotropy field of {magnet.EasyAxisFieldAPerM:G4} A/m, so up and down are no stable states; allowed is above 0"));
        }

        double section = device.Si("heavyMetal.width") * device.Si("heavyMetal.thickness");
        return new Junction
        {
            Magnet = magnet,
            SpinHallFieldPerDensity = ReducedPlanck * device.Si("heavyMetal.spinHallAngle") / (
                2 * ElementaryCharge * VacuumPermeability * saturation * thickness),
            FieldLikeRatio = device.Si("heavyMetal.fieldLikeRatio", 0),
            AnisotropyPerVolt = device.Has("magnet.voltageAnisotropy") ? surface * device.Si("magnet.voltageAnisotropy") / device.Si(
                "magnet.oxideThickness") : 0,
            CrossSectionM2 = section,
            ResistanceOhm = device.Si("heavyMetal.resistivity") * device.Si("heavyMetal.length") / section,
        };
    }

    /// <summary>What a current through the heavy metal does to the free layer, its spins polarised across the plane.</summary>
    /// <param name="currentA">The current [A].</param>
    /// <param name="voltageV">Voltage over the oxide [V].</param>
    public Drive Driven(double currentA, double voltageV)
    {
        double field = SpinHallFieldPerDensity * currentA / CrossSectionM2;
        return new Drive(new SpinVector(0, field, 0), new SpinVector(0, FieldLikeRatio * field, 0), -AnisotropyPerVolt * voltageV);
    }

    /// <summary>Energy that a pulse turns to heat in the heavy metal [J]: I^2 R t.</summary>
    /// <param name="currentA">The current [A].</param>
    /// <param name="pulseS">Its length [s].</param>
    public double PulseEnergyJ(double currentA, double pulseS) => currentA * currentA * ResistanceOhm * pulseS;
}

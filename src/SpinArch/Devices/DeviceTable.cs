using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SpinArch.Devices;

/// <summary>
/// The one list of physical parameters; the values live in the files of <c>configs/devices</c> only. No file need give all: a verb
/// asks for those that it needs.
/// </summary>
public static class DeviceTable
{
    /// <summary>Every parameter, in the order in which people read them.</summary>
    public static ImmutableArray<DeviceKey> All { get; } =
    [
        new("environment.temperature", "K", "Temperature.", 1, 1000),
        new("environment.barrierTemperature", "K",
            "Temperature of the kT in which this file gives barriers: they are energies, and do not follow environment.temperature.", 1,
            1000),

        new("magnet.length", "nm", "Free layer of the random-number junction along the current, an ellipse.", 1, 1e4),
        new("magnet.width", "nm", "The same across the current.", 1, 1e4),
        new("magnet.thickness", "nm", "Its thickness.", 0.1, 100),
        new("magnet.saturation", "kA/m", "Its saturation magnetisation.", 1, 1e4),
        new("magnet.damping", "1", "Its Gilbert damping.", 1e-5, 10),
        new("magnet.barrier", "kT", "Energy between up and down. Give this, or magnet.interfaceAnisotropy.", 0.1, 1000),
        new("magnet.interfaceAnisotropy", "J/m2", "Perpendicular anisotropy of the interface.", 0, 0.1),
        new("magnet.demagnetisationX", "1",
            "Demagnetising factor along the current; all three or none, and with none the barrier includes the shape.", 0, 1),
        new("magnet.demagnetisationY", "1", "The same across the current.", 0, 1),
        new("magnet.demagnetisationZ", "1", "The same out of the plane.", 0, 1),
        new("magnet.voltageAnisotropy", "fJ/(V.m)",
            "Change of the interface's anisotropy in an electric field (VCMA); needs magnet.oxideThickness.", 0, 1e4),
        new("magnet.oxideThickness", "nm", "Thickness of the tunnel oxide.", 0.1, 100),

        new("magnet.sizeSpread", "1",
            "Standard deviation of the length and of the width of a cell's magnet from cell to cell, relative to them; none where the file does not give it.",
            0, 0.5),

        new("heavyMetal.length", "nm", "Heavy metal below the free layer, along the current.", 1, 1e5),
        new("heavyMetal.width", "nm", "The same across the current.", 1, 1e5),
        new("heavyMetal.thickness", "nm", "Its thickness.", 0.1, 1000),
        new("heavyMetal.resistivity", "uohm.cm", "Its resistivity.", 0.1, 1e6),
        new("heavyMetal.spinHallAngle", "1", "Spin current over charge current.", 1e-4, 10),
        new("heavyMetal.fieldLikeRatio", "1", "Field-like over damping-like torque; none where the file does not give it.", -10, 10),

        new("reset.current", "uA", "Current of a reset.", 0, 1e5),
        new("reset.pulse", "ns", "Its length.", 1e-3, 1e4),
        new("reset.voltage", "V",
            "Voltage over the oxide during the reset, lowering the anisotropy where positive; none where the file does not give it.", -10,
            10),
        new("sense.settled", "1", "Size of mz from which a read tells the states apart.", 0.01, 0.999),
        new("sense.delay", "ns",
            "Time from the end of a reset to the read of its bit; where it is not given, a read waits until enough junctions have settled.",
            1e-3, 1e6),

        new("wall.exchange", "J/m", "Exchange stiffness of the domain-wall track.", 1e-14, 1e-9),
        new("wall.anisotropy", "J/m3", "Its uniaxial perpendicular anisotropy.", 1, 1e9),
        new("wall.dmi", "J/m2", "Its interfacial Dzyaloshinskii-Moriya interaction.", -0.1, 0.1),
        new("wall.saturation", "kA/m", "Its saturation magnetisation.", 1, 1e4),
        new("wall.damping", "1", "Its Gilbert damping.", 1e-4, 10),
        new("wall.thickness", "nm", "Thickness of the ferromagnet.", 0.1, 100),
        new("wall.width", "nm", "Width of the track, ferromagnet and heavy metal.", 1, 1e4),
        new("wall.heavyMetalThickness", "nm", "Thickness of the heavy metal below it.", 0.1, 1000),
        new("wall.resistivity", "uohm.cm", "Its resistivity.", 0.1, 1e6),
        new("wall.spinHallAngle", "1", "Its spin Hall angle.", -10, 10),
        new("wall.step", "nm", "Distance of neighbouring levels on the track, and of its pinning sites.", 0.1, 1e4),
        new("wall.pinning", "kT", "Height of the pinning potential while the wall is driven.", 0, 1000),

        new("synapse.length", "nm", "Way of the wall of a synapse.", 1, 1e5),
        new("synapse.current", "uA", "Current that moves it.", 1e-3, 1e5),
        new("synapse.pulse", "ns", "Length of a pulse.", 1e-3, 1e4),
        new("synapse.resistance", "ohm", "Resistance at the highest conductance.", 1, 1e9),
        new("synapse.tmr", "1", "Tunnel magnetoresistance: (R_high - R_low) / R_low.", 0.01, 100),
        new("neuron.length", "nm", "Way of the wall of a neuron.", 1, 1e5),
        new("neuron.current", "uA", "Current that moves it from end to end.", 1e-3, 1e5),
        new("neuron.pulse", "ns", "Length of its pulse.", 1e-3, 1e4),

        new("retention.barrier", "kT", "Energy that keeps a stored level, from one pinning site to the next.", 0, 1000),
        new("retention.attempt", "ns", "Attempt time of an escape.", 1e-6, 1e3),
    ];

    private static FrozenDictionary<string, DeviceKey> ByName { get; } = All.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The parameter of this exact name, or null.</summary>
    /// <param name="name">Dotted key.</param>
    public static DeviceKey? Find(string name) => ByName.GetValueOrDefault(name);
}

using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>
/// A free layer as one spin (macrospin). Its anisotropies, crystalline and of shape, are one field that is linear in the
/// magnetisation m: H = (Cx mx, Cy my, Cz mz) (docs/device-physics.md, section 1).
/// </summary>
public sealed record Magnet
{
    /// <summary>Saturation magnetisation [A/m].</summary>
    public required double SaturationAPerM { get; init; }

    /// <summary>Volume [m3].</summary>
    public required double VolumeM3 { get; init; }

    /// <summary>Gilbert damping.</summary>
    public required double Damping { get; init; }

    /// <summary>Temperature [K]; 0 for a magnet without thermal field.</summary>
    public required double TemperatureK { get; init; }

    /// <summary>(Cx, Cy, Cz) [A/m].</summary>
    public required SpinVector AnisotropyAPerM { get; init; }

    /// <summary>Effective anisotropy field of the axis z [A/m]: Cz - max(Cx, Cy), towards the easier of the hard axes. Negative for an easy
    /// plane.</summary>
    public double EasyAxisFieldAPerM => AnisotropyAPerM.Z - Math.Max(AnisotropyAPerM.X, AnisotropyAPerM.Y);

    /// <summary>mu0 Ms V [J m/A]: energy of the moment a field.</summary>
    public double MomentJPerField => VacuumPermeability * SaturationAPerM * VolumeM3;

    /// <summary>Energy between the states up and down [J]: mu0 Ms V Hk / 2.</summary>
    public double BarrierJ => 0.5 * MomentJPerField * EasyAxisFieldAPerM;

    /// <summary>The barrier in units of kB T (Delta); infinite at 0 K.</summary>
    public double BarrierKt => BarrierJ / (Boltzmann * TemperatureK);

    /// <summary>Time constant [s] with which the magnet leaves its hard plane or returns to its axis: (1 + alpha^2) / (alpha gamma0
    /// Hk).</summary>
    public double RelaxationS => (1 + (Damping * Damping)) / (Damping * Gamma0 * EasyAxisFieldAPerM);

    /// <summary>
    /// Standard deviation [A/m] of each component of the thermal field over a step: sqrt(2 alpha kB T / (gamma0 mu0 Ms V dt))
    /// (W. F. Brown, Phys. Rev. 130, 1677, 1963). It acts in both torques, so equipartition asks for no factor 1 / (1 + alpha^2).
    /// </summary>
    /// <param name="stepS">The step [s].</param>
    public double ThermalFieldAPerM(double stepS) => Math.Sqrt(2 * Damping * Boltzmann * TemperatureK / (Gamma0 * MomentJPerField * stepS));
}

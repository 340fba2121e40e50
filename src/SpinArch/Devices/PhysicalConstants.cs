namespace SpinArch.Devices;

/// <summary>Constants of nature, in SI units: CODATA 2018 (P. J. Mohr, E. Tiesinga, D. B. Newell, B. N. Taylor, Rev. Mod. Phys. 93, 025010,
/// 2021).</summary>
internal static class PhysicalConstants
{
    /// <summary>Vacuum permeability [H/m].</summary>
    public const double VacuumPermeability = 1.25663706212e-6;

    /// <summary>Boltzmann's constant [J/K], exact.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>Charge of the proton [C], exact.</summary>
    public const double ElementaryCharge = 1.602176634e-19;

    /// <summary>Planck's constant over 2 pi [J s], exact.</summary>
    public const double ReducedPlanck = 1.054571817e-34;

    /// <summary>The electron's gyromagnetic ratio [rad/(s T)], as a positive number.</summary>
    public const double Gyromagnetic = 1.76085963023e11;

    /// <summary>gamma0 = mu0 gamma [m/(A s)], for fields in A/m.</summary>
    public const double Gamma0 = VacuumPermeability * Gyromagnetic;
}

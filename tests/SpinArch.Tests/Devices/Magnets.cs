using SpinArch.Devices;

namespace SpinArch.Tests.Devices;

/// <summary>Magnets for tests; constants of nature as the tests know them, apart from the code's own.</summary>
internal static class Magnets
{
    public const double Mu0 = 4e-7 * Math.PI;
    public const double Kb = 1.380649e-23;
    public const double Gamma0 = 2.21276e5;

    /// <summary>A uniaxial magnet of a barrier in kT at 300 K, by its volume.</summary>
    public static Magnet Uniaxial(double barrierKt, double damping, double fieldAPerM = 35e3, double temperatureK = 300) => new()
    {
        SaturationAPerM = 1e6,
        VolumeM3 = 2 * barrierKt * Kb * 300 / (Mu0 * 1e6 * fieldAPerM),
        Damping = damping,
        TemperatureK = temperatureK,
        AnisotropyAPerM = new SpinVector(0, 0, fieldAPerM),
    };

    /// <summary>The drift, along a field, of a cold magnet without anisotropy.</summary>
    public static Magnet Free(double damping) => Uniaxial(20, damping, temperatureK: 0) with { AnisotropyAPerM = default };
}

using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>A parameter of a device's description, with the unit it must be in.</summary>
/// <param name="Name">Dotted key, <c>magnet.damping</c> say.</param>
/// <param name="Unit">The unit; a file with another one is refused.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Least">Smallest value allowed, in <paramref name="Unit"/>.</param>
/// <param name="Most">Largest value allowed.</param>
public sealed record DeviceKey(string Name, string Unit, string Summary, double Least, double Most)
{
    /// <summary>What may be written.</summary>
    public string Allowed => FormattableString.Invariant($"a number from {Least} to {Most}, in {Unit}");

    /// <summary>One of <see cref="Unit"/> in SI units.</summary>
    public double Si => Unit switch
    {
        "nm" => 1e-9,
        "uA" => 1e-6,
        "ns" => 1e-9,
        "kA/m" => 1e3,
        "uohm.cm" => 1e-8,
        "fJ/(V.m)" => 1e-15,
        "1" or "K" or "V" or "ohm" or "kT" or "J/m" or "J/m2" or "J/m3" => 1,
        _ => throw new InvalidOperationException($"{Name} has the unit {Unit}, which has no size"),
    };

    /// <summary>Why a text is refused, or null.</summary>
    internal string? Refuse(string text)
    {
        if (!NumberText.TryFinite(text, out double value))
        {
            return "is no finite number";
        }

        return value < Least || value > Most ? "is out of range" : null;
    }
}

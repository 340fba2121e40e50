using System.Globalization;

namespace SpinArch.Specs;

/// <summary>
/// A constant that every technology must give, with the unit it must be in. Its range follows from the unit: wide enough for any device one
/// could build, and narrow enough that no product of a constant with the counts and times of a design is lost: a figure below the least would be
/// rounded to nothing by whole quectojoules, one above the most would not fit them.
/// </summary>
/// <param name="Name">Dotted key.</param>
/// <param name="Unit">The unit; a file with another one is refused.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Positive">Whether zero is refused: for divisors.</param>
/// <param name="IsSwitch">Whether it says no or yes, 0 or 1.</param>
public sealed record TechnologyKey(string Name, string Unit, string Summary, bool Positive = false, bool IsSwitch = false)
{
    /// <summary>The least value but 0.</summary>
    public double Least => IsSwitch ? 1 : Range.Least;

    /// <summary>The largest value.</summary>
    public double Most => IsSwitch ? 1 : Range.Most;

    /// <summary>What may be written.</summary>
    public string Allowed => IsSwitch ? "0 or 1" : $"{Bounds}, in {Unit}{(IsTime ? ", to a whole picosecond (0.001)" : "")}";

    /// <summary>The same in short, without the unit.</summary>
    internal string Bounds => IsSwitch ? "0 or 1" : Positive ? $"a number from {Short(Least)} to {Short(Most)}" : $"0, or a number from {Short(Least)} to {Short(Most)}";

    private bool IsTime => Unit == "ns";

    private (double Least, double Most) Range => Unit switch
    {
        "fJ" => (1e-6, 1e9),
        "mW" => (1e-9, 1e6),
        "mm2" => (1e-12, 1e6),
        "V" => (1e-3, 1e3),
        "ohm" => (1, 1e12),
        "uA" => (1e-6, 1e9),
        "ns" => (1e-3, 1e6),
        "1" => (1e-3, 1e6),
        "GHz" => (1e-3, 1e3),
        "exponent" => (1e-3, 4),
        "factor" => (1, 16),
        "B" => (1, 1e12),
        "bit" or "flit" => (1, 65536),
        "nJ" or "images/J" or "images/s" => (1e-6, 1e12),
        "%" => (1e-6, 100),
        _ => throw new InvalidOperationException($"{Name} is in {Unit}, for which no range is known"),
    };

    /// <summary>Why a text is refused, or null.</summary>
    internal string? Refuse(string text)
    {
        if (!NumberText.TryFinite(text, out double value))
        {
            return "is no finite number";
        }

        if (value == 0 ? Positive : value < Least || value > Most)
        {
            return "is out of range";
        }

        return IsTime && (!NumberText.TryExact(text, out decimal nanoseconds) || !decimal.IsInteger(nanoseconds * 1000)) ? "is no whole number of picoseconds" : null;
    }

    private static string Short(double value) => value.ToString(value is >= 1e-3 and < 1e5 ? "R" : "0e0", CultureInfo.InvariantCulture);
}

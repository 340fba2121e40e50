namespace SpinArch.Specs;

/// <summary>A constant that every technology must give, with the unit it must be in.</summary>
/// <param name="Name">Dotted key.</param>
/// <param name="Unit">The unit; a file with another one is refused.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Positive">Whether zero is refused: for divisors.</param>
public sealed record TechnologyKey(string Name, string Unit, string Summary, bool Positive = false)
{
    private const double Largest = 1e12;

    /// <summary>What may be written.</summary>
    public string Allowed => Positive ? $"a number above 0 and at most 1e12, in {Unit}" : $"a number from 0 to 1e12, in {Unit}";

    /// <summary>Why a text is refused, or null.</summary>
    internal string? Refuse(string text)
    {
        if (!NumberText.TryFinite(text, out double value))
        {
            return "is no finite number";
        }

        return value < 0 || value > Largest || (Positive && value == 0) ? "is out of range" : null;
    }
}

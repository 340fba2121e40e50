using System.Globalization;

namespace SpinArch.Specs;

/// <summary>Reads numbers as people and JSON write them, exactly and never by the culture of the machine.</summary>
internal static class NumberText
{
    /// <summary>The digits that a decimal holds exactly; longer numbers would be rounded unseen.</summary>
    private const int ExactDigits = 28;

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A decimal number without rounding; false where the text is no number or needs more digits than a decimal has.</summary>
    internal static bool TryExact(string text, out decimal value)
    {
        value = 0;
        int digits = 0;
        bool zero = true;
        foreach (char c in text)
        {
            if (c is 'e' or 'E')
            {
                break;
            }

            digits += char.IsAsciiDigit(c) ? 1 : 0;
            zero &= c is not (>= '1' and <= '9');
        }

        return digits <= ExactDigits
            && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out value)
            && (value == 0) == zero;
    }

    /// <summary>A whole number; <c>1e2</c> and <c>128.0</c> are whole.</summary>
    internal static bool TryWhole(string text, out decimal value) => TryExact(text, out value) && decimal.IsInteger(value);

    /// <summary>A finite number.</summary>
    internal static bool TryFinite(string text, out double value) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>The shortest text that reads back as the same number.</summary>
    internal static string Shortest(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The number of a text that was checked before.</summary>
    internal static double Parse(string text) => double.Parse(text, Style, CultureInfo.InvariantCulture);
}

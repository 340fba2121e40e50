using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>A time as people write it: <c>90s</c>, <c>20min</c>, <c>10h</c>, <c>30d</c>, <c>1y</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Seconds">The same [s].</param>
public readonly record struct Age(string Text, double Seconds)
{
    private const double MostYears = 1e6;

    // Longest first, so that "min" is not taken for a number with a strange end.
    private static readonly (string Unit, double Seconds)[] Units = [("min", 60), ("s", 1), ("h", 3600), ("d", 86_400), ("y", 31_557_600)];

    /// <summary>Reads ages separated by commas.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="list">What was written.</param>
    /// <exception cref="InputException">One is no age.</exception>
    public static ImmutableArray<Age> Parse(string option, string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return [.. list.Split(',', StringSplitOptions.TrimEntries).Select(text => One(option, text))];
    }

    private static Age One(string option, string text)
    {
        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && NumberText.TryFinite(text[..^unit.Length], out double number)
                && number >= 0 && number * seconds <= MostYears * Units[^1].Seconds)
            {
                return new Age(text, number * seconds);
            }
        }

        return text == "0"
            ? new Age(text, 0)
            : throw new InputException(
                option, FormattableString.Invariant(
                $"'{Quoted.Short(text)}' is no age; write a number and s, min, h, d or y, for instance 30d; allowed is 0 to {MostYears}y"));
    }
}

using System.Globalization;
using SpinArch.Kernel;

namespace SpinArch.Traces.Debugging;

/// <summary>Times as a person types them: nanoseconds with at most three decimals.</summary>
internal static class DebugTime
{
    private const decimal Longest = 1_000_000_000_000;

    public static Picoseconds Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value <= Longest && decimal.IsInteger(value * 1000)
            ? new Picoseconds((long)(value * 1000))
            : throw new DebugFault($"'{text}' is no time in ns with at most three decimals");
}

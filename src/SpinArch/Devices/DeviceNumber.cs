using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>Reads the numbers of the options of <c>device</c>.</summary>
public static class DeviceNumber
{
    /// <summary>The number that a text stands for.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="text">What was written.</param>
    /// <param name="least">Smallest number allowed.</param>
    /// <param name="most">Largest number allowed.</param>
    /// <exception cref="InputException">It is no number or out of range.</exception>
    public static double Parse(string option, string text, double least, double most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NumberText.TryFinite(text, out double value) && value >= least && value <= most
            ? value
            : throw new InputException(
                option, FormattableString.Invariant($"'{Quoted.Short(text)}' is not a number from {least} to {most}"));
    }
}

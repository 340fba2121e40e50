using System.Globalization;

namespace SpinArch.Devices;

/// <summary>A constant of a technology or a key of an architecture that follows from a device.</summary>
/// <param name="Key">Dotted key.</param>
/// <param name="Text">The value in <paramref name="Unit"/>, as a setting writes it.</param>
/// <param name="Number">The value where it is a number; null where it is a word.</param>
/// <param name="Unit">Its unit; empty for a word.</param>
/// <param name="How">How it follows, with the figures that it follows from.</param>
/// <param name="Assumption">Whether one of these is an assumption, or the way itself.</param>
public sealed record DerivedValue(string Key, string Text, double? Number, string Unit, string How, bool Assumption)
{
    /// <summary>A number, to seven digits.</summary>
    /// <param name="device">What it follows from.</param>
    /// <param name="key">Dotted key.</param>
    /// <param name="value">The number.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="how">How it follows.</param>
    /// <param name="from">Parameters of the device behind it.</param>
    /// <param name="isAssumption">Whether the way is assumed.</param>
    internal static DerivedValue Of(
        DeviceDescription device, string key, double value, string unit, string how, IEnumerable<string> from, bool isAssumption = false)
    {
        double rounded = double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Of(device, key, rounded.ToString(CultureInfo.InvariantCulture), rounded, unit, how, from, isAssumption);
    }

    /// <summary>A word.</summary>
    /// <param name="device">What it follows from.</param>
    /// <param name="key">Dotted key.</param>
    /// <param name="word">The word.</param>
    /// <param name="how">How it follows.</param>
    /// <param name="from">Parameters of the device behind it.</param>
    internal static DerivedValue Of(DeviceDescription device, string key, string word, string how, IEnumerable<string> from) =>
        Of(device, key, word, null, "", how, from, isAssumption: false);

    private static DerivedValue Of(
        DeviceDescription device, string key, string text, double? number, string unit, string how, IEnumerable<string> from,
            bool isAssumption)
    {
        string[] assumed = [.. from.Where(name => device.Of(name).Assumption)];
        return new DerivedValue(
            key, text, number, unit, assumed.Length == 0 ? how : $"{how} (assumed: {string.Join(", ", assumed)})",
            isAssumption || assumed.Length > 0);
    }
}

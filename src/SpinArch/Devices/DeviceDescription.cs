using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>A device as its file describes it.</summary>
public sealed record DeviceDescription
{
    /// <summary>The device's name: the file's, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>The file.</summary>
    public required string Place { get; init; }

    /// <summary>Its parameters by dotted key.</summary>
    public required ImmutableSortedDictionary<string, DeviceValue> Values { get; init; }

    /// <summary>What was set on the command line, in order, as <c>KEY=VALUE</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>Whether the device gives a parameter.</summary>
    /// <param name="key">Dotted key.</param>
    public bool Has(string key) => Values.ContainsKey(key);

    /// <summary>A parameter in SI units; those in kT stay in kT.</summary>
    /// <param name="key">Dotted key.</param>
    /// <exception cref="InputException">The file does not give it; the message says what it is.</exception>
    public double Si(string key) => Of(key) is var value ? value.Value * value.Key.Si : 0;

    /// <summary>A parameter in SI units, or a value that stands for none.</summary>
    /// <param name="key">Dotted key.</param>
    /// <param name="none">The value where the file does not give it.</param>
    public double Si(string key, double none) => Has(key) ? Si(key) : none;

    /// <summary>An energy that the file gives in kT of <c>environment.barrierTemperature</c> [J].</summary>
    /// <param name="key">Dotted key.</param>
    public double EnergyJ(string key) => Si(key) * PhysicalConstants.Boltzmann * Si("environment.barrierTemperature");

    /// <summary>A parameter with its source.</summary>
    /// <param name="key">Dotted key.</param>
    /// <exception cref="InputException">The file does not give it.</exception>
    public DeviceValue Of(string key) => Values.TryGetValue(key, out DeviceValue? value)
        ? value
        : throw new InputException(
            Place, $"lacks {key} [{DeviceTable.Find(key)!.Unit}], which is needed here: {DeviceTable.Find(key)!.Summary}");

    /// <summary>The device with parameters set anew.</summary>
    /// <param name="settings"><c>KEY=VALUE</c>, the value in the key's unit.</param>
    /// <exception cref="InputException">A key is unknown or a value refused.</exception>
    public DeviceDescription With(IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        DeviceDescription device = this;
        foreach (string setting in settings)
        {
            DeviceValue value = DeviceFile.Setting(setting);
            device = device with { Values = device.Values.SetItem(value.Key.Name, value), Settings = device.Settings.Add(setting) };
        }

        DeviceFile.Check(device);
        return device;
    }
}

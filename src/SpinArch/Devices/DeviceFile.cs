using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>Reads descriptions of devices: every parameter with value, unit and a source that is not empty.</summary>
public static class DeviceFile
{
    private static readonly string[] Parts = ["value", "unit", "source", "assumption"];
    private static readonly string[] Factors = ["magnet.demagnetisationX", "magnet.demagnetisationY", "magnet.demagnetisationZ"];

    /// <summary>Reads a device.</summary>
    /// <param name="path">The file (JSON).</param>
    /// <exception cref="InputException">A parameter is unknown, without source, in a wrong unit or out of range, or two contradict each
    /// other.</exception>
    public static DeviceDescription Read(string path)
    {
        ConfigurationFile file = ConfigurationFile.Read(path);
        if (file.Entries.FirstOrDefault(entry => entry.Path is ["$schema" or "description"] && entry.Token != JsonTokenType.String) is
            {
            } wrong)
        {
            throw new InputException(wrong.Place, $"{wrong.Key} = {wrong.Shown}; allowed: text in quotes");
        }

        var device = new DeviceDescription
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Place = path,
            Values = file.Entries
                .Where(entry => entry.Path is not ["$schema" or "description"])
                .GroupBy(Owner, StringComparer.Ordinal)
                .Select(group => Value(DeviceTable.Find(group.Key)!, [.. group]))
                .ToImmutableSortedDictionary(value => value.Key.Name, value => value, StringComparer.Ordinal),
        };
        Check(device);
        return device;
    }

    /// <summary>Reads <c>KEY=VALUE</c>.</summary>
    internal static DeviceValue Setting(string setting)
    {
        int split = setting.IndexOf('=', StringComparison.Ordinal);
        if (split < 1)
        {
            throw new InputException("--set", $"'{Quoted.Short(setting)}' is no KEY=VALUE, for instance magnet.damping=0.02");
        }

        string name = setting[..split];
        string text = setting[(split + 1)..];
        DeviceKey key = DeviceTable.Find(name) ?? throw Unknown("--set", name);
        if (key.Refuse(text) is { } problem)
        {
            throw new InputException("--set", $"{name} = {Quoted.Short(text)} {problem}; allowed: {key.Allowed}");
        }

        return new DeviceValue(key, NumberText.Parse(text), "assumption: set by hand", true, "--set");
    }

    /// <summary>Checks what no single parameter can.</summary>
    internal static void Check(DeviceDescription device)
    {
        if (device.Has("magnet.barrier") && device.Has("magnet.interfaceAnisotropy"))
        {
            throw new InputException(
                device.Of(
                    "magnet.barrier").Place,
                    $"magnet.barrier contradicts magnet.interfaceAnisotropy of {device.Name}, from which the barrier follows; give one");
        }

        if (Factors.Where(device.Has).ToArray() is { Length: 1 or 2 } some)
        {
            throw new InputException(
                device.Of(some[0]).Place, $"{some[0]} stands without {Factors.First(key => !device.Has(key))}; give all three or none");
        }

        if (device.Has("magnet.voltageAnisotropy") != device.Has("magnet.oxideThickness"))
        {
            string given = device.Has("magnet.oxideThickness") ? "magnet.oxideThickness" : "magnet.voltageAnisotropy";
            string other = device.Has("magnet.oxideThickness") ? "magnet.voltageAnisotropy" : "magnet.oxideThickness";
            throw new InputException(device.Of(given).Place, $"{given} needs {other}");
        }

        if (device.Si("reset.voltage", 0) != 0 && !device.Has("magnet.voltageAnisotropy"))
        {
            throw new InputException(device.Of("reset.voltage").Place, "reset.voltage does nothing without magnet.voltageAnisotropy");
        }
    }

    private static string Owner(JsonEntry entry)
    {
        string key = string.Join('.', entry.Path.SkipLast(1));
        if (DeviceTable.Find(key) is null)
        {
            throw DeviceTable.Find(entry.Key) is not null
                ? new InputException(entry.Place, $"{entry.Key} = {entry.Shown}; write {{ \"value\", \"unit\", \"source\" }}")
                : Unknown(entry.Place, key.Length == 0 ? entry.Key : key);
        }

        return Parts.Contains(entry.Path[^1])
            ? key
            : throw new InputException(
                entry.Place, $"{key} has no '{Quoted.Short(entry.Path[^1])}'; the nearest is {NearestName.Of(entry.Path[^1], Parts)}");
    }

    private static InputException Unknown(string place, string key) => new(
        place, $"unknown parameter '{Quoted.Short(key)}'; the nearest is {NearestName.Of(key, DeviceTable.All.Select(row => row.Name))}");

    private static DeviceValue Value(DeviceKey key, ImmutableArray<JsonEntry> parts)
    {
        JsonEntry value = Part("value", JsonTokenType.Number);
        if (key.Refuse(value.Text) is { } problem)
        {
            throw new InputException(value.Place, $"{key.Name} = {value.Shown} {problem}; allowed: {key.Allowed}");
        }

        JsonEntry unit = Part("unit", JsonTokenType.String);
        if (unit.Text != key.Unit)
        {
            throw new InputException(unit.Place, $"{key.Name} is given in {unit.Shown}; allowed: \"{key.Unit}\"");
        }

        JsonEntry source = Part("source", JsonTokenType.String);
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            throw new InputException(source.Place, $"{key.Name} has an empty source; say where the figure stands");
        }

        JsonEntry? assumption = parts.FirstOrDefault(part => part.Path[^1] == "assumption");
        return assumption is null or { Token: JsonTokenType.True or JsonTokenType.False }
            ? new DeviceValue(key, NumberText.Parse(value.Text), source.Text, assumption?.Token == JsonTokenType.True, value.Place)
            : throw new InputException(assumption.Place, $"{key.Name}.assumption = {assumption.Shown}; allowed: true or false");

        JsonEntry Part(string part, JsonTokenType token)
        {
            JsonEntry entry = parts.FirstOrDefault(candidate => candidate.Path[^1] == part)
                ?? throw new InputException(
                    parts[0].Place, $"{key.Name} has no {part}; a parameter is {{ \"value\", \"unit\", \"source\" }}");
            return entry.Token == token
                ? entry
                : throw new InputException(
                    entry.Place,
                    $"{key.Name}.{part} = {entry.Shown}; allowed: {(token == JsonTokenType.Number ? "a number" : "text in quotes")}");
        }
    }
}

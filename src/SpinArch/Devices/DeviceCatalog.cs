using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>The devices that ship, a file each in <c>configs/devices</c>.</summary>
public static class DeviceCatalog
{
    private static string Folder => Path.Combine(ConfigurationCatalog.Shipped().Root, "devices");

    /// <summary>Names of the devices, sorted.</summary>
    public static ImmutableArray<string> Names => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(
            StringComparer.Ordinal)]
        : [];

    /// <summary>What names a device on a command line: its name where it ships, else its file.</summary>
    /// <param name="device">The device.</param>
    public static string ArgumentOf(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Place == Path.Combine(Folder, device.Name + ".json") ? device.Name : device.Place;
    }

    /// <summary>The file of a device.</summary>
    /// <param name="nameOrPath">A name or a file. A known name wins over a path; write <c>./name</c> for the path.</param>
    /// <exception cref="InputException">There is no such device; the message names the nearest.</exception>
    public static string Resolve(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        ImmutableArray<string> known = Names;
        if (known.Contains(nameOrPath))
        {
            return Path.Combine(Folder, nameOrPath + ".json");
        }

        if (File.Exists(nameOrPath))
        {
            return nameOrPath;
        }

        string nearest = NearestName.Of(nameOrPath, known) is { } name ? $"; did you mean {name}? Known: {string.Join(", ", known)}"
            : "; none ship";
        throw new InputException($"device '{Quoted.Short(nameOrPath)}' is neither a known name nor a file{nearest}");
    }
}

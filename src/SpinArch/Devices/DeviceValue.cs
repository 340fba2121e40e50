namespace SpinArch.Devices;

/// <summary>One parameter of a device.</summary>
/// <param name="Key">Which.</param>
/// <param name="Value">The value in the key's unit.</param>
/// <param name="Source">Where the figure stands; never empty.</param>
/// <param name="Assumption">True where no publication gives the figure.</param>
/// <param name="Place">File, line and column, or the option that set it.</param>
public sealed record DeviceValue(DeviceKey Key, double Value, string Source, bool Assumption, string Place);

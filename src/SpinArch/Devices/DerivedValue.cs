namespace SpinArch.Devices;

/// <summary>A constant of a technology or a key of an architecture that follows from a device.</summary>
/// <param name="Key">Dotted key.</param>
/// <param name="Value">The value in <paramref name="Unit"/>.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="How">How it follows, with the figures that it follows from.</param>
/// <param name="Assumption">Whether one of these is an assumption, or the way itself.</param>
public sealed record DerivedValue(string Key, double Value, string Unit, string How, bool Assumption);

namespace SpinArch.Devices;

/// <summary>A read that averages mx over a time.</summary>
/// <param name="TimeS">The time [s].</param>
/// <param name="SigmaShare">Standard deviation of what it sees, as a share of that of a look at once.</param>
public sealed record FluctuationRead(double TimeS, double SigmaShare);

namespace SpinArch.Devices;

/// <summary>Three components in space: x along the current, z out of the plane. The unit is the owner's.</summary>
/// <param name="X">Along the heavy metal's current.</param>
/// <param name="Y">In the plane, across the current: the polarisation of the spin current.</param>
/// <param name="Z">Out of the plane.</param>
public readonly record struct SpinVector(double X, double Y, double Z);

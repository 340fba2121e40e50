namespace SpinArch.Sweeps;

/// <summary>The energy of one unit in one point.</summary>
/// <param name="Unit">The unit, as reports name it.</param>
/// <param name="Kind"><c>dynamic</c> or <c>leakage</c>.</param>
/// <param name="EnergyNj">Energy [nJ].</param>
public sealed record EnergyShare(string Unit, string Kind, double EnergyNj);

namespace SpinArch.Devices;

/// <summary>A cell of a population, how it differs and how it fluctuates.</summary>
/// <param name="Longer">Its length over the nominal one.</param>
/// <param name="Wider">Its width over the nominal one.</param>
/// <param name="IntegralTimeS">Area below its autocorrelation [s]; null where it did not die while watched.</param>
/// <param name="Sigma">Standard deviation of its mx.</param>
/// <param name="Kurtosis">Kurtosis of its mx.</param>
public sealed record FluctuatingCell(double Longer, double Wider, double? IntegralTimeS, double Sigma, double Kurtosis);

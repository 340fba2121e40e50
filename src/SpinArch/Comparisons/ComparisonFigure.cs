namespace SpinArch.Comparisons;

/// <summary>A published figure beside the simulated one.</summary>
/// <param name="Name">Its key, with its unit.</param>
/// <param name="Value">As published.</param>
/// <param name="Simulated">The same of the simulation; null where nothing simulated is the same.</param>
/// <param name="Ratio">Simulated over published.</param>
/// <param name="Source">Where it stands.</param>
public sealed record ComparisonFigure(string Name, double Value, double? Simulated, double? Ratio, string Source);

namespace SpinArch.Comparisons;

/// <summary>An architecture that is not in the table.</summary>
/// <param name="Architecture">Its name.</param>
/// <param name="Reason">Why not, in one line.</param>
public sealed record SkippedChip(string Architecture, string Reason);

using SpinArch.Kernel;

namespace SpinArch.Energy;

/// <summary>A stretch of a run that <see cref="PhaseDetector"/> found.</summary>
/// <param name="Name"><c>fill</c>, <c>steady</c> or <c>drain</c>.</param>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends.</param>
/// <param name="Level">Mean of the series over it.</param>
public sealed record Phase(string Name, Picoseconds Start, Picoseconds End, double Level);

using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>What became of one unit between two traces; positive is more in the second.</summary>
/// <param name="Site">The place.</param>
/// <param name="Track">The unit.</param>
/// <param name="Activities">Activities more.</param>
/// <param name="Busy">Busy time more.</param>
/// <param name="Waiting">Time more in gaps before activities that waited for something; what was not issued is not counted.</param>
/// <param name="End">How much later the last activity ends.</param>
public sealed record TrackDifference(string Site, string Track, long Activities, Picoseconds Busy, Picoseconds Waiting, Picoseconds End);

using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>What one channel carries for one network input.</summary>
/// <param name="Source">Tile index, -1 for the port.</param>
/// <param name="Destinations">Tile indices, -1 for the port; several are one multicast.</param>
/// <param name="Flits">Flits an input, all samples together.</param>
internal readonly record struct TrafficFlow(int Source, ImmutableArray<int> Destinations, long Flits);

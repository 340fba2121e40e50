using System.Collections.Immutable;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>A network whose layers are cut into blocks.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Layers">Its layers in order.</param>
public sealed record PartitionedNetwork(NetworkGraph Graph, ImmutableArray<PartitionedLayer> Layers);

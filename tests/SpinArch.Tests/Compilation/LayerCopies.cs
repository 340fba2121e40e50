using SpinArch.Networks;

namespace SpinArch.Tests.Compilation;

/// <summary>Networks whose layers have copies of their own, as a network file says it with <c>"replicas"</c>.</summary>
internal static class LayerCopies
{
    /// <summary>The network with these copies, one number a layer; 0 leaves it to <c>mapping.replicas</c>.</summary>
    public static NetworkGraph With(NetworkGraph graph, params int[] copies) =>
        graph with { Layers = [.. graph.Layers.Select((layer, index) => layer with { Replicas = copies[index] == 0 ? null : copies[index] })] };
}

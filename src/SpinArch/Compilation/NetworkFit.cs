using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Whether an architecture can compute what a network asks for at all, wherever its layers would lie.</summary>
internal static class NetworkFit
{
    /// <summary>Refuses a network that asks for what the architecture has not.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="spec">The architecture.</param>
    /// <exception cref="InputException">It does.</exception>
    public static void Check(NetworkGraph graph, ArchitectureSpec spec)
    {
        if (!spec.HasSigma && graph.Layers.FirstOrDefault(layer => layer.Sigma.AsSpan().ContainsAnyExcept(0f)) is { } drawn)
        {
            throw new InputException(
                graph.Place,
                $"layer '{drawn.Name}' has weights with a sigma, and {spec.Name} draws no weights (it lists no \"scaler\"); "
                + "allowed are networks without sigma, or an architecture with one");
        }
    }

    /// <summary>Refuses a network for which no code can be emitted yet.</summary>
    /// <param name="network">The network, cut into blocks.</param>
    /// <exception cref="InputException">It is no chain of dense layers.</exception>
    public static void CheckChain(PartitionedNetwork network)
    {
        if (network.Stages.FirstOrDefault(stage => stage.Kind != StageKind.Matrix || stage.Positions > 1 || stage.Window.Height > 1) is { } stage)
        {
            throw new InputException(network.Graph.Place,
                $"layer '{stage.Name}' is no dense layer: tiles run chains of dense layers only so far");
        }

        if (!network.Stages.IsEmpty)
        {
            throw new InputException(network.Graph.Place, "is no chain of layers, each fed by the one before: tiles run chains only so far");
        }
    }
}

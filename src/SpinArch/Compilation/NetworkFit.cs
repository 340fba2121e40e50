using SpinArch.Components;
using SpinArch.Components.Windows;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Whether an architecture can compute what a network asks for at all, wherever its layers would lie.</summary>
internal static class NetworkFit
{
    private const int MostPositions = 1 << 16;

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

    /// <summary>Refuses a network whose maps, branches or sums the architecture, or what it is set to, has nothing for.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="lowered">Its stages.</param>
    /// <param name="spec">The architecture.</param>
    /// <exception cref="InputException">It is one.</exception>
    public static void CheckStages(NetworkGraph graph, LoweredNetwork lowered, ArchitectureSpec spec)
    {
        if (lowered.IsChain)
        {
            return;
        }

        string first = lowered.Stages.FirstOrDefault(stage => stage.TakesMap())?.Name ?? lowered.Stages[^1].Name;
        if (!WindowComponent.IsIn(spec))
        {
            throw new InputException(graph.Place,
                $"layer '{first}' takes feature maps, and {spec.Name} lists no \"window\"; allowed are chains of dense layers, or an architecture with one");
        }

        if (ComponentCatalog.Of(spec).FirstOrDefault(kind => kind.ReadsWhole || kind.Preludes.Length > 0) is { } other)
        {
            throw new InputException(graph.Place,
                $"layer '{first}' takes feature maps, which \"{other.Name}\" does not read position by position; allowed are chains of dense layers, or an architecture without it");
        }

        if (spec.Mapping.Replicas > 1 || !spec.Mapping.TileBudget.IsUnbounded || graph.Layers.Any(layer => layer.Replicas > 1))
        {
            throw new InputException(graph.Place,
                "is no chain of dense layers, of which there are no copies; leave out replicas and mapping.tileBudget");
        }

        foreach (ProgramStage stage in lowered.Stages)
        {
            CheckStage(graph, stage);
        }
    }

    private static void CheckStage(NetworkGraph graph, ProgramStage stage)
    {
        if (stage.Positions > MostPositions)
        {
            throw new InputException(graph.Place,
                $"layer '{stage.Name}' has {stage.Positions} positions; allowed are {MostPositions}, which the draws can tell apart");
        }

        if (stage.Sources.Any(source => source.Stage < 0 && source.SourceChannel > 0))
        {
            throw new InputException(graph.Place,
                $"layer '{stage.Name}' takes some channels of the network's input, as groups that fit no crossbar together do; the port sends all of them");
        }

        if (stage.Sources.GroupBy(source => (source.Stage, source.SourceChannel)).Any(same => same.Count() > 1))
        {
            throw new InputException(graph.Place, $"layer '{stage.Name}' takes the same map twice, which comes to its tile once");
        }
    }

    /// <summary>Refuses a network that is no chain of dense layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="what">What knows chains only.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static void RequireChain(PartitionedNetwork network, string what)
    {
        if (!network.Stages.IsEmpty)
        {
            throw new InputException(network.Graph.Place,
                $"is no chain of dense layers, and {what} knows those only so far; 'run' simulates it");
        }
    }
}

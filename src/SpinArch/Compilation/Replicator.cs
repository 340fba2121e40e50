using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: a layer has as many copies as the network file says; where it says nothing, <c>mapping.replicas</c>, or what a
/// <c>mapping.tileBudget</c> allows (<see cref="TileBudget"/>).
/// </summary>
internal static class Replicator
{
    /// <summary>Channel ranges that one instruction can let take turns (<c>isa/spinarch.isa.json</c>).</summary>
    private const int MostTurns = 1 << 6;

    /// <summary>Decides how many copies each layer has.</summary>
    /// <param name="network">The partitioned network.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input, which copies share.</param>
    /// <exception cref="InputException">There are more copies than samples, fewer tiles in the budget than layers need, or copies that would take too many turns.</exception>
    public static PartitionedNetwork Replicate(PartitionedNetwork network, ArchitectureSpec spec, int samples)
    {
        if (spec.Mapping.Replicas > samples && network.Layers.Any(layer => layer.Layer.Replicas is null))
        {
            throw new InputException(
                "mapping.replicas",
                $"{spec.Mapping.Replicas} copies of network '{network.Graph.Name}' for {samples} samples leave copies without work; allowed is 1 to the number of samples");
        }

        foreach (PartitionedLayer layer in network.Layers)
        {
            if (layer.Layer.Replicas > samples)
            {
                throw new InputException(
                    $"layer '{layer.Layer.Name}'",
                    $"{layer.Layer.Replicas} replicas for {samples} samples leave copies without work; allowed is 1 to the number of samples");
            }
        }

        PartitionedNetwork replicated = network with { Layers = [.. network.Layers.Select(layer => layer with { Copies = layer.Layer.Replicas ?? spec.Mapping.Replicas })] };
        replicated = spec.Mapping.TileBudget.IsUnbounded ? replicated : TileBudget.Spend(replicated, spec, samples);
        for (int index = 1; index < replicated.Layers.Length; index++)
        {
            CheckTurns(replicated.Layers[index - 1], replicated.Layers[index]);
        }

        return replicated;
    }

    private static void CheckTurns(PartitionedLayer before, PartitionedLayer layer)
    {
        var turns = new CopyTurns(before.Copies, layer.Copies);
        if (Math.Max(turns.Sources, turns.Destinations) > MostTurns)
        {
            throw new InputException(
                $"layer '{layer.Layer.Name}'",
                $"{layer.Copies} replicas behind {before.Copies} of layer '{before.Layer.Name}' send to each other in {Math.Max(turns.Sources, turns.Destinations)} turns, the instruction set allows {MostTurns}; use numbers with a larger common divisor");
        }
    }
}

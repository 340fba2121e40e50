using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>A network whose layers are cut into blocks.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Layers">Its layers in order; where it is no chain, behind them its stages without weights.</param>
public sealed record PartitionedNetwork(NetworkGraph Graph, ImmutableArray<PartitionedLayer> Layers)
{
    /// <summary>Whether one tile works on all layers, one after another.</summary>
    public bool IsInOneTile { get; init; }

    /// <summary>The network's stages, where it is no chain of dense layers; else empty.</summary>
    public ImmutableArray<ProgramStage> Stages { get; init; } = [];

    /// <summary>The layer that gives the network's results.</summary>
    public PartitionedLayer Last => Stages.IsEmpty ? Layers[^1] : Layers.First(layer => layer.Matrix.Stage == Stages.Length - 1);

    /// <summary>What a layer does, in a network that is no chain of dense layers; else null.</summary>
    public ProgramStage? StageOf(PartitionedLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Stages.IsEmpty ? null : Stages[layer.Matrix.Stage];
    }

    /// <summary>Tiles of all copies of all layers.</summary>
    public long Tiles => IsInOneTile ? 1 : Layers.Sum(layer => (long)layer.Copies * layer.Tiles);

    /// <summary>Every copy of every layer, in the order in which they are laid: what works on the same samples lies together.</summary>
    internal IEnumerable<(int Copy, PartitionedLayer Layer)> InOrder()
    {
        int most = Layers.Max(layer => layer.Copies);
        for (int copy = 0; copy < most; copy++)
        {
            foreach (PartitionedLayer layer in Layers.OrderBy(layer => layer.Matrix.Stage))
            {
                if (copy < layer.Copies)
                {
                    yield return (copy, layer);
                }
            }
        }
    }
}

using System.Collections.Immutable;
using SpinArch.Components.Windows;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Whether the port sends each input once for every sample. What is the same for all samples is sent once and kept; but where it meets
/// what differs from sample to sample, in an addition or side by side, both must come as often, and where a window buffer does not hold all
/// of its rows, it cannot be kept.
/// </summary>
internal static class InputsAgain
{
    /// <summary>Whether it does.</summary>
    /// <param name="lowered">The network.</param>
    /// <param name="matrices">Its layers of weights, cut into blocks.</param>
    /// <param name="spec">The architecture.</param>
    public static bool AreSent(LoweredNetwork lowered, ImmutableArray<PartitionedLayer> matrices, ArchitectureSpec spec)
    {
        if (!WindowComponent.IsIn(spec))
        {
            return false;
        }

        long words = spec.Part<WindowSpec>().Words;
        for (int index = 0; index < lowered.Stages.Length; index++)
        {
            ProgramStage stage = lowered.Stages[index];
            if (stage.Sources.Select(source => source.Stage >= 0 && lowered.GivesAnew(source.Stage)).Distinct().Count() > 1)
            {
                return true;
            }

            long places = (long)stage.Window.Height * stage.Window.Width * stage.Operands;
            PartitionedLayer? layer = matrices.FirstOrDefault(layer => layer.Matrix.Stage == index);
            if (stage.TakesMap() && !lowered.Varies(index) && places * (layer is null ? 1 : MostChannels(layer, stage)) > words)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A layer that takes something anew for each sample.</summary>
    public static PartitionedLayer Received(PartitionedLayer layer) =>
        layer with { Matrix = layer.Matrix with { InputsVary = true }, MuReuse = false };

    // Channels that come to a tile, of that to which most do.
    private static int MostChannels(PartitionedLayer layer, ProgramStage stage)
    {
        int kernel = stage.Window.KernelHeight * stage.Window.KernelWidth;
        return layer.FanIn.Tiles.Max(tile =>
        {
            int last = Math.Min(layer.RowBlocks[tile.End - 1].End, layer.Layer.Inputs) - 1;
            return (last / kernel) - (layer.RowBlocks[tile.Start].Start / kernel) + 1;
        });
    }
}

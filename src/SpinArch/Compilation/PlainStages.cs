using SpinArch.Components.Windows;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Stages without weights, pools and additions, as layers of tiles. Policy: a tile has a block for each operand, in whose window buffer its
/// map waits; channels are cut into as few ranges as have latches and whose rows fit the buffer. They come behind the layers of weights,
/// whose indices are those of draws.
/// </summary>
internal static class PlainStages
{
    /// <summary>The layers of the stages without weights.</summary>
    /// <param name="lowered">The network.</param>
    /// <param name="isSentAgain">Whether inputs come once for every sample.</param>
    /// <param name="spec">The architecture.</param>
    public static IEnumerable<PartitionedLayer> Partition(LoweredNetwork lowered, bool isSentAgain, ArchitectureSpec spec)
    {
        int[][] depths = MapDepths.Of(lowered.Stages);
        int index = lowered.Matrices.Length;
        for (int stage = 0; stage < lowered.Stages.Length; stage++)
        {
            if (lowered.Stages[stage].Kind != StageKind.Matrix)
            {
                yield return Partition(lowered, stage, index++, depths[stage].Sum(), isSentAgain || lowered.Varies(stage), spec);
            }
        }
    }

    private static PartitionedLayer Partition(LoweredNetwork lowered, int index, int layer, int rows, bool varies, ArchitectureSpec spec)
    {
        ProgramStage stage = lowered.Stages[index];
        long words = (long)(varies ? rows : stage.Operands * stage.Window.Height) * stage.Window.Width;
        long held = Math.Max(1, spec.Part<WindowSpec>().Words / words);
        int most = (int)Math.Min(held, spec.WeightColumns.Limit);
        int parts = ((stage.OutChannels - 1) / most) + 1;
        return new PartitionedLayer
        {
            Matrix = new LoweredMatrix
            {
                Index = layer,
                Stage = index,
                Layer = new NetworkLayer
                {
                    Name = stage.Name,
                    Inputs = stage.Operands,
                    Outputs = stage.OutChannels,
                    Activation = stage.Activation,
                    Mean = [],
                    Sigma = [],
                    HasBias = false,
                },
                Rows = stage.Operands,
                Columns = stage.OutChannels,
                Window = stage.Window,
                Source = null,
                InputsVary = varies,
            },
            RowBlocks = [.. IndexRange.Balanced(stage.Operands, stage.Operands)],
            ColumnBlocks = [.. IndexRange.Balanced(stage.OutChannels, parts)],
            Slices = 1,
            ColumnSum = spec.ReadsWhole ? ColumnSum.Cell : ColumnSum.Digital,
            FanIn = new FanInPlan { Tiles = [new IndexRange(0, stage.Operands)], Parents = [FanInPlan.None] },
            MuReuse = false,
        };
    }
}

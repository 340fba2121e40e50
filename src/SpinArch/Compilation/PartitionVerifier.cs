using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Checks a partition: every weight in exactly one block, every block on a crossbar.</summary>
internal static class PartitionVerifier
{
    /// <exception cref="CompilerFault">The partitioner is wrong.</exception>
    public static void Verify(PartitionedNetwork network, ArchitectureSpec spec, int samples)
    {
        foreach (PartitionedLayer layer in network.Layers)
        {
            Cover(layer.RowBlocks, layer.Matrix.Rows, spec.Crossbar.Rows, $"rows of {layer.Layer.Name}");
            Cover(layer.ColumnBlocks, layer.Matrix.Columns, spec.WeightColumns, $"columns of {layer.Layer.Name}");
            CompilerFault.Unless(
                layer.ColumnBlocks.All(block => (long)block.Length * layer.Slices <= spec.Crossbar.Columns.Limit), $"more bit lines than a crossbar has in {layer.Layer.Name}");
            bool isPlain = network.StageOf(layer) is { Kind: not Isa.StageKind.Matrix };
            Verify(layer.FanIn, layer.RowBlocks.Length, isPlain ? Extent.Unbounded : Extent.Of(spec.Crossbar.BlockPlaces),
                layer.Layer.Name);
            CompilerFault.Unless(layer.Copies >= 1 && layer.Copies <= samples, $"{layer.Copies} copies of {layer.Layer.Name} for {samples} samples");
            CompilerFault.Unless(!layer.MuReuse || !layer.Matrix.InputsVary,
                $"mu reuse in {layer.Layer.Name}, whose inputs differ between samples");
            CompilerFault.Unless(
                layer.ColumnSum != ColumnSum.Neuron || (layer.RowBlocks.Length == 1 && layer.Slices == 1),
                    $"neuron column sum over several pairs or bit lines in {layer.Layer.Name}");
        }
    }

    private static void Verify(FanInPlan plan, int rowBlocks, Extent places, string layer)
    {
        Cover(plan.Tiles, rowBlocks, places, $"row blocks of {layer}");
        CompilerFault.Unless(plan.Parents.Length == plan.Tiles.Length, $"{plan.Parents.Length} parents of {plan.Tiles.Length} tiles in {layer}");
        CompilerFault.Unless(plan.Parents.Count(parent => parent == FanInPlan.None) == 1, $"not one home in {layer}");
        for (int tile = 0; tile < plan.Tiles.Length; tile++)
        {
            int at = tile;
            for (int steps = 0; plan.Parents[at] != FanInPlan.None; steps++)
            {
                CompilerFault.Unless(steps < plan.Tiles.Length, $"the partial sums of tile {tile} in {layer} never come home");
                at = plan.Parents[at];
            }
        }
    }

    private static void Cover(ImmutableArray<IndexRange> ranges, int length, Extent limit, string what)
    {
        int next = 0;
        foreach (IndexRange range in ranges)
        {
            CompilerFault.Unless(range.Start == next && range.Length >= 1 && range.Length <= limit.Limit, $"{what}: range {range} after {next}");
            next = range.End;
        }

        CompilerFault.Unless(next == length, $"{what}: {next} of {length} covered");
    }
}

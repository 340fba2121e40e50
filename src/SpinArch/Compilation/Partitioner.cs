using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: as few row and column ranges as fit the crossbar, balanced, so that their sizes differ by at most one (784 rows on
/// 128 are seven of 112).
/// </summary>
public static class Partitioner
{
    /// <summary>Cuts every layer into blocks.</summary>
    /// <exception cref="InputException">A block would hold nothing but a bias row, or the fan-in strategy needs more pairs.</exception>
    public static PartitionedNetwork Partition(NetworkGraph graph, ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(spec);
        return new PartitionedNetwork(graph, [.. graph.Layers.Select((layer, index) => Partition(layer, index, spec))]);
    }

    private static PartitionedLayer Partition(NetworkLayer layer, int index, ArchitectureSpec spec)
    {
        int rowBlocks = spec.Crossbar.Rows.Passes(layer.Rows);
        int columnBlocks = spec.Crossbar.Columns.Passes(layer.Outputs);
        if (layer.HasBias && layer.Rows / rowBlocks < 2 && layer.Rows % rowBlocks == 0)
        {
            throw new InputException("crossbar.rows", $"{spec.Crossbar.Rows} leaves the bias of layer '{layer.Name}' alone in a block; at least 2 rows are needed");
        }

        bool neuron = spec.Crossbar.ColumnSum == ColumnSum.Neuron && rowBlocks == 1 && layer.Activation == Activation.SaturatingLinear;
        return new PartitionedLayer
        {
            Index = index,
            Layer = layer,
            RowBlocks = [.. IndexRange.Balanced(layer.Rows, rowBlocks)],
            ColumnBlocks = [.. IndexRange.Balanced(layer.Outputs, columnBlocks)],
            ColumnSum = neuron ? ColumnSum.Neuron : ColumnSum.Digital,
            FanIn = FanInStrategies.Of(layer.FanIn ?? spec.Mapping.FanIn).Plan(layer.Name, rowBlocks, spec),
            MuReuse = index == 0 && !neuron && spec.Mapping.MuReuse,
        };
    }
}

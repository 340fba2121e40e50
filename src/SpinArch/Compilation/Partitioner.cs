using System.Collections.Immutable;
using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Components.Windows;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: as few row and column ranges as fit the crossbar; balanced, so that their sizes differ by at most one (784 rows on
/// 128 are seven of 112), or greedy, full ones and a rest (six of 128 and one of 16). Columns are those of weights: where a weight lies over several
/// bit lines, a crossbar holds fewer.
/// </summary>
public static class Partitioner
{
    private const int MostBlocks = 16;

    /// <summary>Lowers a network and cuts its matrices into blocks.</summary>
    /// <exception cref="InputException">A block would hold nothing but a bias row, the fan-in strategy needs more pairs, or a weight's slices fit no crossbar.</exception>
    public static PartitionedNetwork Partition(NetworkGraph graph, ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(spec);
        CheckSlices(spec);
        graph = NetworkGroups.Split(graph, spec);
        bool isInOneTile = ComponentCatalog.TakesWholeLayers(spec);
        if (isInOneTile)
        {
            CheckOneTile(graph, spec);
        }

        LoweredNetwork lowered = NetworkLowering.Lower(graph);
        if (isInOneTile && !lowered.IsChain)
        {
            throw new InputException(graph.Place, $"is no chain of dense layers, and {spec.Name} works on those only, one after another");
        }

        if (spec.ReadsWhole && !lowered.IsChain)
        {
            throw new InputException(graph.Place,
                $"is no chain of dense layers, and {spec.Name} reads arrays whole, which is known for those only");
        }

        if (!lowered.IsChain)
        {
            ImmutableArray<PartitionedLayer> matrices = [.. lowered.Matrices.Select(matrix => Partition(matrix, spec, isInOneTile: false))];
            bool isSentAgain = InputsAgain.AreSent(lowered, matrices, spec);
            ImmutableArray<PartitionedLayer> layers =
                [.. matrices, .. WindowComponent.IsIn(spec) ? PlainStages.Partition(lowered, isSentAgain, spec) : []];
            return new PartitionedNetwork(graph, isSentAgain ? [.. layers.Select(InputsAgain.Received)] : layers)
            {
                Stages = lowered.StagesFor(spec),
            };
        }

        return new PartitionedNetwork(graph, [.. lowered.Matrices.Select(matrix => Partition(matrix, spec, isInOneTile))])
        {
            IsInOneTile = isInOneTile,
        };
    }

    private static void CheckOneTile(NetworkGraph graph, ArchitectureSpec spec)
    {
        if (graph.Layers.Length > MostBlocks)
        {
            throw new InputException(graph.Name,
                $"has {graph.Layers.Length} layers; on a chip that works on one after another the instruction set allows {MostBlocks}");
        }

        if (graph.Layers.FirstOrDefault(layer => layer.Replicas > 1 || layer.FanIn is not null) is { } layer)
        {
            throw new InputException($"layer '{layer.Name}'",
                "names replicas or fanIn; a chip that works on one layer after another has one tile, without copies and partial sums");
        }

        long bits = graph.Layers.Sum(each => (long)each.Rows * each.Outputs * spec.Weight.LevelBits(mean: true));
        long room = ComponentCatalog.WeightBitsOf(spec);
        if (bits > room)
        {
            throw new InputException("weightMemory.kbit",
                $"{room / 1000} is too few for network '{graph.Name}', whose means and deviations take {(bits + 999) / 1000} kbit; allowed is at least that");
        }
    }

    private static void CheckSlices(ArchitectureSpec spec)
    {
        if (spec.Weight.Slices > spec.Crossbar.Columns.Limit)
        {
            throw new InputException("crossbar.columns", $"{spec.Crossbar.Columns} is too few for a weight: weight.cellBits = {spec.Weight.CellBits} spreads {Math.Max(spec.Weight.MeanBits, spec.Weight.SigmaBits)}-bit weights over {spec.Weight.Slices} bit lines; allowed is at least that");
        }

        if (spec.Crossbar.ColumnSum == ColumnSum.Neuron && spec.Weight.Slices > 1)
        {
            throw new InputException("crossbar.columnSum", WeightSlices.NeuronRefusal(spec.Weight));
        }
    }

    private static PartitionedLayer Partition(LoweredMatrix matrix, ArchitectureSpec spec, bool isInOneTile)
    {
        NetworkLayer layer = matrix.Layer;
        int rowBlocks = spec.Crossbar.Rows.Passes(matrix.Rows);
        int columnBlocks = spec.WeightColumns.Passes(matrix.Columns);
        ImmutableArray<IndexRange> rows = Ranges(matrix.Rows, rowBlocks, spec.Crossbar.Rows, spec);
        if (layer.HasBias && rows[^1].Length <= layer.BiasLines)
        {
            throw new InputException("crossbar.rows",
                $"{spec.Crossbar.Rows} leaves the bias of layer '{layer.Name}' alone in a block; use other crossbar rows{(spec.Mapping.GreedyBlocks ? " or mapping.blocks = balanced" : $", at least {layer.BiasLines + 1}")}");
        }

        bool neuron = spec.Crossbar.ColumnSum == ColumnSum.Neuron && rowBlocks == 1 && layer.Activation == Activation.SaturatingLinear;
        return new PartitionedLayer
        {
            Matrix = matrix,
            RowBlocks = rows,
            ColumnBlocks = Ranges(matrix.Columns, columnBlocks, spec.WeightColumns, spec),
            Slices = spec.Weight.Slices,
            ColumnSum = isInOneTile ? ColumnSum.Element : spec.ReadsWhole ? ColumnSum.Cell : neuron ? ColumnSum.Neuron : ColumnSum.Digital,
            FanIn = FanInStrategies.Of(layer.FanIn ?? spec.Mapping.FanIn).Plan(layer.Name, rowBlocks, spec),
            MuReuse = !matrix.InputsVary && !neuron && matrix.Positions == 1 && spec.Mapping.MuReuse,
        };
    }

    private static ImmutableArray<IndexRange> Ranges(int length, int parts, Extent limit, ArchitectureSpec spec) =>
        [.. spec.Mapping.GreedyBlocks ? IndexRange.Greedy(length, limit.Limit) : IndexRange.Balanced(length, parts)];
}

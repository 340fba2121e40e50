using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Arithmetic;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Folds the ranges of activations into weights, so that the full code of every layer stands for 1 and a <c>relu</c> of range R is the
/// saturating linear of a layer divided by R; ranges that the network does not state are calibrated (<c>docs/arithmetic.md</c>, section
/// 14). A network without such activations stays as it is.
/// </summary>
internal static class NetworkScaling
{
    private const int RangeBits = 5;
    private const double LargestRatio = 1 << 20;

    /// <summary>The network with every range known and folded in.</summary>
    /// <param name="graph">The network; without weights it stays as it is.</param>
    /// <param name="spec">The architecture, whose levels and codes the calibration images meet.</param>
    /// <exception cref="InputException">Ranges that cannot be joined.</exception>
    public static NetworkGraph Apply(NetworkGraph graph, ArchitectureSpec spec)
    {
        graph = NetworkGroups.Split(graph, spec);
        if (graph.IsScaled || !graph.HasWeights || !graph.Nodes.Any(node => HasRange(graph, node)))
        {
            return graph with { IsScaled = true };
        }

        ImmutableArray<ProgramStage> stages = NetworkLowering.Lower(graph).StagesFor(spec);
        Dictionary<string, int> nodes = graph.Nodes.Select((node, index) => (node.Name, index)).ToDictionary();
        NetworkGraph scaled = graph with { Nodes = graph.Nodes };
        double[][] ranges = new double[stages.Length][];
        var mean = new MeanNetwork(graph, spec, stages, ExactConstants.None(spec));

        // Before its range is known a layer's weights may be larger than 1, where that is the largest there is.
        ArchitectureSpec anyScale = spec.Weight.Unity == WeightUnity.One
            ? spec with { Weight = spec.Weight with { Unity = WeightUnity.Largest } } : spec;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            NetworkNode node = graph.Nodes[nodes[stages[stage].Name]];
            double[][] inputs = [.. Enumerable.Range(0,
                stages[stage].Operands).Select(operand => RangesOf(stages[stage], operand, ranges))];
            double range = 1;
            switch (stages[stage].Kind)
            {
                case StageKind.MaxPool or StageKind.AveragePool:
                    ranges[stage] = inputs[0];
                    continue;
                case StageKind.Add:
                    double[] operands = [.. inputs.Select(input => Single(graph, node, input))];
                    range = RangeOf(graph, node) ?? LargestSum(mean.Before(stage), stages[stage], stage, operands, node.Activation);
                    ImmutableArray<double> ratios = [.. operands.Select(operand => Ratio(graph, node, operand, range))];
                    scaled = With(scaled, nodes[node.Name], node with { Range = range, Ratios = ratios });
                    stages = stages.SetItem(stage, stages[stage] with { Multipliers = [.. ratios.Select(NetworkLowering.Factor)] });
                    mean.Use(stages);
                    break;
                case StageKind.Matrix:
                    NetworkLayer layer = graph.Layers[node.Layer!.Value];
                    NetworkLayer driven = Scale(layer, stages[stage].Window, inputs[0], 1);
                    short[][] vectors = mean.Vectors(stage, layer.Rows);
                    range = RangeOf(graph, node) ?? LargestSum(mean, vectors, Quantiser.Quantise(driven, anyScale), node.Activation);
                    layer = Scale(layer, stages[stage].Window, inputs[0], range);
                    mean.Run(stage, vectors, Quantiser.Quantise(layer, spec), layer.Activation);
                    scaled = With(scaled, nodes[node.Name], node with { Range = range });
                    scaled = scaled with { Layers = scaled.Layers.SetItem(node.Layer.Value, layer) };
                    break;
            }

            ranges[stage] = [.. Enumerable.Repeat(range, stages[stage].OutChannels)];
        }

        _ = Single(graph, graph.Nodes[^1], ranges[^1]);
        return scaled with { IsScaled = true };
    }

    /// <summary>What 1 of a result stands for: the range of the last layer, or of what it pools.</summary>
    /// <param name="graph">A network whose ranges are known.</param>
    internal static double OutputRange(NetworkGraph graph)
    {
        ImmutableArray<NetworkNode> nodes = graph.Nodes;
        NetworkNode last = nodes[^1];
        while (last.Kind is NodeKind.MaxPool or NodeKind.AveragePool or NodeKind.Flatten && last.Sources[0] >= 0)
        {
            last = nodes[last.Sources[0]];
        }

        return last.Range ?? 1;
    }

    /// <summary>The least number of <see cref="RangeBits"/> significant bits that is not below another; 1 in place of 0.</summary>
    internal static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        int exponent = Math.ILogB(value) - (RangeBits - 1);
        return Math.ScaleB(Math.Ceiling(Math.ScaleB(value, -exponent)), exponent);
    }

    private static NetworkGraph With(NetworkGraph graph, int index, NetworkNode node) =>
        graph with { Nodes = graph.Nodes.SetItem(index, node) };

    // What is known before any image is seen: the ends of saturatingLinear and sign, what the file states, and that results have none.
    private static double? RangeOf(NetworkGraph graph, NetworkNode node) => node.Activation switch
    {
        NodeActivation.SaturatingLinear or NodeActivation.Sign => 1,
        NodeActivation.Relu => node.Range,
        NodeActivation.None => node.Name == graph.Nodes[^1].Name ? 1 : node.Range,
    };

    private static bool HasRange(NetworkGraph graph, NetworkNode node) => node.Kind == NodeKind.Add
        || (node.Layer is not null && RangeOf(graph, node) is not 1);

    private static double[] RangesOf(ProgramStage stage, int operand, double[][] ranges)
    {
        double[] channels = new double[stage.Window.Channels];
        foreach (StageSource source in stage.Sources.Where(source => source.Operand == operand))
        {
            for (int channel = 0; channel < source.Channels; channel++)
            {
                channels[source.Channel + channel] = source.Stage < 0 ? 1 : ranges[source.Stage][source.SourceChannel + channel];
            }
        }

        return channels;
    }

    private static double Single(NetworkGraph graph, NetworkNode node, double[] ranges) => ranges.All(range => range == ranges[0])
        ? ranges[0]
        : throw new InputException(graph.Place,
            string.Create(CultureInfo.InvariantCulture,
            $"layer '{node.Name}' joins channels of different ranges (a concat of layers with {ranges.Min()} and {ranges.Max()}); give those layers one \"range\""));

    private static double Ratio(NetworkGraph graph, NetworkNode node, double operand, double range) => operand / range <= LargestRatio
        ? operand / range
        : throw new InputException(graph.Place, string.Create(CultureInfo.InvariantCulture,
            $"layer '{node.Name}' has range {range}, too small beside the {operand} of what it adds; allowed is a share of 1 / {LargestRatio}"));

    // Row by row of the window: times the range of its channel; the bias, whose lines stand for 1, and all of it by the range of the
    // result.
    private static NetworkLayer Scale(NetworkLayer layer, Window window, double[] inputs, double range)
    {
        if (range == 1 && inputs.All(input => input == 1))
        {
            return layer;
        }

        float[] mean = [.. layer.Mean];
        float[] sigma = [.. layer.Sigma];
        int kernel = window.KernelHeight * window.KernelWidth;
        for (int row = 0; row < layer.Rows; row++)
        {
            double factor = (row < layer.Inputs ? inputs[row / kernel] : 1) / range;
            for (int at = row * layer.Outputs; at < (row + 1) * layer.Outputs; at++)
            {
                mean[at] = (float)(mean[at] * factor);
                sigma[at] = (float)(sigma[at] * factor);
            }
        }

        return layer with { Mean = mean, Sigma = sigma };
    }

    private static double LargestSum(MeanNetwork network, short[][] vectors, QuantisedLayer weights, NodeActivation activation)
    {
        (double largest, double magnitude) = network.Sums(vectors, weights);
        return RoundUp(activation == NodeActivation.Relu ? largest : magnitude);
    }

    private static double LargestSum(
        IEnumerable<StageMaps<short>> images, ProgramStage stage, int index, double[] operands, NodeActivation activation)
    {
        double largest = 0;
        foreach (StageMaps<short> maps in images)
        {
            double[] sums = new double[stage.OutChannels * stage.Positions];
            for (int operand = 0; operand < operands.Length; operand++)
            {
                ReadOnlySpan<short> codes = maps.Operand(index, operand);
                for (int at = 0; at < sums.Length; at++)
                {
                    sums[at] += operands[operand] * codes[at];
                }
            }

            largest = Math.Max(largest, activation == NodeActivation.Relu ? sums.Max() : sums.Max(Math.Abs));
        }

        return RoundUp(largest / stage.CodeMaximum);
    }
}

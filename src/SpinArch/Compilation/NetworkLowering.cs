using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>
/// From layers to stages and matrices. Whether the vectors of a matrix differ between the samples of an input follows from where they come
/// from: the network's inputs are the same for all samples, and what comes out of a matrix whose weights are drawn for each sample is not.
/// </summary>
public static class NetworkLowering
{
    /// <summary>Fraction bits of an addition's factors.</summary>
    private const int AdditionShift = 12;

    /// <summary>Whether a network is a chain of dense layers, each of which takes all that the one before gives.</summary>
    /// <param name="graph">The network.</param>
    public static bool IsChain(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Nodes.All(node => node.Groups == 1) && Lower(graph).IsChain;
    }

    /// <summary>The stages and matrices of a network, each after those that feed it.</summary>
    /// <param name="graph">The network.</param>
    /// <exception cref="InputException">A layer of a kind, or at a place, that no stage can do.</exception>
    public static LoweredNetwork Lower(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var stages = ImmutableArray.CreateBuilder<ProgramStage>();
        var matrices = ImmutableArray.CreateBuilder<LoweredMatrix>(graph.Layers.Length);
        ImmutableArray<NetworkNode> nodes = graph.Nodes;
        var results = new NodeResult[nodes.Length];
        var varies = new List<bool>();
        for (int index = 0; index < nodes.Length; index++)
        {
            NetworkNode node = nodes[index];
            NodeResult[] inputs = [.. node.Sources.Select(source => source < 0 ? NodeResult.Of(-1, graph.Shape) : results[source])];
            if (node.Kind == NodeKind.Conv2d)
            {
                inputs[0] = inputs[0].Slice(node.FirstChannel, node.Window!.Channels);
            }

            results[index] = node.Kind switch
            {
                NodeKind.Flatten => inputs[0] with { IsFlat = true },
                NodeKind.Concat => NodeResult.Join(graph, node, inputs),
                NodeKind.Dense or NodeKind.Conv2d or NodeKind.MaxPool or NodeKind.AveragePool or NodeKind.Add =>
                    NodeResult.Of(stages.Count, node.Output),
            };
            if (node.Kind is NodeKind.Flatten or NodeKind.Concat)
            {
                continue;
            }

            ProgramStage stage = Stage(graph, node, inputs, index == nodes.Length - 1);
            bool inputsVary = stage.Sources.Any(source => source.Stage >= 0 && varies[source.Stage]);
            stages.Add(stage);
            if (node.Layer is not { } layer)
            {
                varies.Add(inputsVary);
                continue;
            }

            matrices.Add(new LoweredMatrix
            {
                Index = layer,
                Stage = stages.Count - 1,
                Layer = graph.Layers[layer],
                Rows = graph.Layers[layer].Rows,
                Columns = graph.Layers[layer].Outputs,
                Window = stage.Window,
                Source = stage.Sources is [{ Stage: >= 0 } only] && stages[only.Stage].Layer is >= 0 and int source ? source : null,
                InputsVary = inputsVary,
            });
            varies.Add(ResultsVary(matrices[^1]));
        }

        return new LoweredNetwork(stages.ToImmutable(), matrices.ToImmutable());
    }

    /// <summary>The whole number that an addition multiplies an operand by.</summary>
    /// <param name="ratio">The range of the operand, as a share of that of the sum.</param>
    internal static long Factor(double ratio) => (long)Math.Round(Math.ScaleB(ratio, AdditionShift), MidpointRounding.AwayFromZero);

    // Every weight is a Gaussian that each sample draws anew; one without deviation is drawn too. A layer of fixed weights would pass on
    // what it gets.
    private static bool ResultsVary(LoweredMatrix matrix) => matrix.Layer.IsDrawn || matrix.InputsVary;

    private static ProgramStage Stage(NetworkGraph graph, NetworkNode node, NodeResult[] inputs, bool isLast)
    {
        if (node.Groups > 1)
        {
            throw new CompilerFault($"layer '{node.Name}' has groups, which are cut before");
        }

        return new ProgramStage
        {
            Name = node.Name,
            Kind = node.Kind switch
            {
                NodeKind.MaxPool => StageKind.MaxPool,
                NodeKind.AveragePool => StageKind.AveragePool,
                NodeKind.Add => StageKind.Add,
                NodeKind.Dense or NodeKind.Conv2d or NodeKind.Flatten or NodeKind.Concat => StageKind.Matrix,
            },
            Sources = [.. inputs.SelectMany((input, operand) => input.Pieces.Select(piece => piece with { Operand = operand }))],
            Window = node.Kind switch
            {
                NodeKind.Dense => inputs[0].Map.Whole,
                NodeKind.Add => inputs[0].Plain(graph, node).Whole with { KernelHeight = 1, KernelWidth = 1 },
                NodeKind.Conv2d or NodeKind.MaxPool or NodeKind.AveragePool or NodeKind.Flatten or NodeKind.Concat =>
                    WindowOn(inputs[0].Plain(graph, node), node),
            },
            OutChannels = node.Output.Channels,
            Activation = node.Kind is NodeKind.MaxPool or NodeKind.AveragePool ? Activation.None
                : NodeNames.Hardware(node.Activation, isLast),
            Layer = node.Layer ?? -1,
            CountsPadding = node.CountsPadding,
            Multipliers = node.Kind != NodeKind.Add ? []
                : [.. inputs.Select((_, operand) => node.Ratios.IsEmpty ? Factor(1) : Factor(node.Ratios[operand]))],
            Shift = node.Kind == NodeKind.Add ? AdditionShift : 0,
        };
    }

    // Its own, which says the map that it lies on.
    private static Window WindowOn(TensorShape map, NetworkNode node) => node.Window is { } window
        && (window.Channels, window.Height, window.Width) == (map.Channels, map.Height, map.Width)
            ? window : throw new CompilerFault($"layer '{node.Name}' has a window for another map than {map}");

    /// <summary>What a node gives: whose channels they are, the map that they lie in, and whether its reader sees it as a vector.</summary>
    private sealed record NodeResult(ImmutableArray<StageSource> Pieces, TensorShape Map, bool IsFlat)
    {
        public static NodeResult Of(int stage, TensorShape shape) =>
            new([new StageSource { Stage = stage, Channels = shape.Channels }], shape, IsFlat: false);

        public static NodeResult Join(NetworkGraph graph, NetworkNode node, NodeResult[] inputs)
        {
            var pieces = ImmutableArray.CreateBuilder<StageSource>();
            int channels = 0;
            foreach (NodeResult input in inputs)
            {
                int first = channels;
                pieces.AddRange(input.Pieces.Select(piece => piece with { Channel = piece.Channel + first }));
                channels += input.Plain(graph, node).Channels;
            }

            return new NodeResult(pieces.ToImmutable(), inputs[0].Map with { Channels = channels }, IsFlat: false);
        }

        /// <summary>Some of the channels.</summary>
        public NodeResult Slice(int first, int channels)
        {
            if (first == 0 && channels == Map.Channels)
            {
                return this;
            }

            var pieces = ImmutableArray.CreateBuilder<StageSource>();
            foreach (StageSource piece in Pieces)
            {
                int from = Math.Max(piece.Channel, first);
                int length = Math.Min(piece.Channel + piece.Channels, first + channels) - from;
                if (length > 0)
                {
                    int source = piece.SourceChannel + from - piece.Channel;
                    pieces.Add(piece with { SourceChannel = source, Channels = length, Channel = from - first });
                }
            }

            return this with { Pieces = pieces.ToImmutable(), Map = Map with { Channels = channels } };
        }

        // A flattened map keeps its places: only a layer that takes all of it at once can read it.
        public TensorShape Plain(NetworkGraph graph, NetworkNode reader) => !IsFlat || Map.IsVector ? Map
            : throw new InputException(graph.Place,
                $"layer '{reader.Name}' takes a flattened map of {Map}; only dense layers do, others take the map itself");
    }
}

using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Components.Windows;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Turns a placed network into one program a tile: blocks with levels and arithmetic, channels, code.</summary>
internal static class ProgramEmitter
{
    /// <summary>What one instruction can count or name (<c>isa/spinarch.isa.json</c>).</summary>
    private const int MaximumIterations = (1 << 24) - 1;
    private const int MaximumColumns = 1 << 15;
    private const int MaximumChannelRange = 255;
    private const int MaximumChannels = 1 << 10;

    /// <exception cref="InputException">The network needs more of something than an instruction can name.</exception>
    public static Program Emit(PlacedNetwork placed, ArchitectureSpec spec, int samples, int inputs)
    {
        NetworkGraph graph = placed.Network.Graph;
        Bound(samples, MaximumIterations, "samples", graph);
        Bound(inputs, MaximumIterations, "inputs", graph);
        TileDraft[] tiles = Draft(placed, spec);
        var channels = new FanInChannels(placed, tiles);
        ImmutableArray<PortSend> sends = Connect(placed, tiles, channels);
        Program program = Bare(placed, spec, tiles, samples, inputs) with
        {
            Port = new PortProgram
            {
                Sends = sends,
                Receives = [.. channels.PortReceives],
                OutputScale = OutputScale(placed, tiles),
            },
            Tiles =
            [
                .. tiles.Select(tile => placed.Network.IsInOneTile
                    ? tile.ToProgram(new LayersInTurnCode(placed.Network, tile, samples, inputs).Emit())
                    : Code(tile, placed, spec, samples, inputs)),
            ],
        };
        CheckRoom(program, spec);
        return program;
    }

    // Maps that do not fit a tile's window buffer would stop the chip.
    private static void CheckRoom(Program program, ArchitectureSpec spec)
    {
        int[][] depths = MapDepths.Of(program.Stages);
        foreach (TileProgram tile in program.Tiles)
        {
            _ = WindowRows.Of(program, tile, spec, depths);
        }
    }

    private static ImmutableArray<PortSend> Connect(PlacedNetwork placed, TileDraft[] tiles, FanInChannels channels)
    {
        if (!placed.Network.Stages.IsEmpty)
        {
            return new StageChannels(placed, tiles, StageLinks.Of(placed.Network)).Connect(channels);
        }

        if (placed.Network.IsInOneTile)
        {
            channels.ConnectOneTile();
        }
        else
        {
            channels.Connect();
        }

        return [.. channels.PortSends];
    }

    /// <summary>The blocks and stages of a network alone: no channels, and no code.</summary>
    /// <exception cref="InputException">The network needs more of something than can be named.</exception>
    public static Program EmitValues(PlacedNetwork placed, ArchitectureSpec spec, int samples, int inputs) =>
        Bare(placed, spec, Draft(placed, spec), samples, inputs);

    private static Program Bare(PlacedNetwork placed, ArchitectureSpec spec, TileDraft[] tiles, int samples, int inputs) => new()
    {
        Network = placed.Network.Graph.Name,
        ArchitectureHash = spec.Hash,
        MeshWidth = placed.MeshWidth,
        MeshHeight = placed.MeshHeight,
        InputWords = placed.Network.Graph.Inputs,
        OutputWords = placed.Network.Graph.Outputs,
        Samples = samples,
        Inputs = inputs,
        Port = new PortProgram { Sends = [], Receives = [], OutputScale = OutputScale(placed, tiles) },
        Stages = placed.Network.Stages,
        Tiles = [.. tiles.Select(tile => tile.ToProgram([]) with
        {
            FirstSample = tile.Place.Copy,
            SampleStep = placed.Network.Layers[tile.Place.Layer].Copies,
        })],
    };

    private static double OutputScale(PlacedNetwork placed, TileDraft[] tiles)
    {
        NetworkGraph graph = placed.Network.Graph;
        double range = NetworkScaling.OutputRange(graph);
        if (placed.Network.Stages is [.., { Kind: not StageKind.Matrix } pool])
        {
            return range / pool.CodeMaximum;
        }

        int last = graph.Layers.Length - 1;
        BlockArithmetic arithmetic = tiles[placed.TileOf(0, last, 0, 0)].Blocks.Last(block => block.Layer == last).Arithmetic;
        return OutputScale(arithmetic, graph.Layers[last].Activation) * range;
    }

    private static TileDraft[] Draft(PlacedNetwork placed, ArchitectureSpec spec)
    {
        NetworkGraph graph = placed.Network.Graph;
        var calibrator = new Calibrator(spec, graph);
        var drafts = new TileDraft[placed.Tiles.Length];
        var whole = new List<LayerBlock>();
        foreach (PartitionedLayer layer in placed.Network.Layers)
        {
            bool hasWeights = graph.HasWeights && layer.Index < graph.Layers.Length;
            QuantisedLayer? weights = hasWeights ? Quantiser.Quantise(layer.Layer, spec) : null;
            ImmutableArray<ImmutableArray<BlockArithmetic>>? constants = weights is null ? null : calibrator.Calibrate(layer, weights);
            for (int fanInTile = 0; fanInTile < layer.FanIn.Tiles.Length; fanInTile++)
            {
                IndexRange rows = layer.FanIn.Tiles[fanInTile];
                for (int column = 0; column < layer.ColumnBlocks.Length; column++)
                {
                    ImmutableArray<LayerBlock> blocks =
                    [
                        .. Enumerable.Range(rows.Start, rows.Length).Select(row => Block(
                            layer, row, column, (row - rows.Start) % spec.Crossbar.PairsPerTile, constants?[row][column]
                                ?? calibrator.TimingOnly(), weights, spec.HasSigma)),
                    ];
                    whole.AddRange(placed.Network.IsInOneTile ? blocks : []);
                    for (int copy = 0; copy < layer.Copies; copy++)
                    {
                        int tile = placed.TileOf(copy, layer.Index, fanInTile, column);
                        drafts[tile] = new TileDraft(placed.Tiles[tile], blocks);
                    }
                }
            }
        }

        return placed.Network.IsInOneTile ? [new TileDraft(placed.Tiles[0], [.. whole])] : drafts;
    }

    private static LayerBlock Block(
        PartitionedLayer layer, int row, int column, int pair, BlockArithmetic arithmetic, QuantisedLayer? weights, bool hasSigma)
    {
        IndexRange rows = layer.RowBlocks[row];
        IndexRange columns = layer.ColumnBlocks[column];
        Bound(columns.Length, MaximumColumns, "columns a block", layer.Layer);
        return new LayerBlock
        {
            Pair = pair,
            Layer = layer.Index,
            LayerName = layer.Layer.Name,
            RowBase = rows.Start,
            Rows = rows.Length,
            AlwaysDrivenRows = rows.End - Math.Min(rows.End, layer.Layer.Inputs),
            ColumnBase = columns.Start,
            Columns = columns.Length,
            ColumnSum = layer.ColumnSum,
            Arithmetic = arithmetic,
            MeanLevels = weights is null ? [] : Levels(columns, index => weights.MeanColumn(index, rows)),
            SigmaLevels = weights is null || !hasSigma ? [] : Levels(columns, index => weights.SigmaColumn(index, rows)),
        };
    }

    private static TileProgram Code(TileDraft tile, PlacedNetwork placed, ArchitectureSpec spec, int samples, int inputs)
    {
        PartitionedLayer layer = placed.Network.Layers[tile.Place.Layer];
        string gathers = (layer.Layer.FanIn ?? spec.Mapping.FanIn) == FanInKind.Gather ? ", or mapping.fanIn=tree or chain, by which no tile takes all partial sums" : "";
        ProgramStage? map = placed.Network.StageOf(layer) is { } stage && stage.TakesMap() ? stage : null;
        int senders = map is null ? tile.Vectors.Max(vector => vector.Length) : tile.Vectors.Sum(vector => vector.Length);
        Bound(senders / tile.VectorTurns, MaximumChannelRange, map is null ? "senders of one input vector" : "senders of maps a tile",
            layer.Layer);
        Bound(tile.PartialSums.Length, MaximumChannelRange, "partial sums of one column a tile", layer.Layer, gathers);
        Bound(tile.Sends.Count, MaximumChannels, "outgoing channels a tile", layer.Layer);
        Bound(tile.Receives.Count, MaximumChannels, "incoming channels a tile", layer.Layer, gathers);
        int ownSamples = layer.SamplesOf(tile.Place.Copy, samples);
        bool isLastLayer = layer == placed.Network.Last;
        bool isInTurn = map is not { Kind: not StageKind.Matrix } && layer.FanIn.IsInTurn(spec.Crossbar.PairsPerTile);
        if (map is not null && isInTurn)
        {
            throw new InputException($"layer '{layer.Layer.Name}'",
                "has blocks that are written onto crossbar pairs in turn, which would be written anew at each position; use more pairs a tile, or mapping.fanIn=gather, chain or tree");
        }

        if (isLastLayer && map is { Positions: > 1 })
        {
            throw new InputException($"layer '{layer.Layer.Name}'",
                $"is the last one and gives a map of {map.Positions} places; let a dense layer, or a global pool, follow, which gives a vector");
        }

        return tile.ToProgram(new FanInCode(layer, tile, isInTurn, isLastLayer, spec.Sequencer.QueueDepth, ownSamples, inputs,
            [.. ComponentCatalog.Of(spec).SelectMany(kind => kind.Preludes)], spec.ReadsWhole, map).Emit()) with
        {
            FirstSample = tile.Place.Copy,
            SampleStep = layer.Copies,
        };
    }

    private delegate ReadOnlySpan<short> ColumnLevels(int column);

    private static ImmutableArray<sbyte> Levels(IndexRange columns, ColumnLevels levels)
    {
        var result = ImmutableArray.CreateBuilder<sbyte>();
        for (int column = columns.Start; column < columns.End; column++)
        {
            foreach (short level in levels(column))
            {
                result.Add((sbyte)level);
            }
        }

        return result.ToImmutable();
    }

    private static double OutputScale(BlockArithmetic arithmetic, Activation activation) => activation switch
    {
        Activation.SaturatingLinear or Activation.Sign or Activation.Linear => 1.0 / arithmetic.ActivationMaximum,
        Activation.None => Math.ScaleB(1, -arithmetic.OutputFraction),
    };

    private static void Bound(int value, int maximum, string what, NetworkLayer layer, string otherwise = "")
    {
        if (value > maximum)
        {
            throw new InputException($"layer '{layer.Name}'", $"needs {value} {what}, the instruction set allows {maximum}; use larger crossbars or fewer blocks{(layer.Replicas > 1 ? ", or fewer replicas" : "")}{otherwise}");
        }
    }

    private static void Bound(int value, int maximum, string what, NetworkGraph graph)
    {
        if (value < 1 || value > maximum)
        {
            throw new InputException(graph.Name, $"{value} {what}: allowed are 1 to {maximum}");
        }
    }
}

using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// From a placed network to what the estimator has to know of it: which tiles do what, and which words go where
/// (<c>FanInCode</c> and <c>FanInChannels</c> in numbers). All strategies are <see cref="FanInPlan"/>s, so one description serves them.
/// </summary>
internal sealed class LayoutBuilder
{
    private readonly PlacedNetwork placed;
    private readonly ArchitectureSpec spec;
    private readonly int samples;
    private readonly int wordsPerFlit;
    private readonly int port;
    private readonly FlowLoads loads;
    private readonly int[] columnLoops;
    private readonly int roundSamples;
    private long channels;

    private LayoutBuilder(PlacedNetwork placed, ArchitectureSpec spec, int samples, int wordsPerFlit)
    {
        this.placed = placed;
        this.spec = spec;
        this.samples = samples;
        this.wordsPerFlit = wordsPerFlit;
        port = (spec.Mesh.PortY * placed.MeshWidth) + spec.Mesh.PortX;
        loads = new FlowLoads(placed.MeshWidth, placed.MeshHeight);
        columnLoops = new int[placed.Tiles.Length];
        Array.Fill(columnLoops, 1);
        roundSamples = RoundSamples();
    }

    private ImmutableArray<PartitionedLayer> Layers => placed.Network.Layers;

    /// <summary>Describes a placed network.</summary>
    /// <param name="placed">The network, partitioned and placed.</param>
    /// <param name="spec">The architecture; no time of it is looked at.</param>
    /// <param name="samples">Samples an input; they matter where copies share them.</param>
    /// <param name="wordsPerFlit">Words of one flit.</param>
    public static DesignLayout Describe(PlacedNetwork placed, ArchitectureSpec spec, int samples, int wordsPerFlit) =>
        new LayoutBuilder(placed, spec, samples, wordsPerFlit).Describe();

    private DesignLayout Describe()
    {
        var groups = new TileGroups(placed, spec, samples);
        int statistics = Flits(Program.StatisticsWords);
        ImmutableArray<PortStream> streams = AddInputs();
        long[] stream = loads.InputLoads();
        long[] firstLayer = [];
        var described = ImmutableArray.CreateBuilder<LayerLayout>(Layers.Length);
        foreach (PartitionedLayer layer in Layers)
        {
            var ofLayer = new long[placed.MeshWidth * placed.MeshHeight * FlowLoads.Outputs];
            int[] partialHops = AddPartialSums(layer, ofLayer);
            bool isLast = layer.Index == Layers.Length - 1;
            int resultHops = isLast ? AddResults(layer, statistics) : 0;
            int vectorHops = isLast ? 0 : AddVectors(layer, ofLayer);
            PartitionedLayer? source = layer.Matrix.Source is { } from ? Layers[from] : null;
            firstLayer = source is null ? ofLayer : firstLayer;
            var path = new FanInPath(layer, source, spec, partialHops);
            int[] tiles = [.. Enumerable.Range(0, placed.Tiles.Length).Where(tile => placed.Tiles[tile].Layer == layer.Index)];
            described.Add(new LayerLayout
            {
                Source = layer.Matrix.Source,
                InputsVary = layer.Matrix.InputsVary,
                Copies = layer.Copies,
                Columns = layer.ColumnBlocks.Max(block => block.Length),
                ColumnSum = layer.ColumnSum,
                MuReuse = layer.MuReuse,
                Path = path.Steps(vectorHops),
                CrowdedFlits = path.CrowdedFlits,
                LinkFlits = checked((ofLayer.Max() * layer.Copies) + roundSamples - 1) / roundSamples,
                EarlyPairs = path.EarlyPairs,
                Vectors = path.Vectors,
                Sources = source is null ? 1 : new CopyTurns(source.Copies, layer.Copies).Sources,
                IsAhead = layer.FanIn.Tiles.Max(tile => tile.Length) <= spec.Sequencer.QueueDepth,
                ColumnLoops = tiles.Max(tile => columnLoops[tile]),
                Loops = tiles.Sum(tile => (long)columnLoops[tile]),
                LoopsMissed = tiles.Sum(tile => (long)columnLoops[tile] * groups.All[groups.OfTile[tile]].Missed),
                ResultHops = resultHops,
            });
        }

        return new DesignLayout
        {
            Copies = Layers.Min(layer => layer.Copies),
            RoundSamples = roundSamples,
            Strands = (int)Layers.Aggregate(BigInteger.Zero, (divisor, layer) => BigInteger.GreatestCommonDivisor(divisor, layer.Copies)),
            Layers = described.ToImmutable(),
            Groups = groups.All,
            GroupOfTile = groups.OfTile,
            ColumnLoops = [.. columnLoops],
            LongestCode = placed.Tiles.Select((_, tile) => CodeOf(tile, groups)).Max(),
            CrossbarPairs = groups.All.Sum(group => group.Tiles * group.Work.CrossbarPairs),
            ReceiveChannels = channels,
            Routers = placed.MeshWidth * placed.MeshHeight,
            Links = loads.All,
            Hottest = loads.Hottest(),
            FirstStream = loads.Hottest(firstLayer, stream),
            LaterStream = loads.Hottest(default, stream),
            HottestRouter = loads.HottestRouter,
            SampleHops = loads.SampleHops,
            InputHops = loads.InputHops,
            PortFlits = streams.Sum(stream => stream.Flits * stream.Times),
            PortStreams = streams,
            ResultFlits = (long)Layers[^1].Layer.Outputs * statistics * Layers[^1].Copies,
            StatisticsFlits = statistics,
            PortHops = streams[^1].Hops,
            WordsPerFlit = wordsPerFlit,
        };
    }

    private int CodeOf(int tile, TileGroups groups)
    {
        TileGroup group = groups.All[groups.OfTile[tile]];
        int receives = group.Work.Blocks <= spec.Sequencer.QueueDepth ? 2 * group.Work.Blocks : group.Work.Blocks;
        if (!group.Work.IsInTurn)
        {
            return 3 + receives + group.Work.ArraySlots(spec.Sequencer.QueueDepth) + (columnLoops[tile] * (1 + group.Work.Slots));
        }

        int finish = 1 + group.Work.Slots - (2 * (group.Work.Blocks - 1));
        return 3 + receives + ((group.Work.Blocks - 1) * 3) + (columnLoops[tile] * finish) + group.Work.WritesWithin + group.Work.WritesAhead;
    }

    private ImmutableArray<PortStream> AddInputs()
    {
        PartitionedLayer layer = Layers[0];
        var streams = ImmutableArray.CreateBuilder<PortStream>();
        for (int row = 0; row < layer.RowBlocks.Length; row++)
        {
            int words = Math.Min(layer.RowBlocks[row].End, layer.Layer.Inputs) - layer.RowBlocks[row].Start;
            int[] everywhere = [.. Enumerable.Range(0, layer.Copies).SelectMany(copy => Receivers(copy, layer, row))];
            channels += everywhere.Length;
            var stream = new PortStream(Flits(words), loads.AddInput(port, everywhere, Flits(words)), 1);
            if (streams.Count > 0 && streams[^1] with { Times = 1 } == stream)
            {
                streams[^1] = stream with { Times = streams[^1].Times + 1 };
            }
            else
            {
                streams.Add(stream);
            }
        }

        return streams.ToImmutable();
    }

    // Hops from each tile to its parent where they are most.
    private int[] AddPartialSums(PartitionedLayer layer, long[] ofLayer)
    {
        FanInPlan plan = layer.FanIn;
        var farthest = new int[plan.Tiles.Length];
        for (int tile = 0; tile < plan.Tiles.Length; tile++)
        {
            if (plan.Parents[tile] is FanInPlan.None)
            {
                continue;
            }

            int flits = Flits(plan.WordsFrom(tile));
            for (int copy = 0; copy < layer.Copies; copy++)
            {
                for (int column = 0; column < layer.ColumnBlocks.Length; column++)
                {
                    int from = At(placed.TileOf(copy, layer.Index, tile, column));
                    int to = At(placed.TileOf(copy, layer.Index, plan.Parents[tile], column));
                    var turns = new CopyTurns(layer.Copies, 1);
                    int hops = Add(from, [to], (long)layer.ColumnBlocks[column].Length * flits, copy, turns, turn: 0, ofLayer);
                    farthest[tile] = Math.Max(farthest[tile], hops);
                    channels++;
                }
            }
        }

        return farthest;
    }

    private int AddVectors(PartitionedLayer layer, long[] ofLayer)
    {
        PartitionedLayer next = Layers[layer.Index + 1];
        var turns = new CopyTurns(layer.Copies, next.Copies);
        int farthest = 0;
        for (int copy = 0; copy < layer.Copies; copy++)
        {
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                IndexRange columns = layer.ColumnBlocks[column];
                int home = placed.TileOf(copy, layer.Index, layer.FanIn.Home, column);
                columnLoops[home] = 0;
                for (int row = 0; row < next.RowBlocks.Length; row++)
                {
                    int words = Math.Min(next.RowBlocks[row].End, columns.End) - Math.Max(next.RowBlocks[row].Start, columns.Start);
                    columnLoops[home] += words > 0 ? 1 : 0;
                    for (int turn = 0; words > 0 && turn < turns.Destinations; turn++)
                    {
                        int[] receivers = Receivers(turns.Destination(copy, turn), next, row);
                        farthest = Math.Max(farthest, Add(At(home), receivers, words, copy, turns, turn, ofLayer));
                        channels += receivers.Length;
                    }
                }
            }
        }

        return farthest;
    }

    private int AddResults(PartitionedLayer layer, int statistics)
    {
        int farthest = 0;
        for (int copy = 0; copy < layer.Copies; copy++)
        {
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                int home = placed.TileOf(copy, layer.Index, layer.FanIn.Home, column);
                farthest = Math.Max(farthest, loads.AddResult(At(home), port, (long)layer.ColumnBlocks[column].Length * statistics));
            }
        }

        return farthest;
    }

    private int[] Receivers(int copy, PartitionedLayer layer, int rowBlock)
    {
        int tile = layer.FanIn.TileOf(rowBlock);
        return [.. Enumerable.Range(0, layer.ColumnBlocks.Length).Select(column => At(placed.TileOf(copy, layer.Index, tile, column)))];
    }

    private int At(int tile) => (placed.Tiles[tile].Y * placed.MeshWidth) + placed.Tiles[tile].X;

    // A flow that a copy's samples of a turn bring; returns the links to the farthest place.
    private int Add(int from, int[] to, long flits, int copy, CopyTurns turns, int turn, long[] ofLayer)
    {
        int inRound = turns.Samples(copy, turn, roundSamples);
        int rounds = ((samples - 1) / roundSamples) + 1;
        return loads.AddSample(from, to, flits, inRound, (rounds * inRound) - turns.Samples(copy, turn, samples), ofLayer);
    }

    // The least common multiple of all copies, as long as an input has so many samples.
    private int RoundSamples()
    {
        long round = 1;
        foreach (PartitionedLayer layer in Layers)
        {
            round = round / (long)BigInteger.GreatestCommonDivisor(round, layer.Copies) * layer.Copies;
            if (round >= samples)
            {
                return samples;
            }
        }

        return (int)round;
    }

    private int Flits(int words) => (words + wordsPerFlit - 1) / wordsPerFlit;
}

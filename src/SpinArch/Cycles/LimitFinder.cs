using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Sequencer;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Cycles;

/// <summary>
/// Finds what limits a compiled program: the critical cycle of the graph of its samples or, where no two samples of an input ever follow
/// each other on a tile, of its inputs. What another value of a key would give is that graph's ratio with the value; only keys are tried
/// that the cycle's own time depends on.
/// </summary>
internal static class LimitFinder
{
    // Beyond that, a period is too large to be looked at; and to be looked at again for every key.
    private const int MostNodes = 3_000_000;
    private const int MostEdgesForetold = 1_500_000;

    // The share of a period from which flits on a shared link may hold up who does not wait for that link alone.
    private const double Crowded = 0.8;

    /// <summary>
    /// The limit; null where the program's loops do not say what a sample is, its period is too large, or feature maps are taken.
    /// </summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">A verified program.</param>
    /// <param name="foretells">Whether to say what other values of keys would give.</param>
    public static ChipLimit? Of(ArchitectureSpec spec, Program program, bool foretells)
    {
        // Which words of a map are received together, and when its windows are there, the graph does not say.
        if (!program.Stages.IsEmpty)
        {
            return null;
        }

        int fewest = program.Tiles.Min(tile => tile.SampleStep);
        bool isOfInputs = program.Samples < 2 * fewest && program.Inputs > 1;
        PeriodGraph? graph = isOfInputs
            ? PeriodBuilder.OfInputs(spec, program, Picoseconds.Zero, MostNodes)
            : PeriodBuilder.OfSamples(spec, program, MostNodes);
        return SteadyPeriod.Of(graph) is { } period ? Of(period, program, isOfInputs, foretells) : null;
    }

    private static ChipLimit Of(SteadyPeriod period, Program program, bool isOfInputs, bool foretells)
    {
        (LimitKind kind, int node) = KindOf(period);
        PeriodNode held = period.Graph.Nodes[node];
        bool isForetold = foretells && period.IsExact && period.Graph.Edges.Length <= MostEdgesForetold
            && period.Graph.Times.Spec.Mapping.TileBudget.IsUnbounded;
        (ImmutableArray<LimitChange> changes, ImmutableArray<string> open) = isForetold ? ChangesOf(period, program) : ([], []);
        return new ChipLimit
        {
            IsOfInputs = isOfInputs,
            IntervalNs = period.IntervalNs,
            IsDetermined = period.IsDetermined,
            IsExact = period.IsExact,
            Kind = kind,
            Activity = kind == LimitKind.RoundTrip ? null : ActivityOf(period.Graph, node),
            Name = NameOf(period, kind, node),
            Tile = held.Tile,
            IsLink = held.Kind is NodeKind.Hop or NodeKind.SharedLink,
            Shares = SharesOf(period),
            Places = kind == LimitKind.RoundTrip ? PlacesOf(period) : [],
            Changes = changes,
            OpenChanges = open,
        };
    }

    // The node that most of the cycle's time, or of its waiting, belongs to, and whether all of it does.
    private static (LimitKind Kind, int Node) KindOf(SteadyPeriod period)
    {
        PeriodGraph graph = period.Graph;
        ImmutableArray<(int Node, PeriodEdge Edge)> timed = [.. period.Cycle.Edges.Where(step => step.Edge.Delay > 0)];
        if (timed.IsEmpty)
        {
            return (LimitKind.RoundTrip, period.Cycle.Edges[0].Node);
        }

        int first = timed[0].Edge.From;
        if (timed.All(step => step.Edge.Hold is Hold.Unit or Hold.Fetch or Hold.Link or Hold.Head or Hold.Batch
            && IsSame(graph, first, step.Edge.From)))
        {
            return (LimitKind.Unit, FirstAlike(graph, first));
        }

        int reading = timed.FirstOrDefault(step => step.Edge.Hold == Hold.Content, timed[0]).Edge.From;
        bool isPair = timed.All(step => step.Edge.Hold is Hold.Unit or Hold.Content
            && graph.Nodes[step.Edge.From].Tile == graph.Nodes[first].Tile && graph.Nodes[step.Edge.From].Kind == NodeKind.Start);
        if (isPair && timed.Select(step => graph.Nodes[step.Edge.From].Step).Distinct().Count() == 2)
        {
            return (LimitKind.Pair, reading);
        }

        return (LimitKind.RoundTrip,
            timed.GroupBy(step => graph.Nodes[step.Edge.From].Tile).MaxBy(group => group.Sum(step => step.Edge.Delay))!.First().Edge.From);
    }

    // Tiles of a layer do the same, and layers may take the same time: the first tile whose unit has as much to do in a period is told.
    private static int FirstAlike(PeriodGraph graph, int first)
    {
        PeriodNode held = graph.Nodes[first];
        if (held.Kind != NodeKind.Start)
        {
            return first;
        }

        var sums = new Dictionary<int, (int Node, long Time)>();
        TileUnit unit = graph.Times.Plan.Steps[held.Step].Unit;
        for (int index = 0; index < graph.Nodes.Length; index++)
        {
            PeriodNode node = graph.Nodes[index];
            if (node.Kind == NodeKind.Start && graph.Times.Plan.Steps[node.Step].Unit == unit)
            {
                (int one, long time) = sums.GetValueOrDefault(node.Tile, (index, 0));
                sums[node.Tile] = (one, checked(time + graph.Times.Of(new Delay(DelayKind.Occupancy), in node)));
            }
        }

        long most = sums[held.Tile].Time;
        return sums.Values.Where(sum => sum.Time == most).Min(sum => sum.Node);
    }

    private static bool IsSame(PeriodGraph graph, int one, int other)
    {
        PeriodNode left = graph.Nodes[one];
        PeriodNode right = graph.Nodes[other];
        return left.Tile == right.Tile && UnitOf(graph, in left) == UnitOf(graph, in right);
    }

    // One number for each unit of a tile, output of a router, sequencer and port.
    private static int UnitOf(PeriodGraph graph, in PeriodNode node) => node.Kind switch
    {
        NodeKind.Start or NodeKind.Take => graph.Times.Plan.Units.IndexOf(graph.Times.Plan.Steps[node.Step].Unit),
        NodeKind.Post => -1,
        NodeKind.PortSend => -2,
        NodeKind.Arrival => -3,
        NodeKind.Hop or NodeKind.SharedLink => -10 - node.Step,
    };

    private static ActivityKind? ActivityOf(PeriodGraph graph, int node) => graph.Nodes[node] switch
    {
        { Kind: NodeKind.Start or NodeKind.Take } start => graph.Times.Plan.Steps[start.Step].Main,
        { Kind: NodeKind.Post } => SequencerComponent.Fetch,
        { Kind: NodeKind.Hop or NodeKind.SharedLink } => NetworkComponent.Hop,
        { Kind: NodeKind.PortSend } => PortComponent.PortSend,
        { Kind: NodeKind.Arrival } => null,
    };

    private static string NameOf(SteadyPeriod period, LimitKind kind, int node) => kind switch
    {
        LimitKind.Pair => "crossbarPair",
        LimitKind.RoundTrip => PlacesOf(period).FirstOrDefault() is { } place ? place.What : "round trip",
        LimitKind.Unit => period.Graph.Nodes[node] switch
        {
            { Kind: NodeKind.Start or NodeKind.Take } start => period.Graph.Times.Plan.Steps[start.Step].Main.Unit.Name,
            { Kind: NodeKind.Post } => "sequencer",
            { Kind: NodeKind.Hop or NodeKind.SharedLink } => "link",
            { Kind: NodeKind.PortSend } => "port",
            { Kind: NodeKind.Arrival } => "arrivals",
        },
    };

    private static ImmutableArray<LimitShare> SharesOf(SteadyPeriod period)
    {
        double all = period.Cycle.Edges.Sum(step => (double)step.Edge.Delay);
        return
        [
            .. period.Cycle.Edges.SelectMany(step => PartsOf(period.Graph, step.Edge)).Where(part => part.Time != 0)
                .GroupBy(part => (part.Kind, part.What, part.Tile))
                .Select(group => new LimitShare(group.Key.Kind, group.Key.What, group.Key.Tile, group.Sum(part => part.Time) / all))
                .OrderByDescending(share => share.Share).ThenBy(share => share.What, StringComparer.Ordinal).ThenBy(share => share.Tile),
        ];
    }

    // What the operation before takes, and the way from there.
    private static (ActivityKind? Kind, string What, int Tile, double Time)[] PartsOf(PeriodGraph graph, PeriodEdge edge)
    {
        PeriodNode from = graph.Nodes[edge.From];
        return
        [
            (ActivityOf(graph, edge.From), WhatOf(edge.Own.Kind), from.Tile, graph.Times.Of(edge.Own, in from)),
            (NetworkComponent.Hop, edge.Hold == Hold.Credit ? "credit" : WhatOf(edge.More.Kind), -1, graph.Times.Of(edge.More, in from)),
        ];
    }

    private static string WhatOf(DelayKind kind) => kind switch
    {
        DelayKind.Occupancy => "busy",
        DelayKind.Result => "result",
        DelayKind.Clocks => "clock",
        DelayKind.SenderFlit or DelayKind.LinkFlits => "flit",
        DelayKind.Hops or DelayKind.None => "way",
        DelayKind.Arrival => "arrival",
    };

    // Those that are waited for most often first.
    private static ImmutableArray<LimitPlace> PlacesOf(SteadyPeriod period)
    {
        DelayTimes times = period.Graph.Times;
        return
        [
            .. period.Cycle.Edges.Where(step => step.Edge.Hold is Hold.Queue or Hold.Bank or Hold.Credit or Hold.Slot)
                .GroupBy(step => (step.Edge.Hold, step.Edge.Index)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => new LimitPlace(PlaceOf(times, group.Key.Hold, group.Key.Index),
                    KeyOf(times, group.Key.Hold, group.Key.Index), times.DepthOf(group.Key.Hold, group.Key.Index))),
        ];
    }

    private static string PlaceOf(DelayTimes times, Hold hold, int index) => hold switch
    {
        Hold.Queue => $"{times.Plan.Units[index].Name} queue",
        Hold.Bank => times.Plan.Stores[index].Label,
        Hold.Credit => "receive buffer",
        Hold.Slot => "router buffer",
        _ => throw NoPlace(hold),
    };

    private static string KeyOf(DelayTimes times, Hold hold, int index) => hold switch
    {
        Hold.Queue => "sequencer.queueDepth",
        Hold.Bank => times.Plan.Stores[index].Key,
        Hold.Credit => "link.receiveFlits",
        Hold.Slot => "link.bufferFlits",
        _ => throw NoPlace(hold),
    };

    private static ArgumentException NoPlace(Hold hold) => new($"{hold} is no place that has a depth", nameof(hold));

    // Half and twice of every key that the cycle depends on, whichever of the two helps: what is gained, and what the other would cost; and
    // those of which the graph cannot tell.
    private static (ImmutableArray<LimitChange> Told, ImmutableArray<string> Open) ChangesOf(SteadyPeriod period, Program program)
    {
        ArchitectureSpec spec = period.Graph.Times.Spec;
        HashSet<string> depths = [.. PlacesOf(period).Select(place => place.Key)];
        int mostBlocks = program.Tiles.Max(tile => tile.Blocks.Length);
        long now = TimeOn(period, spec);
        var told = new List<LimitChange>();
        var open = ImmutableArray.CreateBuilder<string>();
        foreach (ConfigurationKey key in ComponentCatalog.KeysOf(ComponentCatalog.Of(spec)).Where(key => key.KeepsProgram))
        {
            (string Text, ArchitectureSpec Spec)[] scaled =
            [
                .. new[] { false, true }.Select(isTwice => key.Scaled(spec, isTwice)).OfType<string>()
                    .Select(text => (Text: text, Spec: key.Apply(spec, text)))
                    .Where(value => ComponentCatalog.Of(value.Spec).All(component => component.Refuses(value.Spec) is null)),
            ];
            if (!depths.Contains(key.Name) && scaled.All(value => TimeOn(period, value.Spec) == now))
            {
                continue;
            }

            foreach ((string text, ArchitectureSpec changed) in scaled)
            {
                bool isHeldUp = changed.Sequencer.QueueDepth != spec.Sequencer.QueueDepth
                    && mostBlocks > Math.Min(spec.Sequencer.QueueDepth, changed.Sequencer.QueueDepth);
                if (!isHeldUp && period.Under(changed) is { IsExact: true } then)
                {
                    (LimitKind kind, int node) = KindOf(then);
                    told.Add(new LimitChange(key.Name, key.TextOf(spec)!, text, then.IntervalNs, NameOf(then, kind, node),
                        IsLeast(then)));
                }
                else
                {
                    open.Add($"{key.Name}={text}");
                }
            }
        }

        return ([.. told.OrderBy(change => change.IntervalNs)], open.ToImmutable());
    }

    // Where ways of several senders meet, their order may keep flits longer than the graph says.
    private static bool IsLeast(SteadyPeriod period)
    {
        PeriodGraph graph = period.Graph;
        if (!graph.HasSharedLinks)
        {
            return false;
        }

        for (int node = 0; node < graph.Nodes.Length; node++)
        {
            if (graph.Nodes[node].Kind == NodeKind.SharedLink
                && graph.Before(node)[0].Delay > Crowded * period.Time.Picoseconds * graph.Before(node)[0].Tokens)
            {
                return true;
            }
        }

        return period.Cycle.Edges.Any(step =>
            graph.Nodes[step.Edge.From].Kind is NodeKind.Hop or NodeKind.SharedLink or NodeKind.PortSend);
    }

    // The time of the cycle as it is, on another architecture.
    private static long TimeOn(SteadyPeriod period, ArchitectureSpec spec)
    {
        var times = new DelayTimes(spec, ComponentCatalog.PlanOf(spec), period.Graph.Times.ArrivalInterval);
        long sum = 0;
        foreach ((int _, PeriodEdge edge) in period.Cycle.Edges)
        {
            PeriodNode from = period.Graph.Nodes[edge.From];
            sum = checked(sum + times.Of(edge.Own, in from) + times.Of(edge.More, in from));
        }

        return sum;
    }
}

using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Sender;
using SpinArch.Components.Sequencer;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Analysis;

namespace SpinArch.Traces.Explanation;

/// <summary>
/// Which activities can have let one start, the likeliest first: those of the cause that the trace recorded, then the others.
/// <code><![CDATA[
///   port -> router ... router -> receive -> scale -> read -> convert -> vector -> inject -> router ... -> port
///                                           fill --^        (backwards: whoever empties the bank that is full)
/// ]]></code>
/// </summary>
internal sealed class ReleaseRules
{
    private readonly Isa.Program program;
    private readonly int portRouter;
    private readonly int[] tileAtRouter;
    private readonly List<ReleaseRule> rules = [];
    private readonly TilePlan plan;

    public ReleaseRules(Isa.Program program, ArchitectureSpec spec)
    {
        this.program = program;
        plan = ComponentCatalog.PlanOf(spec);
        portRouter = RouterAt(spec.Mesh.PortX, spec.Mesh.PortY);
        tileAtRouter = new int[program.MeshWidth * program.MeshHeight];
        Array.Fill(tileAtRouter, -2);
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            tileAtRouter[RouterOf(tile)] = tile;
        }
    }

    /// <summary>The rules for an activity, in a list that is valid until the next call.</summary>
    public IReadOnlyList<ReleaseRule> For(in Activity held)
    {
        rules.Clear();
        if (held.Kind == NetworkComponent.Hop)
        {
            Hop(in held);
            return rules;
        }

        if (held.Kind == PortComponent.PortReceive)
        {
            Add(StallCause.Message, NetworkComponent.Hop, portRouter, Release.Arrived, output: Router.Port);
            return rules;
        }

        if (held.Kind == PortComponent.PortSend)
        {
            Add(StallCause.UnitBusy, PortComponent.PortSend, -1, Release.Done);
            Credits(-1, program.Port.Sends.SelectMany(send => send.Destinations));
            Add(StallCause.Network, NetworkComponent.Hop, portRouter, Release.Begun);
        }
        else if (held.Kind == SequencerComponent.Fetch)
        {
            Fetch(held.Tile);
        }
        else
        {
            Unit(in held);
        }

        StallCause cause = held.Cause;
        rules.Sort((left, right) => (left.Cause != cause).CompareTo(right.Cause != cause));
        return rules;
    }

    private void Unit(in Activity held)
    {
        int tile = held.Tile;
        if (plan.StepOf(held.Kind) is { } step)
        {
            foreach (Access access in step.Accesses)
            {
                Store(access, in held);
            }

            AddSteps(StallCause.UnitBusy, plan.Steps.Where(other => other.Unit == step.Unit), tile, Release.Freed);
        }

        rules.Add(new ReleaseRule(StallCause.Issue, [SequencerComponent.Fetch], tile, Release.Begun, Instruction: held.Instruction));
    }

    private void Store(Access access, in Activity held)
    {
        int tile = held.Tile;
        Store store = access.Store;
        switch (store.Scope)
        {
            case StoreScope.Router:
                Add(StallCause.Network, NetworkComponent.Hop, RouterOf(tile), Release.Begun);
                break;
            case StoreScope.Channel when access.Use == Use.Take:
                Add(StallCause.Message, NetworkComponent.Hop, RouterOf(tile), Release.Arrived, output: Router.Tile);
                break;
            case StoreScope.Channel:
                TileProgram sender = program.Tiles[tile];
                Credits(tile, sender.Sends[sender.SendChannelOf(in sender.Code.ItemRef(held.Instruction), held.Sample)].Destinations);
                break;
            case StoreScope.Tile or StoreScope.Block or StoreScope.Column or StoreScope.Pair or StoreScope.Map:
                bool isSource = access.Use is Use.Take or Use.Keep;
                bool isColumn = store.Scope is StoreScope.Tile or StoreScope.Column;
                AddSteps(
                    isSource ? StallCause.SourceEmpty : StallCause.DestinationFull,
                    isSource ? plan.Fillers(store) : plan.Users(store).Where(user => user.Accesses.Any(other => other.Store == store && (other.Use == Use.Take || store.Scope == StoreScope.Pair))),
                    tile,
                    isSource ? Release.Done : Release.Freed,
                    sameColumn: isSource && isColumn);
                break;
        }
    }

    private void Fetch(int tile)
    {
        Add(StallCause.Issue, SequencerComponent.Fetch, tile, Release.Freed);
        AddSteps(StallCause.DestinationFull, plan.Steps.Where(step => !step.Unit.HoldsSlot), tile, Release.Begun);
        AddSteps(StallCause.DestinationFull, plan.Steps.Where(step => step.Unit.HoldsSlot), tile, Release.Freed);
    }

    // A hop does not say which flit it is: a link that was busy until then is told before an arrival at that instant.
    private void Hop(in Activity held)
    {
        int router = held.Tile;
        (int x, int y) = (router % program.MeshWidth, router / program.MeshWidth);
        Add(StallCause.UnitBusy, NetworkComponent.Hop, router, Release.Freed, output: held.Column);
        for (int side = Router.North; side <= Router.West; side++)
        {
            (int fromX, int fromY) = Mesh.Neighbour(x, y, side);
            if (fromX >= 0 && fromY >= 0 && fromX < program.MeshWidth && fromY < program.MeshHeight)
            {
                Add(StallCause.Message, NetworkComponent.Hop, RouterAt(fromX, fromY), Release.Arrived, output: (side + 2) % 4);
            }
        }

        if (tileAtRouter[router] >= 0)
        {
            Add(StallCause.Message, SenderComponent.Inject, tileAtRouter[router], Release.Done);
        }

        if (router == portRouter)
        {
            Add(StallCause.Message, PortComponent.PortSend, -1, Release.Done);
        }

        Add(StallCause.UnitBusy, NetworkComponent.Hop, router, Release.Freed);
        if (held.Column < Router.Tile)
        {
            (int toX, int toY) = Mesh.Neighbour(x, y, held.Column);
            Add(StallCause.Network, NetworkComponent.Hop, RouterAt(toX, toY), Release.Begun);
        }
    }

    private void Credits(int sender, IEnumerable<ChannelDestination> destinations)
    {
        foreach (int tile in destinations.Select(destination => destination.Tile).Distinct())
        {
            ImmutableArray<ActivityKind> kinds = tile < 0
                ? [PortComponent.PortReceive]
                : KindsOf(plan.Steps.Where(step => step.Accesses.Any(access => access is
                {
                    Store.Scope: StoreScope.Channel,
                    Use: Use.Take
                })));
            rules.Add(new ReleaseRule(StallCause.Credit, kinds, tile, Release.Credited, Distance(sender, tile) + 1));
        }
    }

    private void Add(StallCause cause, ActivityKind kind, int place, Release release, int output = -1, bool sameColumn = false) =>
        rules.Add(new ReleaseRule(cause, [kind], place, release, Output: output, SameColumn: sameColumn));

    private void AddSteps(StallCause cause, IEnumerable<Step> steps, int place, Release release, bool sameColumn = false) =>
        rules.Add(new ReleaseRule(cause, KindsOf(steps), place, release, SameColumn: sameColumn));

    private static ImmutableArray<ActivityKind> KindsOf(IEnumerable<Step> steps) => [.. steps.Select(step => step.Main).Distinct()];

    private int Distance(int from, int to)
    {
        int first = from < 0 ? portRouter : RouterOf(from);
        int second = to < 0 ? portRouter : RouterOf(to);
        return Math.Abs((first % program.MeshWidth) - (second % program.MeshWidth)) + Math.Abs((first / program.MeshWidth) - (second / program.MeshWidth));
    }

    private int RouterOf(int tile) => RouterAt(program.Tiles[tile].X, program.Tiles[tile].Y);

    private int RouterAt(int x, int y) => (y * program.MeshWidth) + x;
}

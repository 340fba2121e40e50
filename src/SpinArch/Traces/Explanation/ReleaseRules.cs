using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;
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
    private const int Vector = (1 << (int)ActivityKind.Add) | (1 << (int)ActivityKind.Activate) | (1 << (int)ActivityKind.Accumulate);
    private const int Pops = Vector | (1 << (int)ActivityKind.Fill) | (1 << (int)ActivityKind.Scale) | (1 << (int)ActivityKind.SigmaRead) | (1 << (int)ActivityKind.Convert) | (1 << (int)ActivityKind.Write);

    private readonly Isa.Program program;
    private readonly int portRouter;
    private readonly int[] tileAtRouter;
    private readonly List<ReleaseRule> rules = [];

    public ReleaseRules(Isa.Program program, ArchitectureSpec spec)
    {
        this.program = program;
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
        switch (held.Kind)
        {
            case ActivityKind.Hop:
                Hop(in held);
                return rules;
            case ActivityKind.PortReceive:
                Add(StallCause.Message, ActivityKind.Hop, portRouter, Release.Arrived, output: Router.Port);
                return rules;
            case ActivityKind.PortSend:
                Add(StallCause.UnitBusy, ActivityKind.PortSend, -1, Release.Done);
                Credits(-1, program.Port.Sends.SelectMany(send => send.Destinations));
                Add(StallCause.Network, ActivityKind.Hop, portRouter, Release.Begun);
                break;
            case ActivityKind.Fetch:
                Fetch(held.Tile);
                break;
            default:
                Unit(in held);
                break;
        }

        StallCause cause = held.Cause;
        rules.Sort((left, right) => (left.Cause != cause).CompareTo(right.Cause != cause));
        return rules;
    }

    private void Unit(in Activity held)
    {
        int tile = held.Tile;
        switch (held.Kind)
        {
            case ActivityKind.Fill:
                Add(StallCause.UnitBusy, ActivityKind.Fill, tile, Release.Freed);
                Add(StallCause.DestinationFull, ActivityKind.Scale, tile, Release.Done);
                break;
            case ActivityKind.Scale:
                Add(StallCause.SourceEmpty, ActivityKind.Fill, tile, Release.Done, sameColumn: true);
                Add(StallCause.SourceEmpty, ActivityKind.ReceiveVector, tile, Release.Done);
                Add(StallCause.DestinationFull, ActivityKind.SigmaRead, tile, Release.Done);
                Add(StallCause.UnitBusy, ActivityKind.Scale, tile, Release.Done);
                break;
            case ActivityKind.SigmaRead:
                Add(StallCause.UnitBusy, ActivityKind.SigmaRead, tile, Release.Done);
                Add(StallCause.SourceEmpty, ActivityKind.Scale, tile, Release.Done, sameColumn: true);
                Add(StallCause.SourceEmpty, ActivityKind.Write, tile, Release.Done);
                Add(StallCause.SourceEmpty, ActivityKind.ReceiveVector, tile, Release.Done);
                Add(StallCause.DestinationFull, ActivityKind.Convert, tile, Release.Freed);
                break;
            case ActivityKind.Write:
                Add(StallCause.UnitBusy, ActivityKind.Write, tile, Release.Done);
                Add(StallCause.DestinationFull, ActivityKind.SigmaRead, tile, Release.Done);
                break;
            case ActivityKind.Convert:
                Add(StallCause.UnitBusy, ActivityKind.Convert, tile, Release.Freed);
                Add(StallCause.SourceEmpty, ActivityKind.SigmaRead, tile, Release.Done, sameColumn: true);
                AddKinds(StallCause.DestinationFull, Vector, tile, Release.Done);
                break;
            case ActivityKind.ReceiveVector:
                Add(StallCause.Message, ActivityKind.Hop, RouterOf(tile), Release.Arrived, output: Router.Tile);
                Add(StallCause.UnitBusy, ActivityKind.ReceiveVector, tile, Release.Done);
                Add(StallCause.DestinationFull, ActivityKind.SigmaRead, tile, Release.Done);
                break;
            case ActivityKind.Inject:
                AddKinds(StallCause.SourceEmpty, Vector, tile, Release.Done, sameColumn: true);
                Add(StallCause.UnitBusy, ActivityKind.Inject, tile, Release.Done);
                TileProgram sender = program.Tiles[tile];
                Credits(tile, sender.Sends[sender.SendChannelOf(in sender.Code.ItemRef(held.Instruction), held.Sample)].Destinations);
                Add(StallCause.Network, ActivityKind.Hop, RouterOf(tile), Release.Begun);
                break;
            default:
                Add(StallCause.SourceEmpty, ActivityKind.Convert, tile, Release.Done, sameColumn: true);
                Add(StallCause.Message, ActivityKind.Hop, RouterOf(tile), Release.Arrived, output: Router.Tile);
                AddKinds(StallCause.UnitBusy, Vector, tile, Release.Done);
                Add(StallCause.DestinationFull, ActivityKind.Inject, tile, Release.Done);
                break;
        }

        rules.Add(new ReleaseRule(StallCause.Issue, 1 << (int)ActivityKind.Fetch, tile, Release.Begun, Instruction: held.Instruction));
    }

    private void Fetch(int tile)
    {
        Add(StallCause.Issue, ActivityKind.Fetch, tile, Release.Freed);
        AddKinds(StallCause.DestinationFull, Pops, tile, Release.Begun);
        Add(StallCause.DestinationFull, ActivityKind.Inject, tile, Release.Done);
        Add(StallCause.DestinationFull, ActivityKind.ReceiveVector, tile, Release.Done);
    }

    // A hop does not say which flit it is: a link that was busy until then is told before an arrival at that instant.
    private void Hop(in Activity held)
    {
        int router = held.Tile;
        (int x, int y) = (router % program.MeshWidth, router / program.MeshWidth);
        Add(StallCause.UnitBusy, ActivityKind.Hop, router, Release.Freed, output: held.Column);
        for (int side = Router.North; side <= Router.West; side++)
        {
            (int fromX, int fromY) = Mesh.Neighbour(x, y, side);
            if (fromX >= 0 && fromY >= 0 && fromX < program.MeshWidth && fromY < program.MeshHeight)
            {
                Add(StallCause.Message, ActivityKind.Hop, RouterAt(fromX, fromY), Release.Arrived, output: (side + 2) % 4);
            }
        }

        if (tileAtRouter[router] >= 0)
        {
            Add(StallCause.Message, ActivityKind.Inject, tileAtRouter[router], Release.Done);
        }

        if (router == portRouter)
        {
            Add(StallCause.Message, ActivityKind.PortSend, -1, Release.Done);
        }

        Add(StallCause.UnitBusy, ActivityKind.Hop, router, Release.Freed);
        if (held.Column < Router.Tile)
        {
            (int toX, int toY) = Mesh.Neighbour(x, y, held.Column);
            Add(StallCause.Network, ActivityKind.Hop, RouterAt(toX, toY), Release.Begun);
        }
    }

    private void Credits(int sender, IEnumerable<ChannelDestination> destinations)
    {
        foreach (int tile in destinations.Select(destination => destination.Tile).Distinct())
        {
            int kinds = tile < 0 ? 1 << (int)ActivityKind.PortReceive : Vector | (1 << (int)ActivityKind.ReceiveVector);
            rules.Add(new ReleaseRule(StallCause.Credit, kinds, tile, Release.Credited, Distance(sender, tile) + 1));
        }
    }

    private void Add(StallCause cause, ActivityKind kind, int place, Release release, int output = -1, bool sameColumn = false) =>
        rules.Add(new ReleaseRule(cause, 1 << (int)kind, place, release, Output: output, SameColumn: sameColumn));

    private void AddKinds(StallCause cause, int kinds, int place, Release release, bool sameColumn = false) =>
        rules.Add(new ReleaseRule(cause, kinds, place, release, SameColumn: sameColumn));

    private int Distance(int from, int to)
    {
        int first = from < 0 ? portRouter : RouterOf(from);
        int second = to < 0 ? portRouter : RouterOf(to);
        return Math.Abs((first % program.MeshWidth) - (second % program.MeshWidth)) + Math.Abs((first / program.MeshWidth) - (second / program.MeshWidth));
    }

    private int RouterOf(int tile) => RouterAt(program.Tiles[tile].X, program.Tiles[tile].Y);

    private int RouterAt(int x, int y) => (y * program.MeshWidth) + x;
}

using System.Numerics;
using SpinArch.Hardware;
using SpinArch.Isa;

namespace SpinArch.Cycles;

/// <summary>
/// The flits of a period on their ways. The order of a sender's own flits is known, on every link and in every buffer; which of several
/// senders goes first where their ways meet is not: of a shared link only that it carries one flit a flit time, and that
/// each needs a slot of the router behind it.
/// </summary>
internal sealed class PeriodMesh
{
    private readonly PeriodBuilder _builder;
    private readonly RouteTable _table;
    private readonly Dictionary<(int Sender, int Channel), int> _roots = [];
    private readonly Dictionary<(int Sender, int Router, int Side), EventList> _departures = [];
    private readonly Dictionary<(int Sender, int Router, int Output), EventList> _links = [];
    private readonly Dictionary<(int Sender, int Router, int Side), long> _entered = [];
    private readonly Dictionary<(int Router, int Output), (int Sender, int Flits, bool IsShared)> _loads = [];
    private readonly RouteNode[] _nodes;
    private readonly RouteEndpoint[] _endpoints;

    public PeriodMesh(PeriodBuilder builder)
    {
        _builder = builder;
        Program program = builder.Program;
        _table = new RouteTable(program.MeshWidth, builder.Spec.Mesh.PortX, builder.Spec.Mesh.PortY, program.Tiles);
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            for (int channel = 0; channel < program.Tiles[tile].Sends.Length; channel++)
            {
                _roots[(tile, channel)] = _table.Add(tile, channel, program.Tiles[tile].Sends[channel].Destinations);
            }
        }

        for (int channel = 0; channel < program.Port.Sends.Length; channel++)
        {
            _roots[(-1, channel)] = _table.Add(-1, channel, program.Port.Sends[channel].Destinations);
        }

        _nodes = _table.Nodes;
        _endpoints = _table.Endpoints;
    }

    /// <summary>Links from a sender to a receiver, the last one into it included.</summary>
    public int Hops(int sender, int receiver)
    {
        int width = _builder.Program.MeshWidth;
        (int from, int to) = (_table.RouterOf(sender), _table.RouterOf(receiver));
        return Math.Abs((from % width) - (to % width)) + Math.Abs((from / width) - (to / width)) + 1;
    }

    /// <summary>A flit waits for room in the router that its sender feeds.</summary>
    public void WaitForRoom(int node, int sender)
    {
        int side = sender < 0 ? Router.Port : Router.Tile;
        int router = _table.RouterOf(sender);
        _builder.Wait(node, Departures(sender, router, side), Entered(sender, router, side), Hold.Slot);
    }

    /// <summary>A flit goes its way.</summary>
    /// <param name="node">Its start at the sender; negative outside the kept period.</param>
    /// <param name="sender">The tile, or -1.</param>
    /// <param name="channel">The sender's channel.</param>
    public void Send(int node, int sender, int channel)
    {
        int side = sender < 0 ? Router.Port : Router.Tile;
        int router = _table.RouterOf(sender);
        Enter(sender, router, side);
        Go(sender, router, side, _roots[(sender, channel)], node, new Delay(DelayKind.SenderFlit));
    }

    /// <summary>Whether ways of several senders meet, so that the order on some link is not known.</summary>
    public bool HasSharedLinks => _loads.Values.Any(load => load.IsShared);

    /// <summary>Adds what several senders share: the flits of a period take their link so long.</summary>
    public void Share()
    {
        foreach (((int router, int output), (_, int flits, bool isShared)) in _loads)
        {
            if (isShared)
            {
                int node = _builder.Add(new PeriodNode { Kind = NodeKind.SharedLink, Tile = router, Step = output, IsClocked = false });
                var own = new EventList();
                own.Add(node, new Delay(DelayKind.LinkFlits, flits));
                _builder.Wait(node, own, -1, Hold.Link);
                if (output is not (Router.Tile or Router.Port))
                {
                    ShareSlots(router, output, flits);
                }
            }
        }
    }

    // Each of them takes a slot of the router behind the link for its way there, at the least.
    private void ShareSlots(int router, int output, int flits)
    {
        int node = _builder.Add(new PeriodNode { Kind = NodeKind.SharedLink, Tile = router, Step = output, IsClocked = false });
        var own = new EventList();
        own.Add(node, new Delay(DelayKind.Hops, flits));
        _builder.Wait(node, own, 0, Hold.Slot);
    }

    private void Go(int sender, int router, int side, int route, int from, Delay flight)
    {
        int first = -1;
        int last = -1;
        EventList departures = Departures(sender, router, side);
        long ahead = departures.Count - 1;
        for (int outputs = _nodes[route].Outputs; outputs != 0; outputs &= outputs - 1)
        {
            int output = BitOperations.TrailingZeroCount(outputs);
            int hop = from < 0 ? -1 : _builder.Add(new PeriodNode { Kind = NodeKind.Hop, Tile = router, Step = output, IsClocked = false });
            EventList link = Link(sender, router, output);
            if (hop >= 0)
            {
                Load(sender, router, output);
                _builder.Wait(hop, from, Hold.Message, flight);
                _builder.Wait(hop, departures, ahead, Hold.Head, more: new Delay(DelayKind.LinkFlits));
                _builder.Wait(hop, link, link.Count - 1, Hold.Link);
            }

            link.Add(hop, new Delay(DelayKind.LinkFlits));
            if (output is Router.Tile or Router.Port)
            {
                RouteEndpoint endpoint = _endpoints[_nodes[route].Behind(output)];
                _builder.Arrivals(endpoint.Receiver, endpoint.Channel).Add(hop, new Delay(DelayKind.Hops));
                if (endpoint.Receiver < 0)
                {
                    _builder.Taken(endpoint.Receiver, endpoint.Channel).Add(hop, new Delay(DelayKind.Hops));
                }
            }
            else
            {
                int next = Neighbour(router, output);
                int nextSide = (output + 2) % 4;
                _builder.Wait(hop, Departures(sender, next, nextSide), Entered(sender, next, nextSide), Hold.Slot);
                Enter(sender, next, nextSide);
                Go(sender, next, nextSide, _nodes[route].Behind(output), hop, new Delay(DelayKind.Hops));
            }

            first = first < 0 ? hop : first;
            last = hop;
        }

        // It has left when the last of its copies has: a node of its own where there are several.
        if (from >= 0 && first != last)
        {
            int left = _builder.Add(new PeriodNode { Kind = NodeKind.Hop, Tile = router, Step = -1, IsClocked = false });
            for (int outputs = _nodes[route].Outputs; outputs != 0; outputs &= outputs - 1)
            {
                EventList link = Link(sender, router, BitOperations.TrailingZeroCount(outputs));
                _builder.Wait(left, link, link.Count - 1, Hold.Head, more: new Delay(DelayKind.LinkFlits, -1));
            }

            last = left;
        }

        departures.Add(last, Delay.None);
    }

    private int Neighbour(int router, int output)
    {
        int width = _builder.Program.MeshWidth;
        (int x, int y) = Mesh.Neighbour(router % width, router / width, output);
        return (y * width) + x;
    }

    private void Load(int sender, int router, int output)
    {
        (int first, int flits, bool isShared) = _loads.GetValueOrDefault((router, output), (sender, 0, false));
        _loads[(router, output)] = (first, flits + 1, isShared || first != sender);
    }

    private long Entered(int sender, int router, int side) => _entered.GetValueOrDefault((sender, router, side));

    private void Enter(int sender, int router, int side) => _entered[(sender, router, side)] = Entered(sender, router, side) + 1;

    private EventList Departures(int sender, int router, int side) => Of(_departures, (sender, router, side));

    private EventList Link(int sender, int router, int output) => Of(_links, (sender, router, output));

    private static EventList Of(Dictionary<(int, int, int), EventList> lists, (int, int, int) key)
    {
        if (!lists.TryGetValue(key, out EventList? list))
        {
            lists.Add(key, list = new EventList());
        }

        return list;
    }
}

using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// The flits of a recorded run. A hop says only by which output of which router a flit left; but every router input is a FIFO, inputs take turns at an
/// output, and routes are fixed, so that which flit it was follows, as it did in the machine. So do the receive buffers and, from what is taken out of them, the credits.
/// Policy: after a hop that no flit can have made, nothing more is known, and nothing is followed further.
/// </summary>
internal sealed class FollowedMesh
{
    private readonly Program _program;
    private readonly TileTiming _timing;
    private readonly Picoseconds _arrivalInterval;
    private readonly RouteNode[] _nodes;
    private readonly RouteEndpoint[] _ends;
    private readonly FollowedEndpoint[] _endpoints;
    private readonly int[][] _roots;
    private readonly int[][][] _destinations;
    private readonly int[][] _incoming;
    private readonly int[] _routerOf;
    private readonly FollowedInput[] _inputs;
    private readonly int[] _lastServed;
    private readonly long[] _linkFree;
    private readonly Queue<int> _toPort = new();
    private int _portInput;
    private int _portStream;
    private int _portSent;
    private Picoseconds _portFree;

    /// <param name="program">What ran.</param>
    /// <param name="spec">Where.</param>
    /// <param name="arrivalInterval">Time between arrivals of inputs.</param>
    public FollowedMesh(Program program, ArchitectureSpec spec, Picoseconds arrivalInterval)
    {
        _program = program;
        _timing = new TileTiming(spec);
        _arrivalInterval = arrivalInterval;
        var table = new RouteTable(program.MeshWidth, spec.Mesh.PortX, spec.Mesh.PortY, program.Tiles);
        _roots =
        [
            [.. program.Port.Sends.Select((send, channel) => table.Add(-1, channel, send.Destinations))],
            .. program.Tiles.Select((tile, index) => tile.Sends.Select((send, channel) => table.Add(index, channel, send.Destinations)).ToArray()),
        ];
        _routerOf = [.. Enumerable.Range(-1, program.Tiles.Length + 1).Select(table.RouterOf)];
        _nodes = table.Nodes;
        _ends = table.Endpoints;
        _endpoints = [.. _ends.Select(_ => new FollowedEndpoint(_timing.ReceiveFlits))];
        _incoming = [.. program.Tiles.Select(tile => new int[tile.Receives.Length])];
        _destinations = [.. _roots.Select(channels => channels.Select(_ => Array.Empty<int>()).ToArray())];
        for (int end = 0; end < _ends.Length; end++)
        {
            RouteEndpoint endpoint = _ends[end];
            ref int[] all = ref _destinations[endpoint.Sender + 1][endpoint.Credit >> 14];
            all = [.. all, end];
            if (endpoint.Receiver >= 0)
            {
                _incoming[endpoint.Receiver][endpoint.Channel] = end;
            }
        }

        int routers = program.MeshWidth * program.MeshHeight;
        _inputs = [.. Enumerable.Range(0, routers * Router.Sides).Select(_ => new FollowedInput(spec.Link.BufferFlits))];
        _lastServed = new int[_inputs.Length];
        _linkFree = new long[_inputs.Length];
    }

    /// <summary>Told to take what a tile has waited for until a time, before it is asked for credits.</summary>
    public Action<int, long>? TakeOperands { get; set; }

    /// <summary>Whether it is no longer known where flits are.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What the activity that is being followed is called when its flit is met again.</summary>
    public FlitMark Mark { get; set; }

    /// <summary>The activities that sent the flits which the activity being followed took up.</summary>
    public List<FlitMark> Sources { get; } = [];

    /// <summary>Gives up: some tile does what it should not.</summary>
    public void Lose() => IsLost = true;

    /// <summary>The port sends a flit of the input that it is at.</summary>
    public string? PortSend(Picoseconds now)
    {
        if (IsLost || _program.Port.Sends.IsEmpty)
        {
            return null;
        }

        PortSend stream = _program.Port.Sends[_portStream];
        bool hasCredit = TryCredit(-1, _portStream, now.Value, out long credit);
        bool hasRoom = TryRoom(-1, out long room);
        Due due = new Due(_portFree, "the port")
            .Or(_timing.OnEdge(_arrivalInterval * _portInput), "its input")
            .Or(_timing.OnEdge(new Picoseconds(credit)), "a credit")
            .Or(_timing.OnEdge(new Picoseconds(room)), "a slot of its router");
        string? wrong = !hasCredit ? "it starts before a credit is there" : !hasRoom ? "it starts before a slot of its router is there" : due.Judge(now);
        int words = Math.Min(_timing.WordsPerFlit, stream.Words - _portSent);
        _portFree = _timing.OnEdge(now + _timing.Flit);
        Send(-1, _portStream, words, _portFree.Value);
        _portSent += words;
        if (_portSent == stream.Words)
        {
            _portSent = 0;
            if (++_portStream == _program.Port.Sends.Length)
            {
                _portStream = 0;
                _portInput++;
            }
        }

        return wrong;
    }

    /// <summary>Whether every destination of a channel has given a credit or is known to, and since when.</summary>
    public bool TryCredit(int tile, int channel, long now, out long since)
    {
        since = 0;
        bool all = true;
        foreach (int end in _destinations[tile + 1][channel])
        {
            FollowedSlots credits = _endpoints[end].Credits;
            if (!credits.TryPeek(out long credit) && _ends[end].Receiver >= 0)
            {
                TakeOperands?.Invoke(_ends[end].Receiver, now);
            }

            all &= credits.TryPeek(out credit);
            since = Math.Max(since, credit);
        }

        return all;
    }

    /// <summary>Whether the router of a tile, or of the port as tile -1, has room for a flit or is known to, and since when.</summary>
    public bool TryRoom(int tile, out long since) => Entrance(tile).Places.TryPeek(out since);

    /// <summary>A tile, or the port as tile -1, puts a flit into its router at a time.</summary>
    public void Send(int tile, int channel, int words, long at)
    {
        foreach (int end in _destinations[tile + 1][channel])
        {
            _endpoints[end].Credits.Take();
        }

        Entrance(tile).Push(new FollowedFlit(_roots[tile + 1][channel], at, words, Mark), _nodes);
    }

    /// <summary>A flit leaves a router.</summary>
    public string? Hop(int router, int output, Picoseconds now)
    {
        if (IsLost)
        {
            return null;
        }

        int side = output is >= 0 and < Router.Sides ? Asking(router, output, now.Value) : -1;
        if (side < 0)
        {
            Lose();
            return "no flit waits in the router for this output";
        }

        int link = (router * Router.Sides) + output;
        FollowedInput input = _inputs[(router * Router.Sides) + side];
        Due due = new Due(new Picoseconds(input.HeadReady), "its flit").Or(new Picoseconds(_linkFree[link]), "the link");
        _linkFree[link] = (now + _timing.Flit).Value;
        _lastServed[link] = side;
        FollowedFlit flit = input.Head;
        Sources.Add(flit.From);
        input.Take(output, _nodes, now.Value, (now + _timing.Flit).Value);
        int next = _nodes[flit.Node].Behind(output);
        Picoseconds arrival = now + _timing.Hop;
        if (output >= Router.Tile)
        {
            _endpoints[next].Push(new FollowedFlit(next, _timing.OnEdge(arrival).Value, flit.Words, Mark));
            if (output == Router.Port)
            {
                _toPort.Enqueue(next);
            }

            return due.Judge(now);
        }

        (int x, int y) = Mesh.Neighbour(router % _program.MeshWidth, router / _program.MeshWidth, output);
        FollowedInput behind = _inputs[(((y * _program.MeshWidth) + x) * Router.Sides) + ((output + 2) % 4)];
        string? wrong = behind.Places.TryPeek(out long since) ? null : $"the buffer of {behind.Places.Count} flits behind the link is full";
        due = due.Or(new Picoseconds(since), "room behind the link");
        behind.Push(new FollowedFlit(next, arrival.Value, flit.Words, Mark), _nodes);
        return wrong ?? due.Judge(now);
    }

    /// <summary>The port takes a flit.</summary>
    public string? PortReceive(Picoseconds now)
    {
        if (IsLost)
        {
            return null;
        }

        if (!_toPort.TryDequeue(out int end) || !_endpoints[end].TryPeek(out FollowedFlit flit))
        {
            Lose();
            return "no flit has arrived at the port";
        }

        Pop(end, now.Value);
        return new Due(new Picoseconds(flit.Arrival), "its flit").Judge(now);
    }

    /// <summary>A receiver takes words of an input vector out of its buffers: what has arrived, up to the vector width.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="now">When.</param>
    /// <param name="since">Since when some of it is there.</param>
    /// <returns>The words.</returns>
    public int ReceiveVector(int tile, in Operation operation, long now, out long since)
    {
        int arrived = 0;
        bool isWhole = true;
        since = long.MaxValue;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            int end = _incoming[tile][channel];
            FollowedEndpoint endpoint = _endpoints[end];
            int wanted = _program.Tiles[tile].Receives[channel].Words;
            since = endpoint.Taken < wanted && endpoint.TryPeek(out FollowedFlit first) ? Math.Min(since, first.Arrival) : since;
            while (endpoint.Taken < wanted && arrived < _timing.VectorWidth && endpoint.TryPeek(out FollowedFlit flit) && flit.Arrival <= now)
            {
                arrived += flit.Words;
                Pop(end, now);
            }

            isWhole &= endpoint.Taken >= wanted;
        }

        for (int channel = operation.Channel; isWhole && channel < operation.Channel + operation.Channels; channel++)
        {
            Restart(tile, channel);
        }

        since = arrived == 0 ? now : since;
        return arrived;
    }

    /// <summary>When the oldest flit of a channel arrives, where one is on its last link or there.</summary>
    public bool TryArrival(int tile, int channel, out long at)
    {
        bool any = _endpoints[_incoming[tile][channel]].TryPeek(out FollowedFlit flit);
        at = flit.Arrival;
        return any;
    }

    /// <summary>Words of a channel taken since <see cref="Restart"/>.</summary>
    public int Taken(int tile, int channel) => _endpoints[_incoming[tile][channel]].Taken;

    /// <summary>The oldest flit of a channel leaves its buffer at a time.</summary>
    public void Take(int tile, int channel, long at) => Pop(_incoming[tile][channel], at);

    /// <summary>The next word of a channel is the first of a vector or sum.</summary>
    public void Restart(int tile, int channel) => _endpoints[_incoming[tile][channel]].Taken = 0;

    /// <summary>A flit that is still on its way; null where there is none.</summary>
    public string? Undelivered()
    {
        for (int input = 0; input < _inputs.Length && !IsLost; input++)
        {
            if (_inputs[input].Count > 0)
            {
                return $"router {input / Router.Sides}: the run ends, and {_inputs[input].Count} flits are left in it";
            }
        }

        int end = IsLost ? -1 : Array.FindIndex(_endpoints, endpoint => endpoint.Count > 0);
        return end < 0 ? null : $"{Place(_ends[end].Receiver)}: the run ends, and {_endpoints[end].Count} flits on its channel {_ends[end].Channel} have not been received";
    }

    // The input whose turn it is among those whose first flit asks for an output; -1 where none does.
    private int Asking(int router, int output, long now)
    {
        int asking = 0;
        for (int side = 0; side < Router.Sides; side++)
        {
            asking |= ((_inputs[(router * Router.Sides) + side].Wanted(now) >> output) & 1) << side;
        }

        return Router.Turn(asking, _lastServed[(router * Router.Sides) + output]);
    }

    private FollowedInput Entrance(int tile) => _inputs[(_routerOf[tile + 1] * Router.Sides) + (tile < 0 ? Router.Port : Router.Tile)];

    private void Pop(int end, long now)
    {
        _endpoints[end].TryPeek(out FollowedFlit flit);
        Sources.Add(flit.From);
        _endpoints[end].Pop(_timing.OnEdge(new Picoseconds(now) + (_timing.Hop * _ends[end].Hops)).Value);
    }

    private static string Place(int tile) => tile < 0 ? "the port" : $"tile {tile}";
}

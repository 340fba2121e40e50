using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// The flits of a recorded run. A hop says only by which output of which router a flit left; but every router input is a FIFO, inputs take turns at an
/// output, and routes are fixed, so that which flit it was follows, as it did in the machine. So do the receive buffers and, from what is taken out of them, the credits.
/// Policy: after a hop that no flit can have made, nothing more is known, and nothing is followed further.
/// </summary>
internal sealed class FollowedMesh
{
    private readonly Program program;
    private readonly TileTiming timing;
    private readonly int capacity;
    private readonly RouteNode[] nodes;
    private readonly RouteEndpoint[] ends;
    private readonly FollowedEndpoint[] endpoints;
    private readonly bool[] isLoose;
    private readonly int[][] roots;
    private readonly int[][][] destinations;
    private readonly int[][] incoming;
    private readonly int[] routerOf;
    private readonly FollowedInput[] inputs;
    private readonly int[] lastServed;
    private readonly long[] linkFree;
    private readonly List<FlitMark> sources = [];
    private readonly Queue<int> toPort = new();
    private int portStream;
    private int portSent;

    public FollowedMesh(Program program, ArchitectureSpec spec)
    {
        this.program = program;
        timing = new TileTiming(spec);
        capacity = spec.Link.BufferFlits;
        var table = new RouteTable(program.MeshWidth, spec.Mesh.PortX, spec.Mesh.PortY, program.Tiles);
        roots =
        [
            [.. program.Port.Sends.Select((send, channel) => table.Add(-1, channel, send.Destinations))],
            .. program.Tiles.Select((tile, index) => tile.Sends.Select((send, channel) => table.Add(index, channel, send.Destinations)).ToArray()),
        ];
        routerOf = [.. Enumerable.Range(-1, program.Tiles.Length + 1).Select(table.RouterOf)];
        nodes = table.Nodes;
        ends = table.Endpoints;
        endpoints = [.. ends.Select(_ => new FollowedEndpoint(timing.ReceiveFlits))];
        isLoose = [.. ends.Select(IsLoose)];
        incoming = [.. program.Tiles.Select(tile => new int[tile.Receives.Length])];
        destinations = [.. roots.Select(channels => channels.Select(_ => Array.Empty<int>()).ToArray())];
        for (int end = 0; end < ends.Length; end++)
        {
            RouteEndpoint endpoint = ends[end];
            ref int[] all = ref destinations[endpoint.Sender + 1][endpoint.Credit >> 14];
            all = [.. all, end];
            if (endpoint.Receiver >= 0)
            {
                incoming[endpoint.Receiver][endpoint.Channel] = end;
            }
        }

        int routers = program.MeshWidth * program.MeshHeight;
        inputs = [.. Enumerable.Range(0, routers * Router.Sides).Select(_ => new FollowedInput())];
        lastServed = new int[inputs.Length];
        linkFree = new long[inputs.Length];
    }

    /// <summary>Whether it is no longer known where flits are.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What the activity that is being followed is called when its flit is met again.</summary>
    public FlitMark Mark { get; set; }

    /// <summary>The activities that sent the flits which the activity being followed took up.</summary>
    public List<FlitMark> Sources => sources;

    /// <summary>Gives up: some tile does what it should not.</summary>
    public void Lose() => IsLost = true;

    /// <summary>The port sends a flit of the input that it is at.</summary>
    public string? PortSend(StallCause cause, Picoseconds now)
    {
        PortSend stream = program.Port.Sends[portStream];
        int words = Math.Min(timing.WordsPerFlit, stream.Words - portSent);
        string? wrong = Send(-1, portStream, words, cause, now);
        portSent += words;
        if (portSent == stream.Words)
        {
            portSent = 0;
            portStream = (portStream + 1) % program.Port.Sends.Length;
        }

        return wrong;
    }

    /// <summary>A tile, or the port as tile -1, puts a flit into its router.</summary>
    public string? Send(int tile, int channel, int words, StallCause cause, Picoseconds now)
    {
        if (IsLost)
        {
            return null;
        }

        string? wrong = null;
        bool hasWaited = cause != StallCause.Credit;
        foreach (int end in destinations[tile + 1][channel])
        {
            FollowedEndpoint endpoint = endpoints[end];
            hasWaited |= !endpoint.HasCreditBefore(now.Value) || isLoose[end];
            wrong ??= endpoint.HasCredit(now.Value) ? null
                : $"it has no credit for channel {ends[end].Channel} of {Place(ends[end].Receiver)}, whose buffer of {timing.ReceiveFlits} flits may be full";
            endpoint.Spend();
        }

        wrong ??= hasWaited ? null : "it waited for a credit, and had one: the credit came late or was lost";

        FollowedInput input = inputs[(routerOf[tile + 1] * Router.Sides) + (tile < 0 ? Router.Port : Router.Tile)];
        wrong ??= input.Count < capacity ? null : $"its router has no room: the buffer of {capacity} flits is full";
        input.Push(new FollowedFlit(roots[tile + 1][channel], timing.OnEdge(now + timing.Flit).Value, words, Mark), nodes);
        return wrong;
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
        string? wrong = linkFree[link] <= now.Value ? null : $"the link is busy until {new Picoseconds(linkFree[link])}";
        linkFree[link] = (now + timing.Flit).Value;
        lastServed[link] = side;
        FollowedInput input = inputs[(router * Router.Sides) + side];
        FollowedFlit flit = input.Head;
        sources.Add(flit.From);
        input.Take(output, nodes, (now + timing.Flit).Value);
        int next = nodes[flit.Node].Behind(output);
        Picoseconds arrival = now + timing.Hop;
        if (output >= Router.Tile)
        {
            endpoints[next].Push(new FollowedFlit(next, timing.OnEdge(arrival).Value, flit.Words, Mark));
            if (output == Router.Port)
            {
                toPort.Enqueue(next);
            }

            return wrong;
        }

        (int x, int y) = Mesh.Neighbour(router % program.MeshWidth, router / program.MeshWidth, output);
        FollowedInput behind = inputs[(((y * program.MeshWidth) + x) * Router.Sides) + ((output + 2) % 4)];
        wrong ??= behind.Count < capacity ? null : $"the buffer of {capacity} flits behind the link is full";
        behind.Push(new FollowedFlit(next, arrival.Value, flit.Words, Mark), nodes);
        return wrong;
    }

    /// <summary>The port takes a flit.</summary>
    public string? PortReceive(Picoseconds now)
    {
        if (IsLost)
        {
            return null;
        }

        if (!toPort.TryDequeue(out int end) || !endpoints[end].TryPeek(now.Value, out FollowedFlit flit))
        {
            Lose();
            return "no flit has arrived at the port";
        }

        sources.Add(flit.From);
        Pop(end, now);
        return flit.Arrival == now.Value ? null : $"its flit arrived at {new Picoseconds(flit.Arrival)}";
    }

    /// <summary>A receiver takes words of an input vector out of its buffers: what has arrived, up to the vector width.</summary>
    public string? ReceiveVector(int tile, in Operation operation, int words, Picoseconds now)
    {
        if (IsLost)
        {
            return null;
        }

        int arrived = 0;
        bool isWhole = true;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            int end = incoming[tile][channel];
            FollowedEndpoint endpoint = endpoints[end];
            int wanted = program.Tiles[tile].Receives[channel].Words;
            while (endpoint.Taken < wanted && arrived < timing.VectorWidth && endpoint.TryPeek(now.Value, out FollowedFlit flit))
            {
                sources.Add(flit.From);
                endpoint.Taken += flit.Words;
                arrived += flit.Words;
                Pop(end, now);
            }

            isWhole &= endpoint.Taken >= wanted;
        }

        for (int channel = operation.Channel; isWhole && channel < operation.Channel + operation.Channels; channel++)
        {
            endpoints[incoming[tile][channel]].Taken = 0;
        }

        if (arrived == words)
        {
            return null;
        }

        Lose();
        return $"it takes {words} words, {arrived} are there for it";
    }

    /// <summary>A vector unit takes a word, or a partial sum in two, from each of a range of channels.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="now">When it starts.</param>
    /// <param name="done">When it is done: a word in a single flit stays in its buffer until then.</param>
    public string? ReceiveWords(int tile, in Operation operation, Picoseconds now, Picoseconds done)
    {
        if (IsLost)
        {
            return null;
        }

        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            int end = incoming[tile][channel];
            int wanted = program.Tiles[tile].Receives[channel].Words;
            FollowedEndpoint endpoint = endpoints[end];
            for (int taken = 0; taken < wanted;)
            {
                if (!endpoint.TryPeek(now.Value, out FollowedFlit flit))
                {
                    Lose();
                    return $"nothing has arrived on channel {channel}";
                }

                sources.Add(flit.From);
                taken += flit.Words;

                // The operand register takes a sum in two words as they come, when is not recorded: its credits are back at the earliest they can be.
                Pop(end, wanted == 1 ? done : new Picoseconds(flit.Arrival));
            }
        }

        return null;
    }

    /// <summary>A flit that is still on its way; null where there is none.</summary>
    public string? Undelivered()
    {
        for (int input = 0; input < inputs.Length && !IsLost; input++)
        {
            if (inputs[input].Count > 0)
            {
                return $"router {input / Router.Sides}: the run ends, and {inputs[input].Count} flits are left in it";
            }
        }

        int end = IsLost ? -1 : Array.FindIndex(endpoints, endpoint => endpoint.Count > 0);
        return end < 0 ? null : $"{Place(ends[end].Receiver)}: the run ends, and {endpoints[end].Count} flits on its channel {ends[end].Channel} have not been received";
    }

    // The input whose turn it is among those whose first flit asks for an output; -1 where none does.
    private int Asking(int router, int output, long now)
    {
        int asking = 0;
        for (int side = 0; side < Router.Sides; side++)
        {
            asking |= ((inputs[(router * Router.Sides) + side].Wanted(now) >> output) & 1) << side;
        }

        return Router.Turn(asking, lastServed[(router * Router.Sides) + output]);
    }

    // A sum in two words: nobody recorded when its flits were taken.
    private bool IsLoose(RouteEndpoint end) => end.Receiver >= 0
        && program.Tiles[end.Receiver].Receives[end.Channel].Words == 2
        && program.Tiles[end.Receiver].Code.Any(instruction => instruction.Opcode != Opcode.Receive
            && end.Channel >= instruction.Channel && end.Channel < instruction.Channel + instruction.Channels);

    private void Pop(int end, Picoseconds now) => endpoints[end].Pop(timing.OnEdge(now + (timing.Hop * ends[end].Hops)).Value);

    private static string Place(int tile) => tile < 0 ? "the port" : $"tile {tile}";
}

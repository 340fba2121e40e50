using System.Numerics;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// The mesh of routers. Policy: every router input is a FIFO; the flit at its head goes to each output of its route as soon as
/// that link is free and the buffer behind it has room, inputs taking turns at an output (round robin); a freed slot is seen
/// upstream at once. One flit a flit time leaves an input or enters a link, and is at the next router a hop time later.
/// </summary>
internal sealed class Mesh : IComponent
{
    public const int North = 0;
    public const int East = 1;
    public const int South = 2;
    public const int West = 3;
    public const int Tile = 4;
    public const int Port = 5;
    private const int Sides = 6;
    private const int ArriveEvent = 0;
    private const int WakeEvent = 1;

    private readonly Machine machine;
    private readonly Simulation simulation;
    private readonly TileTiming timing;
    private readonly RouteTable table;
    private readonly PayloadPool payloads;
    private readonly int width;
    private readonly int capacity;
    private readonly RouterInput[] inputs;
    private readonly Picoseconds[] linkFree;
    private readonly int[] lastServed;
    private readonly long[] wakeAt;
    private readonly long[] retryAt;
    private readonly int[] waiting;
    private RouteNode[] nodes = [];
    private RouteEndpoint[] endpoints = [];
    private Delivery[] flights = new Delivery[64];
    private int[] freeFlights = new int[64];
    private int freeFlightCount;
    private int flightCount;
    private int component;

    public Mesh(Machine machine, Program program, ArchitectureSpec spec, TileTiming timing)
    {
        this.machine = machine;
        this.timing = timing;
        simulation = machine.Simulation;
        width = program.MeshWidth;
        capacity = spec.Link.BufferFlits;
        int routers = program.MeshWidth * program.MeshHeight;
        table = new RouteTable(width, spec.Mesh.PortX, spec.Mesh.PortY, program.Tiles);
        payloads = new PayloadPool(timing.WordsPerFlit);
        inputs = new RouterInput[routers * Sides];
        for (int input = 0; input < inputs.Length; input++)
        {
            inputs[input] = new RouterInput(capacity);
        }

        linkFree = new Picoseconds[routers * Sides];
        lastServed = new int[routers * Sides];
        wakeAt = new long[routers];
        waiting = new int[routers];
        Array.Fill(wakeAt, -1);
        retryAt = new long[routers];
        Array.Fill(retryAt, -1);
        machine.TileAtRouter = new int[routers];
        Array.Fill(machine.TileAtRouter, -1);
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            machine.TileAtRouter[table.Router(tile)] = tile;
        }
    }

    /// <summary>The router one step behind an output.</summary>
    public static (int X, int Y) Neighbour(int x, int y, int output) => output switch
    {
        North => (x, y - 1),
        East => (x + 1, y),
        South => (x, y + 1),
        _ => (x - 1, y),
    };

    /// <summary>Routes a tile's outgoing channels.</summary>
    public Outlet Connect(int tile, TileProgram program) => Connect(
        tile, Tile, [.. program.Sends.Select((send, channel) => table.Add(tile, channel, send.Destinations))], program.Sends.Select(send => send.Destinations.Length));

    /// <summary>Routes the port's outgoing channels.</summary>
    public Outlet Connect(PortProgram program) => Connect(
        -1, Port, [.. program.Sends.Select((send, channel) => table.Add(-1, channel, send.Destinations))], program.Sends.Select(send => send.Destinations.Length));

    /// <summary>Joins the simulation once every channel is routed.</summary>
    public void Start(int number)
    {
        component = number;
        nodes = table.Nodes;
        endpoints = table.Endpoints;
    }

    /// <summary>Whether a router input can take a flit from its tile or the port.</summary>
    public bool HasRoom(int buffer) => inputs[buffer].Occupied < capacity;

    /// <summary>Puts a flit from a tile or the port into its router.</summary>
    public void Inject(Picoseconds now, int buffer, int root, ReadOnlySpan<long> words)
    {
        inputs[buffer].Occupied++;
        inputs[buffer].Push(payloads.Add(words), root, nodes[root].Outputs);
        waiting[buffer / Sides]++;
        RequestWake(buffer / Sides, now);
    }

    /// <summary>The words of a flit.</summary>
    public ReadOnlySpan<long> Words(int payload) => payloads[payload];

    /// <summary>Takes a flit that has reached an endpoint.</summary>
    public (int Channel, Delivery Delivery) TakeArrival(int flight)
    {
        Delivery delivery = TakeFlight(flight);
        return (endpoints[delivery.Node].Channel, delivery);
    }

    /// <summary>An endpoint has used a flit: its words are released and its credit travels back.</summary>
    public void Consume(Delivery delivery)
    {
        payloads.Release(delivery.Payload);
        RouteEndpoint endpoint = endpoints[delivery.Node];
        Picoseconds at = (simulation.Now + (timing.Hop * endpoint.Hops)).RoundUpTo(timing.Clock);
        simulation.Schedule(at, TileEvent.CompletionPhase, machine.ComponentOf(endpoint.Sender), TileEvent.CreditReturned, endpoint.Credit);
    }

    /// <inheritdoc/>
    public void Handle(in Event e)
    {
        if (e.Kind == ArriveEvent)
        {
            Delivery flit = TakeFlight(e.Argument);
            inputs[flit.Buffer].Push(flit.Payload, flit.Node, nodes[flit.Node].Outputs);
            waiting[flit.Buffer / Sides]++;
            RequestWake(flit.Buffer / Sides, e.Time);
        }
        else
        {
            // Cleared before serving, so that what happens later at this instant wakes the router again.
            wakeAt[e.Argument] = -1;
            retryAt[e.Argument] = retryAt[e.Argument] <= e.Time.Value ? -1 : retryAt[e.Argument];
            Serve(e.Argument, e.Time);
        }
    }

    private Outlet Connect(int owner, int side, int[] roots, IEnumerable<int> destinations) =>
        new(this, (table.Router(owner) * Sides) + side, roots, destinations, timing.ReceiveFlits);

    private void Serve(int router, Picoseconds now)
    {
        if (waiting[router] == 0)
        {
            return;
        }

        int first = router * Sides;
        int wanted = 0;
        for (int side = 0; side < Sides; side++)
        {
            wanted |= inputs[first + side].Wanted(now);
        }

        var retry = new Picoseconds(long.MaxValue);
        for (int pending = wanted; pending != 0; pending &= pending - 1)
        {
            int output = BitOperations.TrailingZeroCount(pending);
            if (linkFree[first + output] > now)
            {
                retry = Earlier(retry, linkFree[first + output]);
                continue;
            }

            int behind = Behind(router, output);
            if (behind >= 0 && inputs[behind].Occupied >= capacity)
            {
                continue;
            }

            int input = NextInput(first, output, now);
            if (input >= 0)
            {
                Forward(router, first + input, output, behind, now);
                lastServed[first + output] = input;
            }
        }

        for (int side = 0; side < Sides && waiting[router] > 0; side++)
        {
            RouterInput input = inputs[first + side];
            if (input.Count > 0 && (input.NextRead > now || (input.HeadOutputs & ~Blocked(router)) != 0))
            {
                retry = Earlier(retry, Picoseconds.Max(input.NextRead, now + timing.Flit));
            }
        }

        if (retry.Value != long.MaxValue)
        {
            RequestRetry(router, retry);
        }
    }

    /// <summary>Outputs whose next buffer is full: a pop there wakes this router, no retry needed.</summary>
    private int Blocked(int router)
    {
        int blocked = 0;
        for (int output = 0; output < Tile; output++)
        {
            int behind = Behind(router, output);
            if (behind >= 0 && inputs[behind].Occupied >= capacity)
            {
                blocked |= 1 << output;
            }
        }

        return blocked;
    }

    private int NextInput(int first, int output, Picoseconds now)
    {
        int last = lastServed[first + output];
        for (int step = 1; step <= Sides; step++)
        {
            int side = (last + step) % Sides;
            if ((inputs[first + side].Wanted(now) & (1 << output)) != 0)
            {
                return side;
            }
        }

        return -1;
    }

    private void Forward(int router, int buffer, int output, int behind, Picoseconds now)
    {
        RouterInput input = inputs[buffer];
        (int payload, int node) = input.Head;
        int next = nodes[node].Behind(output);
        linkFree[(router * Sides) + output] = now + timing.Flit;
        bool last = input.Take(output);
        if (!last)
        {
            payloads.Share(payload);
        }

        if (behind >= 0)
        {
            inputs[behind].Occupied++;
            simulation.Schedule(now + timing.Hop, TileEvent.CompletionPhase, component, ArriveEvent, AddFlight(new Delivery(payload, next, behind)));
        }
        else
        {
            int receiver = machine.ComponentOf(endpoints[next].Receiver);
            int flight = AddFlight(new Delivery(payload, next, -1));
            simulation.Schedule((now + timing.Hop).RoundUpTo(timing.Clock), TileEvent.CompletionPhase, receiver, TileEvent.FlitArrived, flight);
        }

        var activity = new Activity
        {
            Kind = ActivityKind.Hop,
            Tile = router,
            Start = now,
            Duration = timing.Flit,
            Items = 1,
            Instruction = -1,
            Column = output,
            Sample = -1,
            Input = -1,
        };
        machine.Sink.OnActivity(in activity);
        if (last)
        {
            input.NextRead = now + timing.Flit;
            input.Occupied--;
            waiting[router]--;
            WakeUpstream(router, buffer % Sides, now);
        }
    }

    private void WakeUpstream(int router, int side, Picoseconds now)
    {
        switch (side)
        {
            case Tile:
                machine.Tiles[machine.TileAtRouter[router]].RequestWake(Units.Sender);
                break;
            case Port:
                machine.Port.RequestWake();
                break;
            default:
                (int x, int y) = Neighbour(router % width, router / width, side);
                int upstream = (y * width) + x;
                if (waiting[upstream] > 0)
                {
                    RequestWake(upstream, now);
                }

                break;
        }
    }

    /// <summary>The buffer behind a mesh output, -1 behind the tile and the port, whose credits guarantee room.</summary>
    private int Behind(int router, int output)
    {
        if (output >= Tile)
        {
            return -1;
        }

        (int x, int y) = Neighbour(router % width, router / width, output);
        return x < 0 || y < 0 || x >= width || y * width >= wakeAt.Length ? -1 : (((y * width) + x) * Sides) + ((output + 2) % 4);
    }

    private void RequestWake(int router, Picoseconds at)
    {
        if (wakeAt[router] != at.Value && retryAt[router] != at.Value)
        {
            wakeAt[router] = at.Value;
            simulation.Schedule(at, TileEvent.WakePhase, component, WakeEvent, router);
        }
    }

    private void RequestRetry(int router, Picoseconds at)
    {
        if (retryAt[router] < 0 || retryAt[router] > at.Value)
        {
            retryAt[router] = at.Value;
            simulation.Schedule(at, TileEvent.WakePhase, component, WakeEvent, router);
        }
    }

    private int AddFlight(Delivery delivery)
    {
        int flight = freeFlightCount > 0 ? freeFlights[--freeFlightCount] : flightCount++;
        if (flight == flights.Length)
        {
            Array.Resize(ref flights, 2 * flights.Length);
            Array.Resize(ref freeFlights, 2 * freeFlights.Length);
        }

        flights[flight] = delivery;
        return flight;
    }

    private Delivery TakeFlight(int flight)
    {
        freeFlights[freeFlightCount++] = flight;
        return flights[flight];
    }

    private static Picoseconds Earlier(Picoseconds left, Picoseconds right) => left <= right ? left : right;
}

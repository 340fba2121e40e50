using SpinArch.Components.Network;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>The mesh: routers wired to their neighbours, tiles and the port, the routes of all channels, and the flits between routers.</summary>
internal sealed class Mesh : Component
{
    private const int ArriveEvent = 0;
    private const int WakeEvent = 1;

    private readonly Simulation simulation;
    private readonly IActivitySink sink;
    private readonly TileTiming timing;
    private readonly RouteTable table;
    private readonly PayloadPool payloads;
    private readonly FlightPool flights = new();
    private readonly Router[] routers;
    private readonly IMeshClient[] clients;
    private RouteNode[] nodes = [];
    private RouteEndpoint[] endpoints = [];
    private int component;

    /// <summary>A mesh with nothing on it yet.</summary>
    public Mesh(Simulation simulation, IActivitySink sink, Program program, ArchitectureSpec spec, TileTiming timing)
    {
        this.simulation = simulation;
        this.sink = sink;
        this.timing = timing;
        table = new RouteTable(program.MeshWidth, spec.Mesh.PortX, spec.Mesh.PortY, program.Tiles);
        payloads = new PayloadPool(timing.WordsPerFlit);
        clients = new IMeshClient[program.Tiles.Length + 1];
        routers = [.. Enumerable.Range(0, program.MeshWidth * program.MeshHeight).Select(index => new Router(this, index, spec.Link.BufferFlits))];
        foreach (Router router in routers)
        {
            (int x, int y) = (router.Index % program.MeshWidth, router.Index / program.MeshWidth);
            for (int output = Router.North; output <= Router.West; output++)
            {
                (int toX, int toY) = Neighbour(x, y, output);
                if (toX >= 0 && toY >= 0 && toX < program.MeshWidth && toY < program.MeshHeight)
                {
                    router.Connect(output, routers[(toY * program.MeshWidth) + toX]);
                }
            }
        }
    }

    /// <summary>Its number in the simulation.</summary>
    public int Number => component;

    /// <summary>Between flits on one link.</summary>
    public Picoseconds Flit => timing.Flit;

    /// <summary>How many flits are on links.</summary>
    public int FlitsOnLinks => flights.Count;

    /// <summary>How many flits wait in routers.</summary>
    public int FlitsInRouters => routers.Sum(router => router.Flits);

    /// <summary>How many flits wait in a tile's router.</summary>
    public int FlitsAt(int tile) => routers[table.RouterOf(tile)].Flits;

    /// <summary>The router one step behind an output.</summary>
    public static (int X, int Y) Neighbour(int x, int y, int output) => output switch
    {
        Router.North => (x, y - 1),
        Router.East => (x + 1, y),
        Router.South => (x, y + 1),
        _ => (x - 1, y),
    };

    /// <summary>Joins a tile to its router and routes its outgoing channels.</summary>
    public Outlet Connect(IMeshClient client, int tile, TileProgram program) => Connect(
        client, tile, Router.Tile, [.. program.Sends.Select((send, channel) => table.Add(tile, channel, send.Destinations))], program.Sends.Select(send => send.Destinations.Length));

    /// <summary>Joins the port to its router and routes its outgoing channels.</summary>
    public Outlet Connect(IMeshClient client, PortProgram program) => Connect(
        client, -1, Router.Port, [.. program.Sends.Select((send, channel) => table.Add(-1, channel, send.Destinations))], program.Sends.Select(send => send.Destinations.Length));

    /// <summary>Joins the simulation once every channel is routed.</summary>
    public void Start(int number)
    {
        component = number;
        nodes = table.Nodes;
        endpoints = table.Endpoints;
    }

    /// <summary>Puts a flit from a tile or the port into its router.</summary>
    public void Inject(Router router, int side, int root, ReadOnlySpan<long> words, Picoseconds now) =>
        router.Inject(side, payloads.Add(words), root, nodes[root].Outputs, now);

    /// <summary>The words of a flit.</summary>
    public ReadOnlySpan<long> Words(int payload) => payloads[payload];

    /// <summary>Takes a flit that has reached an endpoint.</summary>
    public (int Channel, Delivery Delivery) TakeArrival(int flight)
    {
        Delivery delivery = flights.Take(flight);
        return (endpoints[delivery.Node].Channel, delivery);
    }

    /// <summary>An endpoint has used a flit: its words are released and its credit travels back.</summary>
    public void Consume(Delivery delivery)
    {
        payloads.Release(delivery.Payload);
        ref readonly RouteEndpoint endpoint = ref endpoints[delivery.Node];
        Picoseconds at = timing.OnEdge(simulation.Now + (timing.Hop * endpoint.Hops));
        simulation.Schedule(at, TileEvent.CompletionPhase, clients[endpoint.Sender + 1].Number, TileEvent.CreditReturned, endpoint.Credit);
    }

    /// <summary>Takes down the routers.</summary>
    public void Write(StateWriter state)
    {
        foreach (Router router in routers)
        {
            router.Write(state);
        }
    }

    /// <summary>Takes down a pending event of a flit or a router.</summary>
    public void WriteArgument(StateWriter state, in Event e)
    {
        if (e.Target == component && e.Kind == WakeEvent)
        {
            state.Write(e.Argument);
            return;
        }

        Delivery flit = flights[e.Argument];
        state.Write(Words(flit.Payload).Length);
        state.Write(flit.Node);
        state.Write(flit.Router);
        state.Write(flit.Side);
    }

    /// <summary>All that is to happen happens so much later.</summary>
    public void Leap(Picoseconds by)
    {
        foreach (Router router in routers)
        {
            router.Leap(by);
        }
    }

    /// <inheritdoc/>
    public override void Handle(in Event e)
    {
        if (e.Kind == WakeEvent)
        {
            routers[e.Argument].OnWake(e.Time);
            return;
        }

        Delivery flit = flights.Take(e.Argument);
        routers[flit.Router].Arrive(flit.Side, flit.Payload, flit.Node, nodes[flit.Node].Outputs, e.Time);
    }

    /// <summary>Lets a router look for work after everything that happens at an instant.</summary>
    public void ScheduleWake(int router, Picoseconds at) => simulation.Schedule(at, TileEvent.WakePhase, component, WakeEvent, router);

    /// <summary>A flit leaves for the next router.</summary>
    /// <param name="from">The router it leaves.</param>
    /// <param name="output">By which output.</param>
    /// <param name="router">The router it enters.</param>
    /// <param name="side">At which input.</param>
    /// <param name="payload">Its words.</param>
    /// <param name="node">Where it was in its route tree.</param>
    /// <param name="last">Whether no other copy is left behind.</param>
    /// <param name="now">The present.</param>
    public void SendOn(Router from, int output, int router, int side, int payload, int node, bool last, Picoseconds now)
    {
        int flight = Depart(from, output, new Delivery(payload, nodes[node].Behind(output), router, side), last, now);
        simulation.Schedule(now + timing.Hop, TileEvent.CompletionPhase, component, ArriveEvent, flight);
    }

    /// <summary>A flit leaves for the tile or the port.</summary>
    public void Deliver(Router from, int output, int payload, int node, bool last, Picoseconds now)
    {
        int endpoint = nodes[node].Behind(output);
        int flight = Depart(from, output, new Delivery(payload, endpoint, -1, -1), last, now);
        simulation.Schedule(
            timing.OnEdge(now + timing.Hop), TileEvent.CompletionPhase, clients[endpoints[endpoint].Receiver + 1].Number, TileEvent.FlitArrived, flight);
    }

    private int Depart(Router from, int output, Delivery delivery, bool last, Picoseconds now)
    {
        if (!last)
        {
            payloads.Share(delivery.Payload);
        }

        var activity = new Activity
        {
            Kind = NetworkComponent.Hop,
            Tile = from.Index,
            Start = now,
            Duration = timing.Flit,
            Items = 1,
            Instruction = -1,
            Column = output,
            Sample = -1,
            Input = -1,
        };
        sink.OnActivity(in activity);
        return flights.Add(delivery);
    }

    private Outlet Connect(IMeshClient client, int owner, int side, int[] roots, IEnumerable<int> destinations)
    {
        Router router = routers[table.RouterOf(owner)];
        clients[owner + 1] = client;
        router.Connect(side, client);
        return new Outlet(this, router, side, roots, destinations, timing.ReceiveFlits);
    }
}

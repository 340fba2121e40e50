using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>A source and sink of flits on a router; see <see cref="MeshExperiment"/> for its policy.</summary>
internal sealed class TrafficNode : Component, IMeshClient
{
    private const int MakeEvent = 100;

    private readonly Mesh mesh;
    private readonly Simulation simulation;
    private readonly TileTiming timing;
    private readonly ITrafficPattern pattern;
    private readonly List<FlitRecord> arrived;
    private readonly int index;
    private readonly long slots;
    private readonly Outlet outlet;
    private readonly int[] sources;
    private readonly Queue<(int Channel, Picoseconds Made)> queue = new();
    private long slot;
    private bool isSending;
    private bool isWakeRequested;

    public TrafficNode(
        Mesh mesh, Simulation simulation, TileTiming timing, ITrafficPattern pattern, List<FlitRecord> arrived, int index, TileProgram program, long slots)
    {
        this.mesh = mesh;
        this.simulation = simulation;
        this.timing = timing;
        this.pattern = pattern;
        this.arrived = arrived;
        this.index = index;
        this.slots = slots;
        sources = [.. program.Receives.Select(channel => channel.Source)];
        outlet = mesh.Connect(this, index, program);
    }

    /// <inheritdoc/>
    public int Number { get; private set; }

    /// <summary>Joins the simulation and asks the pattern about the first slot.</summary>
    public void Start(int number)
    {
        Number = number;
        simulation.Schedule(Picoseconds.Zero, TileEvent.CompletionPhase, Number, MakeEvent, 0);
    }

    /// <inheritdoc/>
    public void OnRouterRoom() => RequestWake();

    /// <inheritdoc/>
    public override void Handle(in Event e)
    {
        switch (e.Kind)
        {
            case MakeEvent:
                Make(e.Time);
                break;
            case TileEvent.Wake:
                isWakeRequested = false;
                TrySend(e.Time);
                return;
            case TileEvent.PortSent:
                (int channel, Picoseconds made) = queue.Dequeue();
                isSending = false;
                outlet.Inject(e.Time, channel, [made.Value]);
                break;
            case TileEvent.FlitArrived:
                (int from, Delivery delivery) = mesh.TakeArrival(e.Argument);
                arrived.Add(new FlitRecord(sources[from], index, new Picoseconds(mesh.Words(delivery.Payload)[0]), e.Time));
                mesh.Consume(delivery);
                return;
            case TileEvent.CreditReturned:
                outlet.OnCredit(e.Argument);
                break;
        }

        RequestWake();
    }

    private void Make(Picoseconds now)
    {
        int channel = pattern.ChannelAt(index, slot);
        if (channel >= 0)
        {
            queue.Enqueue((channel, now));
        }

        if (++slot < slots)
        {
            simulation.Schedule(now + timing.Flit, TileEvent.CompletionPhase, Number, MakeEvent, 0);
        }
    }

    private void RequestWake()
    {
        if (!isWakeRequested && !isSending && queue.Count > 0)
        {
            isWakeRequested = true;
            simulation.Schedule(timing.OnEdge(simulation.Now), TileEvent.WakePhase, Number, TileEvent.Wake, 0);
        }
    }

    private void TrySend(Picoseconds now)
    {
        if (isSending || queue.Count == 0 || !outlet.HasRoom || !outlet.HasCredit(queue.Peek().Channel))
        {
            return;
        }

        outlet.TakeCredit(queue.Peek().Channel);
        isSending = true;
        simulation.Schedule(timing.OnEdge(now + timing.Flit), TileEvent.CompletionPhase, Number, TileEvent.PortSent, 0);
    }
}

using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// One tile. Completions change the state of banks; then, once an instant, every unit looks whether it can start.
/// <code><![CDATA[
///   mesh -> receive buffers -> receiver -> input banks --+----------------------------+
///                                  |                     v                            v
///                                  |   sampler ->[z]-> scaler ->[sigma DAC]-> crossbars ->[hold]-> adc ->[latches]
///                                  |                                                                       |
///   mesh <- sender <-[partial sum | output | statistics]<- vector unit <-----------------------------------+
///                                                              ^--- words from receive buffers
/// ]]></code>
/// </summary>
internal sealed class Tile : Component, IMeshClient
{
    private readonly TileTiming timing;
    private readonly Simulation simulation;
    private long wakeAt = -1;
    private Units posted;
    private Units awake;

    public Tile(Machine machine, int index, TileProgram program, ArchitectureSpec spec, TileTiming timing)
    {
        Machine = machine;
        Index = index;
        Program = program;
        this.timing = timing;
        simulation = machine.Simulation;
        Blocks = [.. program.Blocks.Select(block => new BlockState(block, spec, timing, program, machine.Seed))];
        Pairs = CrossbarPair.AtFirst(program);
        Draws = new GaussianDraws(machine.Seed, spec.Sampler.Variables, spec.Sampler.Bits);
        Incoming = [.. program.Receives.Select(_ => new ReceiveBuffer(machine.Mesh, timing.ReceiveFlits))];
        Sampler = new Sampler(this, timing);
        Scaler = new Scaler(this, timing);
        Reader = new ColumnReader(this, timing);
        Converter = new Converter(this, timing);
        Writer = new Writer(this, timing);
        Vector = new VectorUnit(this, timing);
        Receiver = new Receiver(this, timing, program);
        Sender = new Sender(this, timing, machine.Mesh.Connect(this, index, program));
        Sequencer = new Sequencer(this, timing, program);
    }

    public Machine Machine { get; }

    /// <inheritdoc/>
    public int Number { get; private set; }

    public int Index { get; }

    public TileProgram Program { get; }

    public IActivitySink Sink => Machine.Sink;

    public BlockState[] Blocks { get; }

    /// <summary>What is on each crossbar pair; at first the first of the blocks that share it.</summary>
    public CrossbarPair[] Pairs { get; }

    public GaussianDraws Draws { get; }

    public ReceiveBuffer[] Incoming { get; }

    public Sampler Sampler { get; }

    public Scaler Scaler { get; }

    public ColumnReader Reader { get; }

    public Converter Converter { get; }

    public Writer Writer { get; }

    public VectorUnit Vector { get; }

    public Receiver Receiver { get; }

    public Sender Sender { get; }

    public Sequencer Sequencer { get; }

    /// <summary>All units with queues, in the order in which they look for work.</summary>
    public IEnumerable<Unit> AllUnits => [Sampler, Reader, Converter, Writer, Scaler, Vector, Sender, Receiver];

    /// <summary>Whether the program has ended and every posted operation is done.</summary>
    public bool IsDone => Sequencer.IsHalted && AllUnits.All(unit => unit.Queue.Count == 0 && !unit.IsBusy);

    /// <summary>Joins the simulation and fetches the first instruction.</summary>
    public void Start(int number)
    {
        Number = number;
        simulation.Schedule(timing.Clock, TileEvent.CompletionPhase, Number, TileEvent.Fetch, 0);
    }

    /// <inheritdoc/>
    public override void Handle(in Event e)
    {
        switch (e.Kind)
        {
            case TileEvent.Wake:
                Wake(e.Time);
                break;
            case TileEvent.Fetch:
                Sequencer.OnFetched(e.Time);
                break;
            case TileEvent.SamplerFree:
                Sampler.OnFree();
                RequestWake(Units.Sampler);
                break;
            case TileEvent.SamplerDone:
                Sampler.OnDone();
                RequestWake(Units.Scaler);
                break;
            case TileEvent.ScalerDone:
                Scaler.OnDone();
                RequestWake(Units.Scaler | Units.Sampler | Units.Reader);
                break;
            case TileEvent.ReadDone:
                Reader.OnDone();
                RequestWake(Units.Reader | Units.Converter | Units.Scaler | Units.Receiver | Units.Writer);
                break;
            case TileEvent.ConverterFree:
                Converter.OnFree();
                RequestWake(Units.Converter | Units.Reader);
                break;
            case TileEvent.ConverterDone:
                Converter.OnDone(e.Argument);
                RequestWake(Units.Vector);
                break;
            case TileEvent.WriterDone:
                Writer.OnDone();
                RequestWake(Units.Writer | Units.Reader);
                break;
            case TileEvent.VectorDone:
                Vector.OnDone(e.Time);
                RequestWake(Units.Vector | Units.Converter | Units.Sender);
                break;
            case TileEvent.SenderDone:
                Sender.OnDone(e.Time);
                RequestWake(Units.Sender | Units.Vector | Units.Sequencer);
                break;
            case TileEvent.ReceiverDone:
                Receiver.OnDone();
                RequestWake(Units.Receiver | Units.Scaler | Units.Reader | Units.Sequencer);
                break;
            case TileEvent.FlitArrived:
                (int channel, Delivery delivery) = Machine.Mesh.TakeArrival(e.Argument);
                Incoming[channel].Push(delivery);
                RequestWake(Units.Receiver | Units.Vector);
                break;
            case TileEvent.CreditReturned:
                Sender.OnCredit(e.Argument);
                RequestWake(Units.Sender);
                break;
        }
    }

    /// <summary>Schedules a completion of one of this tile's units.</summary>
    public void Schedule(Picoseconds at, int kind, int argument = 0) =>
        simulation.Schedule(at, TileEvent.CompletionPhase, Number, kind, argument);

    /// <summary>Lets units look for work at this instant, after all completions; those without an operation are left alone.</summary>
    /// <param name="units">The units that what has happened may concern.</param>
    public void RequestWake(Units units)
    {
        units &= Sequencer.BlockedBy is null ? posted : posted | Units.Sequencer;
        if (units != Units.None)
        {
            awake |= units;
            RequestWakeAt(simulation.Now);
        }
    }

    /// <inheritdoc/>
    public void OnRouterRoom() => RequestWake(Units.Sender);

    /// <summary>A unit has got an operation.</summary>
    public void OnPosted(Units units)
    {
        posted |= units;
        RequestWake(units);
    }

    /// <summary>A unit has taken the last operation out of its queue.</summary>
    public void OnDrained(Units unit) => posted &= ~unit;

    /// <summary>Takes the oldest flit of a channel and returns its credit.</summary>
    public void ConsumeFlit(int channel) => Incoming[channel].Pop();

    /// <summary>One bank of a row-wide store for each number, as large as the tile's largest block.</summary>
    public T[][] AllocateRows<T>(int banks)
    {
        int rows = Blocks.Length == 0 ? 0 : Blocks.Max(block => block.Rows);
        return [.. Enumerable.Range(0, banks).Select(_ => new T[rows])];
    }

    private void RequestWakeAt(Picoseconds at)
    {
        if (wakeAt != at.Value)
        {
            wakeAt = at.Value;
            simulation.Schedule(at, TileEvent.WakePhase, Number, TileEvent.Wake, 0);
        }
    }

    private void Wake(Picoseconds now)
    {
        wakeAt = -1;
        Units analog = awake & Units.Analog;
        if ((analog & Units.Sampler) != 0)
        {
            Sampler.TryStart(now);
        }

        if ((analog & Units.Reader) != 0)
        {
            Reader.TryStart(now);
        }

        if ((analog & Units.Converter) != 0)
        {
            Converter.TryStart(now);
        }

        if ((analog & Units.Writer) != 0)
        {
            Writer.TryStart(now);
        }

        awake &= ~analog;

        // Analog units are self-timed; digital ones start on clock edges only.
        Picoseconds edge = timing.OnEdge(now);
        if (edge == now)
        {
            WakeDigital(now);
        }
        else if (awake != Units.None || Sequencer.BlockedBy is not null)
        {
            RequestWakeAt(edge);
        }
    }

    private void WakeDigital(Picoseconds now)
    {
        Units digital = awake;
        awake = Units.None;
        if ((digital & Units.Scaler) != 0)
        {
            Scaler.TryStart(now);
        }

        if ((digital & Units.Vector) != 0)
        {
            Vector.TryStart(now);
        }

        if ((digital & Units.Sender) != 0)
        {
            Sender.TryStart(now);
        }

        if ((digital & Units.Receiver) != 0)
        {
            Receiver.TryStart(now);
        }

        if (Sequencer.BlockedBy is not null)
        {
            Sequencer.TryResume(now);
        }
    }
}

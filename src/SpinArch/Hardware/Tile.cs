using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Components.Arrays;
using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Elements;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Windows;
using SpinArch.Components.Writer;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
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
internal sealed class Tile : Kernel.Component, IMeshClient, IUnitHost
{
    private const int SequencerBit = 1 << 30;

    private readonly Simulation simulation;
    private readonly Unit[] units;
    private readonly TileWakes wakes;
    private long wakeAt = -1;

    // Sets of units, a bit each: those with an operation, and those that something has happened to.
    private int posted;
    private int awake;

    public Tile(Machine machine, int index, TileProgram program, ArchitectureSpec spec, TileTiming timing)
    {
        Machine = machine;
        Index = index;
        Program = program;
        Spec = spec;
        Timing = timing;
        simulation = machine.Simulation;
        wakes = machine.Wakes;
        Blocks = [.. program.Blocks.Select(block => new BlockState(block, spec, timing, program, machine.Seed))];
        Pairs = CrossbarPair.AtFirst(program);
        Stores = new TileStores(machine.Plan, program, spec);
        Maps = new TileMaps(machine.Program, program, spec, machine.MapDepths);
        Draws = new GaussianDraws(machine.Seed, spec.Sampler.Variables, spec.Sampler.Bits);
        Incoming = [.. program.Receives.Select(_ => new ReceiveBuffer(machine.Mesh, timing.ReceiveFlits))];
        Sender = new SenderUnit(this, machine.Mesh.Connect(this, index, program));
        Unit[] made =
        [
            .. Own(SamplerComponent.Unit, () => new SamplerUnit(this)),
            .. Own(CrossbarComponent.Unit, () => new CrossbarUnit(this)),
            .. Own(ArrayComponent.Unit, () => new ArrayUnit(this)),
            .. Own(ConverterComponent.Unit, () => spec.ReadsWhole ? new ArrayConverterUnit(this) : new ConverterUnit(this)),
            .. Own(WriterComponent.Unit, () => new WriterUnit(this)),
            .. Own(WindowComponent.Unit, () => new WindowUnit(this)),
            .. Own(ScalerComponent.Unit, () => new ScalerUnit(this)),
            .. Own(ElementsComponent.Unit, () => new ElementsUnit(this)),
            new VectorUnit(this),
            Sender,
            new ReceiverUnit(this),
            .. ComponentCatalog.Of(spec).Select(kind => kind.Values).OfType<(TileUnit Unit, Func<IUnitHost, IUnitValues> Make)>()
                .Select(values => new ValueUnit(this, values.Unit, values.Make(this))),
        ];
        units = [.. made.OrderBy(unit => unit.Index)];
        Sequencer = new Sequencer(this, timing, program, machine.Plan);
    }

    public Machine Machine { get; }

    /// <inheritdoc/>
    public ulong Seed => Machine.Seed;

    /// <inheritdoc/>
    public int Number { get; private set; }

    public int Index { get; }

    public TileProgram Program { get; }

    public ArchitectureSpec Spec { get; }

    public TileTiming Timing { get; }

    public IActivitySink Sink => Machine.Sink;

    public BlockState[] Blocks { get; }

    /// <summary>What is on each crossbar pair; at first the first of the blocks that share it.</summary>
    public CrossbarPair[] Pairs { get; }

    /// <summary>Banks and latches.</summary>
    public TileStores Stores { get; }

    /// <summary>Feature maps in its window buffer.</summary>
    public TileMaps Maps { get; }

    public GaussianDraws Draws { get; }

    public ReceiveBuffer[] Incoming { get; }

    public SenderUnit Sender { get; }

    public Sequencer Sequencer { get; }

    /// <summary>All units with queues, in the order in which they look for work.</summary>
    public IReadOnlyList<Unit> AllUnits => units;

    /// <summary>Whether the program has ended and every posted operation is done.</summary>
    public bool IsDone => Sequencer.IsHalted && units.All(unit => unit.Queue.Count == 0 && !unit.IsBusy);

    /// <inheritdoc/>
    public T[][][] RowsOfBlocks<T>(Store store) => Stores.RowsOfBlocks<T>(store);

    /// <inheritdoc/>
    public int Youngest(Store store, int block) => Stores.Of(store).Of(block).Youngest;

    /// <summary>Joins the simulation and fetches the first instruction.</summary>
    public void Start(int number)
    {
        Number = number;
        simulation.Schedule(Timing.Clock, TileEvent.CompletionPhase, Number, TileEvent.Fetch, 0);
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
            case TileEvent.FlitArrived:
                (int channel, Delivery delivery) = Machine.Mesh.TakeArrival(e.Argument);
                Incoming[channel].Push(delivery);
                RequestWake(wakes.OnArrival);
                break;
            case TileEvent.CreditReturned:
                Sender.OnCredit(e.Argument);
                RequestWake(wakes.OnCredit);
                break;
            default:
                Unit unit = units[TileEvent.Unit(e.Kind)];
                unit.OnEnd(TileEvent.Ends(e.Kind), e.Time);
                RequestWake(wakes.OnEnd(unit.Index, TileEvent.Ends(e.Kind)));
                break;
        }
    }

    /// <summary>How the counters of each instruction's operations go on from input to input; set before state is taken down.</summary>
    public ImmutableArray<CounterShift> Shifts { get; set; } = [];

    /// <summary>Takes down the tile.</summary>
    public void Write(StateWriter state)
    {
        state.WriteTime(wakeAt);
        state.Write(posted);
        state.Write(awake);
        Sequencer.Write(state);
        foreach (Unit unit in units)
        {
            unit.Write(state);
        }

        foreach (ref readonly BankRing ring in Stores.Rings.AsSpan())
        {
            state.Write(ring.Full);
            state.Write(ring.Kept);
            state.Write(ring.Reserved);
        }

        foreach (BlockState block in Blocks)
        {
            state.Write(block.IsDriven);
        }

        foreach (ref readonly CrossbarPair pair in Pairs.AsSpan())
        {
            pair.Write(state);
        }

        foreach (ReceiveBuffer buffer in Incoming)
        {
            buffer.Write(state);
        }

        Maps.Write(state);
    }

    /// <summary>So many network inputs are left out, which take so long.</summary>
    public void Leap(int inputs, Picoseconds by)
    {
        wakeAt += wakeAt < 0 ? 0 : by.Value;
        Sequencer.Leap(inputs);
        foreach (Unit unit in units)
        {
            unit.Leap(inputs);
        }
    }

    /// <summary>An operation of so many inputs later.</summary>
    public void Leap(ref Operation operation, int inputs)
    {
        CounterShift shift = Shifts[operation.Instruction];
        operation.Sample += shift.OfSample * inputs;
        operation.Input += shift.OfInput * inputs;
    }

    /// <summary>Schedules an event of this tile.</summary>
    public void Schedule(Picoseconds at, int kind) => simulation.Schedule(at, TileEvent.CompletionPhase, Number, kind, 0);

    /// <inheritdoc/>
    public void OnRouterRoom() => RequestWake(wakes.OnRoom);

    /// <summary>A unit has got an operation.</summary>
    public void OnPosted(Unit unit)
    {
        posted |= 1 << unit.Index;
        RequestWake(1 << unit.Index);
    }

    /// <summary>A unit has taken the last operation out of its queue.</summary>
    public void OnDrained(Unit unit) => posted &= ~(1 << unit.Index);

    /// <summary>Takes the oldest flit of a channel and returns its credit.</summary>
    public void ConsumeFlit(int channel) => Incoming[channel].Pop();

    // A unit that the architecture has no component for is not there.
    private Unit[] Own(TileUnit unit, Func<Unit> make) => Machine.Plan.Units.Contains(unit) ? [make()] : [];

    // Lets units look for work at this instant, after all completions; those without an operation are left alone.
    private void RequestWake(int concerned)
    {
        concerned &= Sequencer.BlockedBy is null ? posted : posted | SequencerBit;
        if (concerned != 0)
        {
            awake |= concerned;
            RequestWakeAt(simulation.Now);
        }
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
        int analog = awake & wakes.SelfTimed;
        awake &= ~analog;
        Look(analog, now);

        // Analog units are self-timed; digital ones start on clock edges only.
        Picoseconds edge = Timing.OnEdge(now);
        if (edge != now)
        {
            if (awake != 0 || Sequencer.BlockedBy is not null)
            {
                RequestWakeAt(edge);
            }

            return;
        }

        int digital = awake & ~SequencerBit;
        awake = 0;
        Look(digital, now);
        if (Sequencer.BlockedBy is not null)
        {
            Sequencer.TryResume(now);
        }
    }

    private void Look(int looking, Picoseconds now)
    {
        for (; looking != 0; looking &= looking - 1)
        {
            units[BitOperations.TrailingZeroCount(looking)].TryStart(now);
        }
    }
}

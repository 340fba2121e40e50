using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Tests.Components;

/// <summary>
/// One unit of a tile, with nothing else at work: the test fills and empties the banks around it and gives it operations, at times of its
/// choice, and sees when it starts and what it leaves. No network is compiled.
/// <code>
///   var adc = new UnitHarness("adc", rows: 16, columns: 4, "adc.intervalNs=5");
///   adc.Fill(CrossbarComponent.Hold, at: 20).Issue(Opcode.Column, Traits.Digital, at: 3);
///   adc.AssertEarliestStart(ConverterComponent.Convert, 20);
///   adc.AssertFull(VectorComponent.SigmaLatch, from: 26);
/// </code>
/// </summary>
internal sealed class UnitHarness : SpinArch.Kernel.Component, IActivitySink
{
    private readonly List<Action> _actions = [];
    private readonly List<Activity> _activities = [];
    private readonly Machine _machine;
    private readonly Tile _tile;
    private readonly Unit _unit;
    private readonly int _number;
    private long _last;

    /// <param name="unit">The unit's name.</param>
    /// <param name="rows">Rows of the block on the tile; its inputs, which the port sends to channel 0 as in every chip.</param>
    /// <param name="columns">Columns of the block.</param>
    /// <param name="settings">Of the architecture.</param>
    public UnitHarness(string unit, int rows, int columns, params string[] settings)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
        string sum = spec.Crossbar.ColumnSum == ColumnSum.Neuron ? "neuron" : "digital";
        Program program = Assembler.Assemble(
            $"""
            .network bench
            .mesh 1 1
            .words {rows} {columns}
            .samples 1
            .inputs 1
            .port send rows 0 {rows} -> tile 0 channel 0
            .port recv columns 0 {columns} <- tile 0
            .port scale 1
            .tile 0 at 0,0
              .block layer 0 "bench" rows 0 {rows} columns 0 {columns} sum {sum}
              .recv 0 from port rows 0 {rows}
              .send 0 to port channel 0
              halt
            """,
            "bench",
            spec.Hash);
        _machine = new Machine(spec, program, new MachineInputs { Seed = 1, Images = [] }, this);
        _tile = _machine.Tiles[0];
        _unit = _tile.AllUnits.Single(one => one.Name == unit);
        _number = _machine.Simulation.Register(this);
    }

    /// <summary>What the unit reported, in order.</summary>
    public IReadOnlyList<Activity> Activities => _activities;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (_machine.Plan.ReporterOf(activity.Kind) == _unit.Description)
        {
            _activities.Add(activity);
        }
    }

    /// <inheritdoc/>
    public override void Handle(in Event e)
    {
        _actions[e.Argument]();
        _tile.OnPosted(_unit);
    }

    /// <summary>Gives the unit an operation.</summary>
    /// <param name="opcode">What it does.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="at">When [ns].</param>
    /// <param name="column">Column of the block.</param>
    public UnitHarness Issue(Opcode opcode, Traits traits = Traits.None, double at = 0, int column = 0) => Do(at, () =>
    {
        OperandSource source = traits.HasFlag(Traits.FromStatistics) ? OperandSource.Statistics : OperandSource.Latch;
        var operation = new Operation
        {
            Opcode = opcode,
            Traits = traits,
            Column = column,
            Channels = opcode is Opcode.Receive or Opcode.Send ? 1 : 0,
            Source = source
        };
        _unit.Queue.Post(in operation);
    });

    /// <summary>A bank becomes full, as if the unit before had filled it.</summary>
    public UnitHarness Fill(Store store, double at = 0, int column = 0) => Do(at, () =>
    {
        ref BankRing ring = ref _tile.Stores.Of(store).Of(0, column);
        ring.Reserve();
        ring.Fill();
    });

    /// <summary>A full bank becomes empty, as if the unit behind had taken it.</summary>
    public UnitHarness Empty(Store store, double at, int column = 0) => Do(at, () => _tile.Stores.Of(store).Of(0, column).Free());

    /// <summary>How many banks are full at a time.</summary>
    /// <param name="store">The store.</param>
    /// <param name="at">When [ns]: after all that happens then.</param>
    /// <param name="column">Column of the block.</param>
    public int Probe(Store store, double at, int column = 0)
    {
        long picoseconds = Time(at);
        Assert.True(picoseconds >= _last, "time does not go back");
        _last = picoseconds;
        _machine.Simulation.RunUntil(new Picoseconds(picoseconds));
        return _tile.Stores.Of(store).Of(0, column).Full;
    }

    /// <summary>The unit starts at a time and no sooner, for as long as is said.</summary>
    /// <param name="kind">What it reports.</param>
    /// <param name="at">When [ns].</param>
    /// <param name="occupancy">For how long [ns]; not looked at where it is left out.</param>
    /// <param name="number">Which of its activities of that kind, from 0.</param>
    public void AssertEarliestStart(ActivityKind kind, double at, double? occupancy = null, int number = 0)
    {
        Finish();
        Activity[] all = [.. _activities.Where(activity => activity.Kind == kind)];
        Assert.True(number < all.Length,
            FormattableString.Invariant($"{kind} {number} never started; the unit waits for {_unit.Obstacle.Cause} {_unit.Obstacle.Store?.Name}"));
        Assert.Equal(at, all[number].Start.Nanoseconds);
        if (occupancy is { } time)
        {
            Assert.Equal(time, all[number].Duration.Nanoseconds);
        }
    }

    /// <summary>The unit has not started so many activities of a kind by the end.</summary>
    public void AssertStarts(ActivityKind kind, int count, StallCause waits = StallCause.Issue)
    {
        Finish();
        Assert.Equal(count, _activities.Count(activity => activity.Kind == kind));
        Assert.Equal(waits, _unit.Queue.Count == 0 ? StallCause.Issue : _unit.Obstacle.Cause);
    }

    /// <summary>A bank becomes full at a time: not a picosecond sooner.</summary>
    public void AssertFull(Store store, double from, int column = 0)
    {
        int before = Probe(store, from - 0.001, column);
        Assert.Equal(before + 1, Probe(store, from, column));
    }

    /// <summary>A bank becomes empty at a time: not a picosecond sooner.</summary>
    public void AssertEmpty(Store store, double from, int column = 0)
    {
        int before = Probe(store, from - 0.001, column);
        Assert.Equal(before - 1, Probe(store, from, column));
    }

    private static long Time(double nanoseconds) => (long)Math.Round(nanoseconds * 1000);

    private UnitHarness Do(double at, Action action)
    {
        _actions.Add(action);
        _machine.Simulation.Schedule(new Picoseconds(Time(at)), TileEvent.CompletionPhase, _number, 0, _actions.Count - 1);
        return this;
    }

    private void Finish()
    {
        _machine.Simulation.Run();
        _last = long.MaxValue;
    }
}

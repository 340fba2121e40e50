using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// A unit of a tile: it takes operations from its own queue in order, and starts the oldest when the unit is free and every access of its
/// step allows it (<see cref="TilePlan"/>). What it waited for last becomes the activity's cause. Of its own it has values only.
/// </summary>
internal abstract class Unit
{
    private readonly PlannedStep?[] _steps;
    private readonly Queue<(Operation Operation, PlannedStep Step, bool IsLast)> _inFlight = new(4);
    private readonly bool _holdsSlot;
    private Operation _current;
    private PlannedStep _step = null!;
    private bool _isLast;
    private int _part;

    protected Unit(Tile tile, TileUnit unit)
    {
        Tile = tile;
        Description = unit;
        _holdsSlot = unit.HoldsSlot;
        TilePlan plan = tile.Machine.Plan;
        Index = plan.Units.IndexOf(unit);
        Queue = new OperationQueue(tile.Timing.QueueDepth);
        _steps = new PlannedStep?[(int)Enum.GetValues<Opcode>().Max() + 1];
        foreach (Step step in plan.Steps.Where(step => step.Unit == unit))
        {
            var planned = new PlannedStep(step, plan, tile.Stores, tile.Blocks.Length);
            foreach (Opcode opcode in step.Opcodes)
            {
                _steps[(int)opcode] = planned;
            }
        }
    }

    /// <summary>What it is.</summary>
    public TileUnit Description { get; }

    /// <summary>Its number in the tile.</summary>
    public int Index { get; }

    /// <summary>The queue that the sequencer posts to.</summary>
    public OperationQueue Queue { get; }

    /// <summary>The obstacle that the oldest operation met last.</summary>
    public Obstacle Obstacle { get; private set; }

    /// <summary>Whether an operation occupies the unit.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The unit's name in messages.</summary>
    public string Name => Description.Name;

    /// <summary>The tile that the unit is part of.</summary>
    protected Tile Tile { get; }

    /// <summary>Number of the part that is looked at or begun, from 0.</summary>
    protected int Part => _part;

    /// <summary>Starts the next part of the oldest operation if it can start now.</summary>
    public void TryStart(Picoseconds now)
    {
        if (Queue.Count == 0)
        {
            return;
        }

        if (IsBusy)
        {
            OnLookedAtBusy();
            return;
        }

        ref readonly Operation operation = ref Queue.Head;
        PlannedStep step = _steps[(int)operation.Opcode]!;
        PlannedAccess[] accesses = _part == 0 ? step.Accesses : step.PartAccesses;
        for (int i = 0; i < accesses.Length; i++)
        {
            ref readonly PlannedAccess access = ref accesses[i];
            if (operation.Has(access.When) && !IsReady(in access, in operation))
            {
                return;
            }
        }

        Start(now, step, in operation, accesses);
    }

    /// <summary>A part has ended as far as an event says.</summary>
    public void OnEnd(int ends, Picoseconds now)
    {
        if ((ends & TileEvent.Freed) != 0)
        {
            IsBusy = false;
            OnFreed(in _current, now);
            Release(in _current, _step, _isLast);
            if (_holdsSlot && _isLast)
            {
                Pop();
            }
        }

        if (ends == TileEvent.Done)
        {
            (Operation operation, PlannedStep step, bool isLast) = _inFlight.Dequeue();
            Complete(in operation, step, isLast, now);
        }
        else if (ends == (TileEvent.Freed | TileEvent.Done))
        {
            Complete(in _current, _step, _isLast, now);
        }
    }

    /// <summary>Takes down what the unit does and what waits for it.</summary>
    public void Write(StateWriter state)
    {
        state.Write(IsBusy);
        state.Write(_part);
        state.Write(Obstacle, Tile.Machine.Plan);
        state.Write(Queue.Count);
        for (int age = 0; age < Queue.Count; age++)
        {
            Write(state, in Queue.At(age));
        }

        if (IsBusy)
        {
            state.Write(_isLast);
            Write(state, in _current);
        }

        state.Write(_inFlight.Count);
        foreach ((Operation operation, _, bool isLast) in _inFlight)
        {
            state.Write(isLast);
            Write(state, in operation);
        }

        WriteOwn(state);
    }

    /// <summary>So many network inputs are left out.</summary>
    public void Leap(int inputs)
    {
        for (int age = 0; age < Queue.Count; age++)
        {
            Tile.Leap(ref Queue.At(age), inputs);
        }

        Tile.Leap(ref _current, inputs);
        for (int left = _inFlight.Count; left > 0; left--)
        {
            (Operation operation, PlannedStep step, bool isLast) = _inFlight.Dequeue();
            Tile.Leap(ref operation, inputs);
            _inFlight.Enqueue((operation, step, isLast));
        }
    }

    /// <summary>Takes down what the unit counts beside its operations.</summary>
    protected virtual void WriteOwn(StateWriter state)
    {
    }

    /// <summary>What a part does to values; it may set what it says of them by <see cref="Say"/>.</summary>
    protected abstract void Compute(in Operation operation, BlockState block);

    /// <summary>Whether messages, credits and the router let a part start; the unit notes what it waits for.</summary>
    protected virtual bool IsMessageReady(in Operation operation, Store store) => true;

    /// <summary>Moves the words of other tiles, or counts those to send, that the part takes.</summary>
    protected virtual int TakeWords(in Operation operation) => 0;

    /// <summary>Whether a part that has taken its words is the last, where the number of parts depends on them.</summary>
    protected virtual bool HasTakenAll => true;

    /// <summary>The occupancy of a part is over.</summary>
    protected virtual void OnFreed(in Operation operation, Picoseconds now)
    {
    }

    /// <summary>The result of an operation is there.</summary>
    protected virtual void OnResult(in Operation operation, Picoseconds now)
    {
    }

    /// <summary>The unit was looked at while it was busy.</summary>
    protected virtual void OnLookedAtBusy() => Wait(StallCause.UnitBusy);

    /// <summary>Quanta and drive of one of a part's activities, where data matters.</summary>
    protected virtual (long Quanta, long Drive) Say(ActivityKind kind) => default;

    /// <summary>Notes why the oldest operation cannot start.</summary>
    protected void Wait(StallCause cause, Store? store = null, int index = 0) => Obstacle = new Obstacle(cause, store, index);

    private bool IsReady(in PlannedAccess access, in Operation operation)
    {
        switch (access.Kind)
        {
            case AccessKind.TakeBank:
                if (Tile.Stores.Rings[access.Ring(in operation)].Full > 0)
                {
                    return true;
                }

                Wait(StallCause.SourceEmpty, access.Store);
                return false;
            case AccessKind.FillBank:
                if (!operation.Has(access.Begins) || Tile.Stores.Rings[access.Ring(in operation)].HasEmpty)
                {
                    return true;
                }

                Wait(StallCause.DestinationFull, access.Store);
                return false;
            case AccessKind.KeepBank:
                ref readonly BankRing ring = ref Tile.Stores.Rings[access.Ring(in operation)];
                if (ring.Full > ring.Kept)
                {
                    return true;
                }

                Wait(StallCause.SourceEmpty, access.Store);
                return false;
            case AccessKind.KeepContent:
                if (PairOf(in operation).Holds(operation.Block, operation.Has(Traits.Mean)))
                {
                    return true;
                }

                Wait(StallCause.SourceEmpty, access.Store);
                return false;
            case AccessKind.ReplaceContent:
                if (PairOf(in operation).IsIdle(operation.ReadsBefore))
                {
                    return true;
                }

                Wait(StallCause.DestinationFull, access.Store);
                return false;
            case AccessKind.TakeWindow:
                for (int block = access.IsOfAll ? 0 : operation.Block; block <= operation.Block; block++)
                {
                    if (!Tile.Maps[block].HasWindow(operation.Position))
                    {
                        Wait(StallCause.SourceEmpty, access.Store, block);
                        return false;
                    }
                }

                return true;
            default:
                return IsMessageReady(in operation, access.Store);
        }
    }

    private void Start(Picoseconds now, PlannedStep step, in Operation operation, PlannedAccess[] accesses)
    {
        for (int i = 0; i < accesses.Length; i++)
        {
            ref readonly PlannedAccess access = ref accesses[i];
            if (access.Kind == AccessKind.FillBank && operation.Has(access.When) && operation.Has(access.Begins))
            {
                Tile.Stores.Rings[access.Ring(in operation)].Reserve();
            }
            else if (access.Kind == AccessKind.ReplaceContent)
            {
                PairOf(in operation).BeginWrite();
            }
        }

        _current = operation;
        _step = step;
        BlockState block = Tile.Blocks[operation.Block];
        var work = new Work(operation.Traits, block.Rows, TakeWords(in _current), block.Columns);
        _isLast = step.LastPart == int.MaxValue ? HasTakenAll : _part == step.LastPart;
        Picoseconds occupancy = step.Occupancy.Of(in work);
        Compute(in _current, block);
        Report(now, occupancy, in work, block);
        Schedule(now, occupancy, in work);
        IsBusy = true;
        if (_holdsSlot)
        {
            _part++;
        }
        else if (_isLast)
        {
            Pop();
        }
        else
        {
            _part++;
            Obstacle = default;
        }
    }

    private void Report(Picoseconds now, Picoseconds occupancy, in Work work, BlockState block)
    {
        StepActivity[] activities = _step.Activities;
        for (int i = 0; i < activities.Length; i++)
        {
            StepActivity said = activities[i];
            if (!_current.Has(said.When))
            {
                continue;
            }

            (long quanta, long drive) = said.Quanta.Length == 0 ? default : Say(said.Kind);
            var activity = new Activity
            {
                Kind = said.Again is { } again && !block.TakeDrive() ? again : said.Kind,
                Cause = Obstacle.Cause,
                Tile = Tile.Index,
                Start = now,
                Duration = occupancy,
                Items = said.Items.Of(work),
                Quanta = quanta,
                Drive = drive,
                Instruction = _current.Instruction,
                Column = _current.Column,
                Sample = _current.Sample,
                Input = _current.Input,
            };
            Tile.Sink.OnActivity(in activity);
        }
    }

    // A part whose result is there when the unit is free has one event for both; one that leaves nothing has none for its result.
    private void Schedule(Picoseconds now, Picoseconds occupancy, in Work work)
    {
        Picoseconds freed = _step.IsFreedOnEdge ? Tile.Timing.OnEdge(now + occupancy) : now + occupancy;
        Picoseconds done = now + _step.Latency.Of(in work);
        done = _step.IsResultOnEdge ? Tile.Timing.OnEdge(done) : done;
        if (done == freed)
        {
            Tile.Schedule(freed, TileEvent.Of(Index, TileEvent.Freed | TileEvent.Done));
            return;
        }

        Tile.Schedule(freed, TileEvent.Of(Index, TileEvent.Freed));
        if (_isLast || _step.PartAccesses.Length > 0)
        {
            _inFlight.Enqueue((_current, _step, _isLast));
            Tile.Schedule(done, TileEvent.Of(Index, TileEvent.Done));
        }
    }

    // What the part has taken is empty.
    private void Release(in Operation operation, PlannedStep step, bool isLast)
    {
        PlannedAccess[] accesses = isLast ? step.Accesses : step.PartAccesses;
        for (int i = 0; i < accesses.Length; i++)
        {
            ref readonly PlannedAccess access = ref accesses[i];
            if (!operation.Has(access.When) || !operation.Has(access.Ends))
            {
                continue;
            }

            switch (access.Kind)
            {
                case AccessKind.TakeBank:
                    Tile.Stores.Rings[access.Ring(in operation)].Free();
                    if (access.StartsNewVector)
                    {
                        Tile.Blocks[operation.Block].DriveAnew();
                    }

                    break;
                case AccessKind.KeepBank:
                    Tile.Stores.Rings[access.Ring(in operation)].Pass();
                    break;
                case AccessKind.KeepContent:
                    PairOf(in operation).EndRead();
                    break;
                case AccessKind.TakeWindow:
                    for (int block = access.IsOfAll ? 0 : operation.Block; block <= operation.Block; block++)
                    {
                        Tile.Maps[block].Leave(operation.Position);
                    }

                    break;
            }
        }
    }

    // What the part has filled is full.
    private void Complete(in Operation operation, PlannedStep step, bool isLast, Picoseconds now)
    {
        PlannedAccess[] accesses = isLast ? step.Accesses : step.PartAccesses;
        for (int i = 0; i < accesses.Length; i++)
        {
            ref readonly PlannedAccess access = ref accesses[i];
            if (access.Kind == AccessKind.FillBank && operation.Has(access.When) && operation.Has(access.Ends))
            {
                Tile.Stores.Rings[access.Ring(in operation)].Fill();
            }
            else if (access.Kind == AccessKind.ReplaceContent)
            {
                Tile.Blocks[operation.Block].DriveAnew();
                PairOf(in operation).EndWrite(operation.Block, operation.Has(Traits.Mean));
            }
        }

        if (isLast)
        {
            OnResult(in operation, now);
        }
    }

    private ref CrossbarPair PairOf(in Operation operation) => ref Tile.Pairs[Tile.Blocks[operation.Block].Pair];

    private void Write(StateWriter state, in Operation operation) => state.Write(
        in operation,
        Tile.Shifts[operation.Instruction],
        _steps[(int)operation.Opcode]!.Step.Accesses.Any(access => access.Use == Use.Replace)
            ? PairOf(in operation).Left(operation.ReadsBefore) : 0);

    private void Pop()
    {
        Queue.Pop();
        _part = 0;
        Obstacle = default;
        if (Queue.Count == 0)
        {
            Tile.OnDrained(this);
        }
    }
}

using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// A unit of a tile: it takes operations from its own queue in order, and starts the oldest when the unit is free, its
/// sources are full and its destination is empty. What it waited for last becomes the activity's cause.
/// </summary>
internal abstract class Unit(Tile tile, Units identity, int queueDepth)
{
    /// <summary>The queue that the sequencer posts to.</summary>
    public OperationQueue Queue { get; } = new(queueDepth);

    /// <summary>Which of the tile's units this is.</summary>
    public Units Identity { get; } = identity;

    /// <summary>The obstacle that the oldest operation met last.</summary>
    public Obstacle Obstacle { get; private set; }

    /// <summary>Whether an operation occupies the unit.</summary>
    public bool IsBusy { get; protected set; }

    /// <summary>The unit's name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The tile that the unit is part of.</summary>
    protected Tile Tile { get; } = tile;

    /// <summary>Starts the oldest operation if it can start now.</summary>
    public abstract void TryStart(Picoseconds now);

    /// <summary>Notes why the oldest operation cannot start.</summary>
    protected void Wait(StallCause cause, WaitFor resource = WaitFor.Unit, int index = 0) => Obstacle = new Obstacle(cause, resource, index);

    /// <summary>Whether there is an operation and the unit is free for it.</summary>
    protected bool IsReady()
    {
        if (Queue.Count == 0)
        {
            return false;
        }

        if (IsBusy)
        {
            Wait(StallCause.UnitBusy);
            return false;
        }

        return true;
    }

    /// <summary>Reports an activity of the oldest operation.</summary>
    protected void Report(
        ActivityKind kind, in Operation operation, Picoseconds start, Picoseconds duration, int items, long quanta = 0, long drive = 0)
    {
        var activity = new Activity
        {
            Kind = kind,
            Cause = Obstacle.Cause,
            Tile = Tile.Index,
            Start = start,
            Duration = duration,
            Items = items,
            Quanta = quanta,
            Drive = drive,
            Instruction = operation.Instruction,
            Column = operation.Column,
            Sample = operation.Sample,
            Input = operation.Input,
        };
        Tile.Sink.OnActivity(in activity);
    }

    /// <summary>A part of the oldest operation has started; the next part starts with a clean slate.</summary>
    protected void BeginPart() => Obstacle = default;

    /// <summary>Takes the oldest operation out of the queue: it has started, and the next one starts with a clean slate.</summary>
    protected void Begin()
    {
        Queue.Pop();
        Obstacle = default;
        if (Queue.Count == 0)
        {
            Tile.OnDrained(Identity);
        }
    }
}

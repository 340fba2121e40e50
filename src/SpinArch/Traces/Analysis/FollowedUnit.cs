using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>One unit of a tile in a recorded run: what is posted to it, what it is at, and what it has yet to report.</summary>
internal sealed class FollowedUnit(TileUnit unit, int queueDepth)
{
    private readonly Queue<(Operation Operation, long Posted)> _queue = new();
    private readonly List<(ActivityKind Kind, int Items, (long Quanta, long Drive)? Data)> _due = [];
    private int _reported;

    /// <summary>Which unit.</summary>
    public TileUnit Unit => unit;

    /// <summary>Places in its queue.</summary>
    public FollowedSlots Slots { get; } = new(queueDepth);

    /// <summary>When it can take the next part.</summary>
    public long FreeAt { get; set; }

    /// <summary>When the last part started.</summary>
    public long Started { get; set; }

    /// <summary>Parts of the oldest operation that have begun.</summary>
    public int Parts { get; set; }

    /// <summary>Words of the oldest operation that are left to be moved; -1 before its first part.</summary>
    public int WordsLeft { get; set; } = -1;

    /// <summary>What it reports about, while <see cref="IsReporting"/>; then the last operation.</summary>
    public Operation Current { get; private set; }

    /// <summary>Whether activities of the part that has begun are still to come.</summary>
    public bool IsReporting => _reported < _due.Count;

    /// <summary>The activity that is due, and what it must say of its data, where that is known.</summary>
    public (ActivityKind Kind, int Items, (long Quanta, long Drive)? Data) Due => _due[_reported];

    /// <summary>Whether the oldest operation has been taken up in full.</summary>
    public bool IsOperationDone => Parts == 0 && !IsReporting;

    /// <summary>Whether anything is posted.</summary>
    public bool TryPeek(out Operation operation, out long posted)
    {
        bool any = _queue.TryPeek(out (Operation Operation, long Posted) head);
        (operation, posted) = head;
        return any;
    }

    /// <summary>An operation is posted at a time.</summary>
    public void Post(in Operation operation, long at)
    {
        Slots.Take();
        _queue.Enqueue((operation, at));
    }

    /// <summary>A part of the oldest operation begins.</summary>
    public void Begin(in Operation operation)
    {
        Current = operation;
        _due.Clear();
        _reported = 0;
    }

    /// <summary>The part that has begun has this to report.</summary>
    public void Add(ActivityKind kind, int items, (long Quanta, long Drive)? data) => _due.Add((kind, items, data));

    /// <summary>The activity that was due has come.</summary>
    public void Report() => _reported++;

    /// <summary>The last part of the oldest operation has begun; its place in the queue is free at a time.</summary>
    public void Pop(long at)
    {
        _queue.Dequeue();
        Slots.Return(at);
        (Parts, WordsLeft) = (0, -1);
    }
}

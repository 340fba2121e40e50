using System.Numerics;

namespace SpinArch.Kernel;

/// <summary>
/// Pending events in exact (time, phase, sequence) order: a timing wheel for the near future, a heap for the far one.
/// </summary>
/// <remarks>
/// <code>
///            slot being drained      the next slots, one list each          beyond the wheel
///   early     run (sorted list)        [ ] [ ] [ ] [ ] ... [ ]                far (heap)
///   (heap)
/// </code>
/// A slot is appended to, and sorted when it is opened, only if something arrived out of order. What is scheduled at or before
/// the open slot goes on the end of the run when it belongs there, else into the small heap of early events; the next
/// event is the earlier of the two. Far events enter the wheel, in order, the moment their slot comes into reach, so
/// before anything can be scheduled straight into it. The tick therefore decides speed and never order.
/// Nodes are pooled: a schedule or a pop allocates nothing unless more events are pending than ever before.
/// </remarks>
public sealed class EventQueue
{
    /// <summary>The slots of a wheel unless told otherwise.</summary>
    public const int DefaultSlots = SlotSet.MaxSlots;

    private const int None = EventPool.None;

    private readonly EventHeap _early = new();
    private readonly EventHeap _far = new();
    private readonly EventWheel _wheel;
    private readonly ulong _reciprocal;

    private EventPool _pool = new(64);
    private int _runHead = None;
    private int _runTail = None;
    private long _slot;
    private long _farSlot = long.MaxValue;
    private long _now;
    private long _sequence;

    /// <summary>An empty queue at time zero.</summary>
    /// <param name="tick">The span of a slot; <see cref="WheelTick.Choose"/> finds a good one. Any positive tick gives the same order.</param>
    /// <param name="slots">How many slots the wheel has: a power of two from 64 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tick is not positive, or the slots are no such power of two.</exception>
    public EventQueue(Picoseconds tick, int slots = DefaultSlots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tick.Value, nameof(tick));
        if (slots is < 64 or > SlotSet.MaxSlots || !BitOperations.IsPow2(slots))
        {
            throw new ArgumentOutOfRangeException(nameof(slots), slots, "a wheel has 64, 128, ... or 4096 slots");
        }

        Tick = tick;
        _wheel = new EventWheel(slots);

        // A multiplication instead of a division. It may round a slot's edge differently once the time exceeds 2^64 / tick,
        // but it never decreases as time grows, and that is all that order needs.
        _reciprocal = tick.Value == 1 ? ulong.MaxValue : (ulong.MaxValue / (ulong)tick.Value) + 1;
    }

    /// <summary>The span of a slot.</summary>
    public Picoseconds Tick { get; }

    /// <summary>How many events are pending.</summary>
    public int Count { get; private set; }

    /// <summary>The time of the last event popped, or what <see cref="AdvanceTo"/> made it: nothing can be scheduled before it.</summary>
    public Picoseconds Now => new(_now);

    /// <summary>Adds an event.</summary>
    /// <param name="at">When; no earlier than <see cref="Now"/>.</param>
    /// <param name="phase">Its rank at that instant, 0 to <see cref="Event.MaxPhase"/>.</param>
    /// <param name="target">The number of the component it is for.</param>
    /// <param name="kind">What happens, in that component's vocabulary.</param>
    /// <param name="argument">A number to give along.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is past, or the phase out of range.</exception>
    public void Schedule(Picoseconds at, int phase, int target, int kind, int argument)
    {
        long ticks = at.Value;
        if (ticks < _now)
        {
            EventFaults.Past(at, Now);
        }

        if ((uint)phase > Event.MaxPhase)
        {
            EventFaults.Phase(phase);
        }

        long order = ((long)phase << Event.SequenceBits) | _sequence++;
        Count++;
        long slot = SlotOf(ticks);
        long distance = slot - _slot;
        if (distance > _wheel.Mask)
        {
            _far.Push(new Event(ticks, order, target, kind, argument));
            _farSlot = Math.Min(_farSlot, slot);
        }
        else if (distance > 0)
        {
            int index = _pool.Take(ticks, order, target, kind, argument);
            _wheel.Append(_pool.Nodes, index, slot);
        }
        else
        {
            ScheduleInOpenSlot(ticks, order, target, kind, argument);
        }
    }

    /// <summary>Takes the next event.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryPop(out Event next) => TryPop(new Picoseconds(long.MaxValue), out next);

    /// <summary>Takes the next event unless it is later than <paramref name="limit"/>.</summary>
    /// <param name="limit">The last instant of interest.</param>
    /// <param name="next">The event.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryPop(Picoseconds limit, out Event next)
    {
        bool early = _early.Count != 0;
        int index = _runHead;
        if (index == None && !early)
        {
            if (!OpenNextSlot(limit))
            {
                next = default;
                return false;
            }

            index = _runHead;
        }

        if (early && (index == None || _early.Top.Precedes(_pool.Nodes[index].ToEvent())))
        {
            return TryPopEarly(limit, out next);
        }

        ref EventNode node = ref _pool.Nodes[index];
        if (node.Ticks > limit.Value)
        {
            next = default;
            return false;
        }

        next = node.ToEvent();
        _now = node.Ticks;
        if (index == _runTail)
        {
            _runHead = None;
        }
        else
        {
            _runHead = node.Next;
            _pool.Prefetch(node.Next);
        }

        _pool.Give(index);
        Count--;
        return true;
    }

    /// <summary>Lets time pass up to an instant before which nothing is pending.</summary>
    /// <param name="time">The new <see cref="Now"/>, no later than the next event; an earlier one than now changes nothing.</param>
    internal void AdvanceTo(Picoseconds time) => _now = Math.Max(_now, time.Value);

    private long SlotOf(long ticks) => (long)Math.BigMul((ulong)ticks, _reciprocal, out _);

    private void ScheduleInOpenSlot(long ticks, long order, int target, int kind, int argument)
    {
        if (_runHead == None)
        {
            _runHead = _runTail = _pool.Take(ticks, order, target, kind, argument);
            return;
        }

        ref EventNode tail = ref _pool.Nodes[_runTail];
        if (ticks < tail.Ticks || (ticks == tail.Ticks && order < tail.Order))
        {
            _early.Push(new Event(ticks, order, target, kind, argument));
            return;
        }

        int index = _pool.Take(ticks, order, target, kind, argument);
        _pool.Nodes[_runTail].Next = index;
        _runTail = index;
    }

    private bool TryPopEarly(Picoseconds limit, out Event next)
    {
        if (_early.Top.Ticks > limit.Value)
        {
            next = default;
            return false;
        }

        next = _early.Pop();
        _now = next.Ticks;
        Count--;
        return true;
    }

    private bool OpenNextSlot(Picoseconds limit)
    {
        if (_wheel.IsEmpty && _far.Count == 0)
        {
            return false;
        }

        long next = _wheel.IsEmpty ? _farSlot : _wheel.NextOccupied(_slot);

        // Not beyond the limit: what is scheduled before the open slot costs a heap.
        if (next > SlotOf(limit.Value))
        {
            return false;
        }

        _slot = next;
        if (_farSlot - next <= _wheel.Mask)
        {
            BringFarEventsIn();
        }

        (_runHead, _runTail) = _wheel.TakeSlot(_pool.Nodes, next);
        return true;
    }

    private void BringFarEventsIn()
    {
        do
        {
            Event far = _far.Pop();
            int index = _pool.Take(far.Ticks, far.Order, far.Target, far.Kind, far.Argument);
            _wheel.Append(_pool.Nodes, index, SlotOf(far.Ticks));
            _farSlot = _far.Count == 0 ? long.MaxValue : SlotOf(_far.Top.Ticks);
        }
        while (_farSlot - _slot <= _wheel.Mask);
    }
}

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
    public const int DefaultSlots = 4096;

    private const int None = -1;

    private readonly EventHeap _early = new();
    private readonly EventHeap _far = new();
    private readonly SlotSet _occupied;
    private readonly int[] _tails;
    private readonly bool[] _unsorted;
    private readonly int _mask;
    private readonly ulong _reciprocal;

    private EventNode[] _nodes = new EventNode[64];
    private int _free = None;
    private int _used;
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
        _mask = slots - 1;
        _tails = new int[slots];
        _unsorted = new bool[slots];
        _occupied = new SlotSet(slots);

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
        if (distance > _mask)
        {
            _far.Push(new Event(ticks, order, target, kind, argument));
            _farSlot = Math.Min(_farSlot, slot);
            return;
        }

        if (distance <= 0 && _runHead != None && BelongsBeforeRunTail(ticks, order))
        {
            _early.Push(new Event(ticks, order, target, kind, argument));
            return;
        }

        int index = Take();
        ref EventNode node = ref _nodes[index];
        node.Ticks = ticks;
        node.Order = order;
        node.Target = target;
        node.Kind = kind;
        node.Argument = argument;
        if (distance > 0)
        {
            AppendToSlot(index, ref node, (int)slot & _mask);
        }
        else
        {
            AppendToRun(index);
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
        if (_early.Count != 0)
        {
            return TryPopEarly(limit, out next);
        }

        int index = _runHead;
        if (index == None)
        {
            if (!OpenNextSlot(limit))
            {
                next = default;
                return false;
            }

            index = _runHead;
        }

        ref EventNode node = ref _nodes[index];
        if (node.Ticks > limit.Value)
        {
            next = default;
            return false;
        }

        next = node.ToEvent();
        _now = node.Ticks;
        _runHead = index == _runTail ? None : node.Next;
        node.Next = _free;
        _free = index;
        Count--;
        return true;
    }

    /// <summary>Lets time pass up to an instant before which nothing is pending.</summary>
    /// <param name="time">The new <see cref="Now"/>, no later than the next event; an earlier one than now changes nothing.</param>
    internal void AdvanceTo(Picoseconds time) => _now = Math.Max(_now, time.Value);

    private long SlotOf(long ticks) => (long)Math.BigMul((ulong)ticks, _reciprocal, out _);

    private bool BelongsBeforeRunTail(long ticks, long order)
    {
        ref EventNode tail = ref _nodes[_runTail];
        return ticks < tail.Ticks || (ticks == tail.Ticks && order < tail.Order);
    }

    private int Take()
    {
        int index = _free;
        if (index != None)
        {
            _free = _nodes[index].Next;
            return index;
        }

        if (_used == _nodes.Length)
        {
            Array.Resize(ref _nodes, 2 * _used);
        }

        return _used++;
    }

    private void AppendToRun(int index)
    {
        if (_runHead == None)
        {
            _runHead = index;
        }
        else
        {
            _nodes[_runTail].Next = index;
        }

        _runTail = index;
    }

    private void AppendToSlot(int index, ref EventNode node, int position)
    {
        if (_occupied.Add(position))
        {
            node.Next = index;
        }
        else
        {
            ref EventNode tail = ref _nodes[_tails[position]];
            node.Next = tail.Next;
            tail.Next = index;
            if (node.Precedes(in tail))
            {
                _unsorted[position] = true;
            }
        }

        _tails[position] = index;
    }

    private bool TryPopEarly(Picoseconds limit, out Event next)
    {
        ref readonly Event early = ref _early.Top;
        bool fromRun = _runHead != None && !BelongsBeforeRunHead(in early);
        next = fromRun ? _nodes[_runHead].ToEvent() : early;
        if (next.Ticks > limit.Value)
        {
            next = default;
            return false;
        }

        _now = next.Ticks;
        Count--;
        if (!fromRun)
        {
            _early.Pop();
            return true;
        }

        int index = _runHead;
        ref EventNode node = ref _nodes[index];
        _runHead = index == _runTail ? None : node.Next;
        node.Next = _free;
        _free = index;
        return true;
    }

    private bool BelongsBeforeRunHead(in Event early)
    {
        ref EventNode head = ref _nodes[_runHead];
        return early.Ticks < head.Ticks || (early.Ticks == head.Ticks && early.Order < head.Order);
    }

    private bool OpenNextSlot(Picoseconds limit)
    {
        long next;
        if (_occupied.IsEmpty)
        {
            if (_far.Count == 0)
            {
                return false;
            }

            next = _farSlot;
        }
        else
        {
            next = _slot + _occupied.DistanceToNext((int)_slot & _mask);
        }

        // Not beyond the limit: what is scheduled before the open slot costs a heap.
        if (next > SlotOf(limit.Value))
        {
            return false;
        }

        _slot = next;
        if (_farSlot - next <= _mask)
        {
            BringFarEventsIn();
        }

        int position = (int)next & _mask;
        _occupied.Remove(position);
        int tail = _tails[position];
        int head = _nodes[tail].Next;
        if (_unsorted[position])
        {
            _unsorted[position] = false;
            (head, tail) = EventListSort.Sort(_nodes, head, tail);
        }

        _runHead = head;
        _runTail = tail;
        return true;
    }

    private void BringFarEventsIn()
    {
        do
        {
            Event far = _far.Pop();
            int index = Take();
            ref EventNode node = ref _nodes[index];
            node.Ticks = far.Ticks;
            node.Order = far.Order;
            node.Target = far.Target;
            node.Kind = far.Kind;
            node.Argument = far.Argument;
            AppendToSlot(index, ref node, (int)SlotOf(far.Ticks) & _mask);
            _farSlot = _far.Count == 0 ? long.MaxValue : SlotOf(_far.Top.Ticks);
        }
        while (_farSlot - _slot <= _mask);
    }
}

namespace SpinArch.Kernel;

/// <summary>A 4-ary heap of events by value, earliest on top: for the few events that the wheel cannot order by itself.</summary>
internal sealed class EventHeap
{
    private Event[] _events = new Event[16];

    public int Count { get; private set; }

    /// <summary>The earliest event; only valid while <see cref="Count"/> is not 0.</summary>
    public ref readonly Event Top => ref _events[0];

    public void Push(in Event added)
    {
        if (Count == _events.Length)
        {
            Array.Resize(ref _events, 2 * Count);
        }

        Event[] events = _events;
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) >> 2;
            if (!added.Precedes(in events[parent]))
            {
                break;
            }

            events[hole] = events[parent];
            hole = parent;
        }

        events[hole] = added;
    }

    public Event Pop()
    {
        Event[] events = _events;
        Event top = events[0];
        int count = --Count;
        Event last = events[count];
        int hole = 0;
        for (int child = 1; child < count; child = (hole << 2) + 1)
        {
            int end = Math.Min(child + 4, count);
            int best = child;
            for (int sibling = child + 1; sibling < end; sibling++)
            {
                if (events[sibling].Precedes(in events[best]))
                {
                    best = sibling;
                }
            }

            if (!events[best].Precedes(in last))
            {
                break;
            }

            events[hole] = events[best];
            hole = best;
        }

        events[hole] = last;
        return top;
    }
}

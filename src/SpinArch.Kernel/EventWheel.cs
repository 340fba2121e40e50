namespace SpinArch.Kernel;

/// <summary>
/// The slots of a timing wheel, each a circular list of pool nodes known by its tail: first in, first out, and sorted when it is
/// taken only if something had arrived out of order.
/// </summary>
internal sealed class EventWheel
{
    private readonly SlotSet _occupied;
    private readonly int[] _tails;
    private readonly SlotDisorder[] _disorder;
    private readonly EventListSort _sort = new();

    public EventWheel(int slots)
    {
        Mask = slots - 1;
        _occupied = new SlotSet(slots);
        _tails = new int[slots];
        _disorder = new SlotDisorder[slots];
    }

    /// <summary>The slots less one: a slot's number under it is its place on the wheel.</summary>
    public int Mask { get; }

    public bool IsEmpty => _occupied.IsEmpty;

    /// <summary>Appends a node to a slot.</summary>
    public void Append(EventNode[] nodes, int index, long slot)
    {
        int position = (int)slot & Mask;
        ref EventNode node = ref nodes[index];
        if (_occupied.Add(position))
        {
            node.Next = index;
        }
        else
        {
            ref EventNode tail = ref nodes[_tails[position]];
            node.Next = tail.Next;
            tail.Next = index;
            if (node.Ticks != tail.Ticks)
            {
                _disorder[position] |= node.Ticks > tail.Ticks ? SlotDisorder.Instants : SlotDisorder.Instants | SlotDisorder.Order;
            }
            else if (node.Order < tail.Order)
            {
                _disorder[position] |= SlotDisorder.Order;
            }
        }

        _tails[position] = index;
    }

    /// <summary>The next occupied slot from <paramref name="slot"/> on. The wheel must not be empty.</summary>
    public long NextOccupied(long slot) => slot + _occupied.DistanceToNext((int)slot & Mask);

    /// <summary>Takes all of an occupied slot's nodes.</summary>
    /// <returns>The ends of a list in order; the tail's own link means nothing.</returns>
    public (int Head, int Tail) TakeSlot(EventNode[] nodes, long slot)
    {
        int position = (int)slot & Mask;
        _occupied.Remove(position);
        int tail = _tails[position];
        int head = nodes[tail].Next;
        SlotDisorder disorder = _disorder[position];
        if (disorder == SlotDisorder.None)
        {
            return (head, tail);
        }

        _disorder[position] = SlotDisorder.None;
        return disorder switch
        {
            SlotDisorder.Instants => (head, tail),
            SlotDisorder.Order => _sort.SortPhases(nodes, head, tail),
            _ => EventListSort.Sort(nodes, head, tail),
        };
    }
}

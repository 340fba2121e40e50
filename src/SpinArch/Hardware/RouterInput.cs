using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>
/// The buffer of one router input: flits in order, the head with the outputs it still has to go to. A mutable struct in its
/// router's array, so that looking at a head is one step.
/// </summary>
internal struct RouterInput(int capacity)
{
    private const int FirstSlots = 4;

    // The slots that were ever needed at once: a deep buffer in a large mesh costs memory only where flits queue up.
    private Slot[] slots = new Slot[Math.Min(capacity, FirstSlots)];
    private int head;

    /// <summary>When the next flit can be read out.</summary>
    public Picoseconds NextRead { get; set; }

    /// <summary>Slots taken, those of flits on their way included.</summary>
    public int Occupied { get; set; }

    /// <summary>Flits arrived.</summary>
    public int Count { get; private set; }

    /// <summary>Words of the oldest flit, in the mesh's pool.</summary>
    public readonly int HeadPayload => slots[head].Payload;

    /// <summary>Where the oldest flit is in its route tree.</summary>
    public readonly int HeadNode => slots[head].Node;

    /// <summary>Outputs that the oldest flit still has to go to.</summary>
    public readonly int HeadOutputs => slots[head].Outputs;

    /// <summary>Outputs that the oldest flit asks for now; only while <see cref="Count"/> is positive.</summary>
    public readonly int Wanted(Picoseconds now) => NextRead <= now ? slots[head].Outputs : 0;

    /// <summary>A flit has arrived.</summary>
    public void Push(int payload, int node, int outputs)
    {
        if (Count == slots.Length)
        {
            Grow();
        }

        int tail = head + Count;
        slots[tail >= slots.Length ? tail - slots.Length : tail] = new Slot(payload, node, outputs);
        Count++;
    }

    /// <summary>The oldest flit has gone to an output.</summary>
    /// <returns>Whether it was the last one, so that the flit has left the buffer.</returns>
    public bool Take(int output)
    {
        ref Slot slot = ref slots[head];
        slot.Outputs &= ~(1 << output);
        if (slot.Outputs != 0)
        {
            return false;
        }

        head = head + 1 == slots.Length ? 0 : head + 1;
        Count--;
        return true;
    }

    /// <summary>Takes down what the buffer holds.</summary>
    public readonly void Write(StateWriter state, Mesh mesh)
    {
        state.WriteDeadline(NextRead);
        state.Write(Occupied);
        state.Write(Count);
        for (int index = 0; index < Count; index++)
        {
            ref readonly Slot slot = ref slots[(head + index) % slots.Length];
            state.Write(mesh.Words(slot.Payload).Length);
            state.Write(slot.Node);
            state.Write(slot.Outputs);
        }
    }

    /// <summary>Doubles the ring; there are never more flits than the buffer's capacity, because a full buffer is not sent to.</summary>
    private void Grow()
    {
        var grown = new Slot[2 * slots.Length];
        for (int slot = 0; slot < Count; slot++)
        {
            grown[slot] = slots[(head + slot) % slots.Length];
        }

        slots = grown;
        head = 0;
    }

    private record struct Slot(int Payload, int Node, int Outputs);
}

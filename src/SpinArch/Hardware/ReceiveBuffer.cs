namespace SpinArch.Hardware;

/// <summary>The receive buffer of one incoming channel: arrived flits, oldest first. Credits guarantee that it never overflows.</summary>
internal sealed class ReceiveBuffer(Mesh mesh, int flits)
{
    private const int FirstSlots = 64;

    // As many as were ever needed at once.
    private Delivery[] slots = new Delivery[Math.Min(flits, FirstSlots)];
    private int head;

    /// <summary>Flits waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Appends an arrived flit.</summary>
    public void Push(Delivery delivery)
    {
        if (Count == slots.Length)
        {
            Grow();
        }

        slots[(head + Count) % slots.Length] = delivery;
        Count++;
    }

    /// <summary>The words of the oldest flit.</summary>
    public ReadOnlySpan<long> PeekWords() => mesh.Words(slots[head].Payload);

    /// <summary>The first word of the oldest flit.</summary>
    public long PeekWord() => PeekWords()[0];

    /// <summary>Takes the oldest flit; its credit goes back to the sender.</summary>
    public void Pop()
    {
        mesh.Consume(slots[head]);
        head = head + 1 == slots.Length ? 0 : head + 1;
        Count--;
    }

    /// <summary>Takes down what waits.</summary>
    public void Write(StateWriter state)
    {
        state.Write(Count);
        for (int slot = 0; slot < Count; slot++)
        {
            state.Write(mesh.Words(slots[(head + slot) % slots.Length].Payload).Length);
        }
    }

    private void Grow()
    {
        var grown = new Delivery[Math.Min(flits, 2 * slots.Length)];
        for (int slot = 0; slot < Count; slot++)
        {
            grown[slot] = slots[(head + slot) % slots.Length];
        }

        slots = grown;
        head = 0;
    }
}

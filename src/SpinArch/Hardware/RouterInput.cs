using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>The buffer of one router input: flits in order, the head with the outputs it still has to go to.</summary>
internal sealed class RouterInput(int capacity)
{
    private const int FirstSlots = 4;

    // The slots that were ever needed at once: a deep buffer in a large mesh costs memory only where flits queue up.
    private int[] payload = new int[Math.Min(capacity, FirstSlots)];
    private int[] node = new int[Math.Min(capacity, FirstSlots)];
    private int[] outputs = new int[Math.Min(capacity, FirstSlots)];
    private int head;

    /// <summary>When the next flit can be read out.</summary>
    public Picoseconds NextRead { get; set; }

    /// <summary>Slots taken, those of flits on their way included.</summary>
    public int Occupied { get; set; }

    /// <summary>Flits arrived.</summary>
    public int Count { get; private set; }

    /// <summary>Payload and route node of the oldest flit.</summary>
    public (int Payload, int Node) Head => (payload[head], node[head]);

    /// <summary>Outputs that the oldest flit still has to go to.</summary>
    public int HeadOutputs => outputs[head];

    /// <summary>Outputs that the oldest flit asks for now.</summary>
    public int Wanted(Picoseconds now) => Count > 0 && NextRead <= now ? outputs[head] : 0;

    /// <summary>A flit has arrived.</summary>
    public void Push(int newPayload, int newNode, int newOutputs)
    {
        if (Count == payload.Length)
        {
            Grow();
        }

        int tail = (head + Count) % payload.Length;
        payload[tail] = newPayload;
        node[tail] = newNode;
        outputs[tail] = newOutputs;
        Count++;
    }

    /// <summary>The oldest flit has gone to an output.</summary>
    /// <returns>Whether it was the last one, so that the flit has left the buffer.</returns>
    public bool Take(int output)
    {
        outputs[head] &= ~(1 << output);
        if (outputs[head] != 0)
        {
            return false;
        }

        head = head + 1 == payload.Length ? 0 : head + 1;
        Count--;
        return true;
    }

    private void Grow()
    {
        int size = Math.Min(capacity, 2 * payload.Length);
        payload = Unrolled(payload, size);
        node = Unrolled(node, size);
        outputs = Unrolled(outputs, size);
        head = 0;
    }

    private int[] Unrolled(int[] ring, int size)
    {
        int[] grown = new int[size];
        for (int slot = 0; slot < Count; slot++)
        {
            grown[slot] = ring[(head + slot) % ring.Length];
        }

        return grown;
    }
}

using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>The buffer of one router input: flits in order, the head with the outputs it still has to go to.</summary>
internal sealed class RouterInput(int capacity)
{
    private readonly int[] payload = new int[capacity];
    private readonly int[] node = new int[capacity];
    private readonly int[] outputs = new int[capacity];
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
        int tail = (head + Count) % capacity;
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

        head = head + 1 == capacity ? 0 : head + 1;
        Count--;
        return true;
    }
}

namespace SpinArch.Tiles;

/// <summary>The bounded first-in first-out queue in front of a unit.</summary>
internal sealed class OperationQueue(int depth)
{
    private readonly Operation[] slots = new Operation[depth];
    private int head;

    /// <summary>Operations waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Operations that there is room for.</summary>
    public int Depth => slots.Length;

    /// <summary>Whether the sequencer cannot post another.</summary>
    public bool IsFull => Count == slots.Length;

    /// <summary>The oldest operation; only while <see cref="Count"/> is positive.</summary>
    public ref readonly Operation Head => ref slots[head];

    /// <summary>An operation by its age, the oldest is 0.</summary>
    public ref Operation At(int age) => ref slots[(head + age) % slots.Length];

    /// <summary>Appends an operation; only while not full.</summary>
    public void Post(in Operation operation)
    {
        int tail = head + Count;
        slots[tail >= slots.Length ? tail - slots.Length : tail] = operation;
        Count++;
    }

    /// <summary>Removes the oldest operation.</summary>
    public void Pop()
    {
        head = head + 1 == slots.Length ? 0 : head + 1;
        Count--;
    }
}

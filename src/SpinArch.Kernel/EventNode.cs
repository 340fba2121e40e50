namespace SpinArch.Kernel;

/// <summary>An event in the queue's pool, with the link of the list it is on: 32 bytes, two to a cache line.</summary>
internal struct EventNode
{
    public long Ticks;
    public long Order;
    public int Target;
    public int Kind;
    public int Argument;

    /// <summary>The next node's index. Slots are circular lists, so a slot's last node points at its first.</summary>
    public int Next;

    public readonly Event ToEvent() => new(Ticks, Order, Target, Kind, Argument);

    public readonly bool Precedes(in EventNode other) => Ticks < other.Ticks || (Ticks == other.Ticks && Order < other.Order);
}

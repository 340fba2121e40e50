using System.Globalization;

namespace SpinArch.Kernel;

/// <summary>
/// Something that happens to one component at one instant. Events are totally ordered by time, then phase, then sequence:
/// phases separate what must be seen before what at one instant, and within a phase the first scheduled is the first handled.
/// </summary>
public readonly struct Event
{
    /// <summary>The highest phase an event may have; the lowest is 0.</summary>
    public const int MaxPhase = 63;

    /// <summary>Sequence numbers take the low bits of <see cref="Order"/>: 1.4e17 events before they run out.</summary>
    internal const int SequenceBits = 57;

    /// <summary>Time [ps] as the bare number the queue compares.</summary>
    internal readonly long Ticks;

    /// <summary>Phase above sequence in one number, so that the order at one instant is one comparison.</summary>
    internal readonly long Order;

    internal Event(long ticks, long order, int target, int kind, int argument)
    {
        Ticks = ticks;
        Order = order;
        Target = target;
        Kind = kind;
        Argument = argument;
    }

    /// <summary>When it happens.</summary>
    public Picoseconds Time => new(Ticks);

    /// <summary>Its rank at that instant, 0 (first) to <see cref="MaxPhase"/>.</summary>
    public int Phase => (int)(Order >> SequenceBits);

    /// <summary>How many events had been scheduled before it.</summary>
    public long Sequence => Order & ((1L << SequenceBits) - 1);

    /// <summary>The number of the component it is for.</summary>
    public int Target { get; }

    /// <summary>What happens, in the component's own vocabulary.</summary>
    public int Kind { get; }

    /// <summary>A number the component gave along.</summary>
    public int Argument { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Time} phase {Phase} #{Sequence}: component {Target}, kind {Kind}, argument {Argument}");

    /// <summary>Whether this event is handled before <paramref name="other"/>.</summary>
    internal bool Precedes(in Event other) => Ticks < other.Ticks || (Ticks == other.Ticks && Order < other.Order);
}

namespace SpinArch.Cycles;

/// <summary>A precedence before all events are known.</summary>
/// <param name="Node">Who waits.</param>
/// <param name="Events">For an event of these; null for a node.</param>
/// <param name="Number">Number of the event, or the node; before what the depth of a place takes off it.</param>
/// <param name="Hold">Why.</param>
/// <param name="Index">The unit or store.</param>
/// <param name="More">What comes on top of the event's own delay.</param>
internal readonly record struct PeriodRequest(int Node, EventList? Events, long Number, Hold Hold, int Index, Delay More)
{
    /// <summary>Delay after a node.</summary>
    public Delay Own { get; init; }
}

namespace SpinArch.Tiles;

/// <summary>A unit of a tile: it has a queue and does one thing at a time, in order.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Clocking">When it can start.</param>
public sealed record TileUnit(string Name, Clocking Clocking)
{
    /// <summary>Whether an operation keeps its place in the queue until it is done, in place of until its last part begins.</summary>
    public bool HoldsSlot { get; init; }
}

namespace SpinArch.Hardware;

/// <summary>The kinds of event that a tile, or the port, schedules or receives.</summary>
internal static class TileEvent
{
    public const int Wake = 0;
    public const int Fetch = 1;
    public const int FlitArrived = 2;
    public const int CreditReturned = 3;

    /// <summary>A flit of the port, or of a traffic generator in its place, is in the router.</summary>
    public const int PortSent = 4;

    /// <summary>A unit is free again.</summary>
    public const int Freed = 1;

    /// <summary>A unit's result is there.</summary>
    public const int Done = 2;

    /// <summary>What happened takes effect before anything is decided at the same instant.</summary>
    public const int CompletionPhase = 0;

    /// <summary>Units look at the new state once, after all completions of the instant.</summary>
    public const int WakePhase = 1;

    private const int FirstOfUnits = 8;

    /// <summary>The end of a unit's part.</summary>
    /// <param name="unit">Its index in the tile.</param>
    /// <param name="ends"><see cref="Freed"/>, <see cref="Done"/> or both.</param>
    public static int Of(int unit, int ends) => FirstOfUnits + (unit << 2) + ends;

    /// <summary>The unit of an event made by <see cref="Of"/>.</summary>
    public static int Unit(int kind) => (kind - FirstOfUnits) >> 2;

    /// <summary>What of it ends.</summary>
    public static int Ends(int kind) => kind & 3;
}

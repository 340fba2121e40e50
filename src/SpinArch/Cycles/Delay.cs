namespace SpinArch.Cycles;

/// <summary>A time of an architecture, some number of times.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Count">How often.</param>
internal readonly record struct Delay(DelayKind Kind, int Count = 1)
{
    /// <summary>No time.</summary>
    public static Delay None => default;
}

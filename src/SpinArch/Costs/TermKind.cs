namespace SpinArch.Costs;

/// <summary>Whether an energy is spent by doing something or by being powered.</summary>
public enum TermKind : byte
{
    /// <summary>Spent by an action.</summary>
    Dynamic = 0,

    /// <summary>Spent by being powered; counts are powered device-picoseconds.</summary>
    Leakage = 1,
}

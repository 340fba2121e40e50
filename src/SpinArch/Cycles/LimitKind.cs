namespace SpinArch.Cycles;

/// <summary>What a critical cycle goes through.</summary>
internal enum LimitKind
{
    /// <summary>One unit, link or port alone, which is never idle.</summary>
    Unit,

    /// <summary>A pair that is read and written in turn.</summary>
    Pair,

    /// <summary>Several units and the places between them: each waits for the next.</summary>
    RoundTrip,
}

namespace SpinArch.Isa;

/// <summary>The four kinds of <see cref="LoopCondition"/>, by their encoding.</summary>
public enum LoopConditionKind : byte
{
    /// <summary>As long as not all counters named are at their last value; with no counter named that is never.</summary>
    Until = 0,

    /// <summary>In every iteration.</summary>
    Always = 1,

    /// <summary>When all counters named are at their first value.</summary>
    First = 2,

    /// <summary>When all counters named are at their last value.</summary>
    Last = 3,
}

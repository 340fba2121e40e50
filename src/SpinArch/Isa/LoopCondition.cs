namespace SpinArch.Isa;

/// <summary>When an instruction's optional part takes effect, decided by the loop counters at fetch.</summary>
/// <param name="Kind">Until (never, without levels), always, or at the first or last value of the counters of <paramref name="Levels"/>.</param>
/// <param name="Levels">Bit mask of loop levels, bit 0 the innermost; zero for never and always.</param>
public readonly record struct LoopCondition(LoopConditionKind Kind, int Levels)
{
    /// <summary>Never.</summary>
    public static LoopCondition Never => default;

    /// <summary>Always.</summary>
    public static LoopCondition Always => new(LoopConditionKind.Always, 0);

    /// <summary>As long as not all counters of a mask of levels are at their last value.</summary>
    public static LoopCondition Until(int levels) => new(LoopConditionKind.Until, levels);

    /// <summary>At the first value of the counters of a mask of levels.</summary>
    public static LoopCondition First(int levels) => new(LoopConditionKind.First, levels);

    /// <summary>At the last value of the counters of a mask of levels.</summary>
    public static LoopCondition Last(int levels) => new(LoopConditionKind.Last, levels);
}

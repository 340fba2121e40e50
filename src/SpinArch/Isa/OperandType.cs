namespace SpinArch.Isa;

/// <summary>How a field is written in assembly text and which of its bit patterns are valid.</summary>
public enum OperandType
{
    /// <summary>One bit, written inside the column operand.</summary>
    Flag,

    /// <summary>An unsigned whole number.</summary>
    Count,

    /// <summary>A column: <c>[5]</c>, <c>[i]</c> or <c>[i+5]</c>.</summary>
    Column,

    /// <summary>A channel id.</summary>
    Channel,

    /// <summary>A <see cref="LoopCondition"/>: kind in the low two bits, mask of levels in the high four.</summary>
    Condition,

    /// <summary>An <see cref="OperandSource"/>.</summary>
    Source,

    /// <summary>An <see cref="Isa.Activation"/>.</summary>
    Activation,

    /// <summary>A <see cref="LoopCounts"/>, written behind a loop's number.</summary>
    Counted,
}

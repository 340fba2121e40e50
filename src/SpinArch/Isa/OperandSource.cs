namespace SpinArch.Isa;

/// <summary>Where a vector or send instruction takes its operand, by encoding.</summary>
public enum OperandSource : byte
{
    /// <summary>The partial-sum latch.</summary>
    PartialSum = 0,

    /// <summary>The mean and sigma latches, rescaled and added on the way.</summary>
    Latch = 1,

    /// <summary>The output latch.</summary>
    Output = 2,

    /// <summary>The running sums over samples.</summary>
    Statistics = 3,
}

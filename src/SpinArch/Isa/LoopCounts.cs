namespace SpinArch.Isa;

/// <summary>What the counter of a <c>loop</c> counts, by its encoding.</summary>
public enum LoopCounts : byte
{
    /// <summary>What follows from its depth, as for words that are older than the field.</summary>
    ByDepth = 0,

    /// <summary>Columns of a block.</summary>
    Columns = 1,

    /// <summary>Places of a kernel: vectors that meet one matrix in one sample.</summary>
    Positions = 2,

    /// <summary>Samples of an input.</summary>
    Samples = 3,

    /// <summary>Inputs of the network.</summary>
    Inputs = 4,
}

namespace SpinArch.Traces.Analysis;

/// <summary>What a unit's operation has done to the banks of its tile, some time after its start.</summary>
internal enum CompletionKind
{
    /// <summary>A Gaussian bank is full.</summary>
    Filled,

    /// <summary>The sigma register's bank is full, the Gaussian bank empty.</summary>
    Scaled,

    /// <summary>The currents of a slice are held; more slices of the column follow.</summary>
    SliceRead,

    /// <summary>The currents are held, the sigma register's bank is empty; so is the input bank after its last column.</summary>
    Read,

    /// <summary>The block is on its crossbar pair.</summary>
    Written,

    /// <summary>The hold bank is empty.</summary>
    Sampled,

    /// <summary>The codes are latched.</summary>
    Converted,

    /// <summary>The result is latched, the operands are used up.</summary>
    Computed,

    /// <summary>A flit has left.</summary>
    Injected,

    /// <summary>Some words of an input vector are in their bank.</summary>
    Received,
}

namespace SpinArch.Cycles;

/// <summary>Which time of an architecture a precedence takes, so that it can be told for another architecture.</summary>
internal enum DelayKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>How long the operation keeps its unit.</summary>
    Occupancy,

    /// <summary>Until the result of the operation is there.</summary>
    Result,

    /// <summary>Clocks.</summary>
    Clocks,

    /// <summary>What a flit takes a sender or the port.</summary>
    SenderFlit,

    /// <summary>Flits on a link.</summary>
    LinkFlits,

    /// <summary>Links to the next router or back over all of a channel.</summary>
    Hops,

    /// <summary>Between arrivals of inputs.</summary>
    Arrival,
}

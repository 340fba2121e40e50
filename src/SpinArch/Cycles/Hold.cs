namespace SpinArch.Cycles;

/// <summary>Why an operation waits for another: what a precedence of the period graph stands for.</summary>
internal enum Hold
{
    /// <summary>It is fetched and posted.</summary>
    Issue,

    /// <summary>The sequencer fetches one instruction a clock.</summary>
    Fetch,

    /// <summary>The queue of a unit has no room.</summary>
    Queue,

    /// <summary>The unit is at another operation.</summary>
    Unit,

    /// <summary>A bank that it takes is not full yet.</summary>
    Source,

    /// <summary>Every bank that it could fill is in use.</summary>
    Bank,

    /// <summary>The block is not on its crossbar pair, or is still read there.</summary>
    Content,

    /// <summary>A word of another tile, or of the port, is on its way.</summary>
    Message,

    /// <summary>The receive buffer at the other end of a channel is full.</summary>
    Credit,

    /// <summary>The input of a router is full.</summary>
    Slot,

    /// <summary>A link carries another flit.</summary>
    Link,

    /// <summary>Another flit stands before it in its router.</summary>
    Head,

    /// <summary>The receiver takes so many words a clock.</summary>
    Batch,

    /// <summary>The next input has not arrived.</summary>
    Arrival,
}

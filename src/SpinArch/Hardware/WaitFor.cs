namespace SpinArch.Hardware;

/// <summary>What an operation can wait for; deadlocks are explained by who fills or frees it.</summary>
internal enum WaitFor : byte
{
    /// <summary>The unit itself.</summary>
    Unit,

    /// <summary>A Gaussian bank.</summary>
    GaussianBank,

    /// <summary>An input bank.</summary>
    InputBank,

    /// <summary>A bank of the sigma DAC register.</summary>
    SigmaInputBank,

    /// <summary>A bank of the sample-and-hold.</summary>
    HoldBank,

    /// <summary>A crossbar pair: its block to be written, or its reads to be over.</summary>
    Crossbar,

    /// <summary>A mean latch.</summary>
    MeanLatch,

    /// <summary>A sigma latch.</summary>
    SigmaLatch,

    /// <summary>A partial-sum latch.</summary>
    PartialSumLatch,

    /// <summary>An output latch.</summary>
    OutputLatch,

    /// <summary>A statistics bank.</summary>
    StatisticsBank,

    /// <summary>A word on an incoming channel.</summary>
    IncomingChannel,

    /// <summary>A credit of an outgoing channel.</summary>
    OutgoingCredit,

    /// <summary>The buffer of the tile's router.</summary>
    RouterBuffer,
}

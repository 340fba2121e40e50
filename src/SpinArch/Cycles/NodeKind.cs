namespace SpinArch.Cycles;

/// <summary>What a node of a period graph is.</summary>
internal enum NodeKind
{
    /// <summary>The sequencer posts an instruction.</summary>
    Post,

    /// <summary>A unit starts an operation or a part of one.</summary>
    Start,

    /// <summary>The vector unit turns to an operation, or a unit takes up a flit.</summary>
    Take,

    /// <summary>The port starts a flit.</summary>
    PortSend,

    /// <summary>A flit starts on a link.</summary>
    Hop,

    /// <summary>All flits of a period on a link that several senders share.</summary>
    SharedLink,

    /// <summary>An input arrives.</summary>
    Arrival,
}

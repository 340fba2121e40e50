namespace SpinArch.Isa;

/// <summary>One decoded instruction; fields that its opcode lacks are at their defaults.</summary>
public readonly record struct Instruction
{
    /// <summary>The operation.</summary>
    public Opcode Opcode { get; init; }

    /// <summary>Column of the block that the tile holds; the base when <see cref="Indexed"/>.</summary>
    public int Column { get; init; }

    /// <summary>Whether the innermost loop counter is added to <see cref="Column"/>.</summary>
    public bool Indexed { get; init; }

    /// <summary>Which of the tile's blocks, and with it which crossbar pair.</summary>
    public int Pair { get; init; }

    /// <summary>When the input bank is consumed.</summary>
    public LoopCondition X { get; init; }

    /// <summary>For <c>column</c>, <c>read</c>, <c>convert</c>, <c>write</c>: when the mean crossbar takes part. For vector instructions: when the mean latch is consumed.</summary>
    public LoopCondition Mean { get; init; }

    /// <summary>For <c>recv</c>, <c>write</c>, <c>send</c>: when it is done. For <c>stat</c>: when the sums start anew.</summary>
    public LoopCondition When { get; init; }

    /// <summary>First channel.</summary>
    public int Channel { get; init; }

    /// <summary>How many channels from <see cref="Channel"/> on.</summary>
    public int Channels { get; init; }

    /// <summary>For <c>recv</c> and <c>send</c>: how many further channel ranges, as long as the first and directly behind it, take turns with it.</summary>
    public int Alternates { get; init; }

    /// <summary>
    /// For <c>recv</c>: 1 where the turn is that of the next sample, after the last one that of the first, else 0. For <c>read.all</c>: 1
    /// where the read is that of the next sample, after an input's last the first of the next input, else 0.
    /// </summary>
    public int Ahead { get; init; }

    /// <summary>Where the operand comes from.</summary>
    public OperandSource Source { get; init; }

    /// <summary>What follows the sum.</summary>
    public Activation Activation { get; init; }

    /// <summary>For <c>add</c> and <c>recv.add</c>: 1 where the partial sum of the pair before is added and consumed, else 0.</summary>
    public int Carry { get; init; }

    /// <summary>For <c>loop</c>: how often the body runs, at least 1.</summary>
    public int Iterations { get; init; }

    /// <summary>For <c>loop</c>: how many instructions the body has, at least 1.</summary>
    public int Body { get; init; }

    /// <summary>For <c>loop</c>: what its counter counts.</summary>
    public LoopCounts Counts { get; init; }

    /// <summary>Channels of one range: a <c>send</c> has no count and takes one.</summary>
    internal int RangeLength => Math.Max(1, Channels);

    /// <summary>First channel behind all ranges that take turns.</summary>
    internal int ChannelsEnd => Channel + (RangeLength * (Alternates + 1));

    /// <summary>First channel of the range whose turn it is.</summary>
    /// <param name="counter">Counter of the loop over samples; a recorded one may be anything.</param>
    /// <param name="iterations">How often that loop runs, at least 1.</param>
    internal int ChannelAt(int counter, int iterations) =>
        Alternates == 0 ? Channel : Channel + (RangeLength * (int)((uint)((counter + Ahead) % iterations) % (uint)(Alternates + 1)));
}

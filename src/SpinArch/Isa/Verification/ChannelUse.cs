using System.Numerics;

namespace SpinArch.Isa.Verification;

/// <summary>What a tile's code does with its channels.</summary>
internal sealed class ChannelUse(int receives, int sends)
{
    /// <summary>By receive channel: words taken over the whole run.</summary>
    public BigInteger[] Received { get; } = new BigInteger[receives];

    /// <summary>By receive channel: <see cref="Opcode.Receive"/> or <see cref="Opcode.ReceiveAdd"/>, or null when no instruction takes from it.</summary>
    public Opcode?[] TakenBy { get; } = new Opcode?[receives];

    /// <summary>By receive channel: the pair whose input bank it fills.</summary>
    public int[] Pair { get; } = new int[receives];

    /// <summary>By send channel: words given over the whole run; the statistics of a column count as one.</summary>
    public BigInteger[] Sent { get; } = new BigInteger[sends];

    /// <summary>By send channel: what is sent on it, or null when no instruction sends on it.</summary>
    public OperandSource?[] Source { get; } = new OperandSource?[sends];

    /// <summary>By send channel: the columns of the layer that are sent on it.</summary>
    public (int First, int Last)[] Columns { get; } = new (int, int)[sends];
}

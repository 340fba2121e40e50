using SpinArch.Isa;

namespace SpinArch.Tiles;

/// <summary>One posted operation of one unit: an instruction with its loop counters and conditions already resolved.</summary>
internal struct Operation
{
    /// <summary>Index of the instruction in the tile's program.</summary>
    public int Instruction;

    /// <summary>Column of the block.</summary>
    public int Column;

    /// <summary>Monte-Carlo sample, from the loop counter.</summary>
    public int Sample;

    /// <summary>Network input, from the loop counter.</summary>
    public int Input;

    /// <summary>Place of the kernel, from the loop counter.</summary>
    public int Position;

    /// <summary>First channel of a receive or send, of the range whose turn it is.</summary>
    public int Channel;

    /// <summary>How many channels.</summary>
    public int Channels;

    /// <summary>Block of the tile.</summary>
    public int Block;

    /// <summary>For a write: column reads posted to the crossbar pair before it.</summary>
    public int ReadsBefore;

    /// <summary>What it is.</summary>
    public Traits Traits;

    /// <summary>What the unit does.</summary>
    public Opcode Opcode;

    /// <summary>Operand of a vector or send operation.</summary>
    public OperandSource Source;

    /// <summary>Activation of a vector operation.</summary>
    public Activation Activation;

    /// <summary>Whether it has all of these traits.</summary>
    public readonly bool Has(Traits traits) => (Traits & traits) == traits;
}

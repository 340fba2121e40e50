namespace SpinArch.Isa;

/// <summary>The fields an instruction can have besides its opcode; where each lies in the word is written in <see cref="InstructionTable"/>.</summary>
public enum InstructionField
{
    /// <summary><see cref="Instruction.Indexed"/></summary>
    Indexed,

    /// <summary><see cref="Instruction.Column"/></summary>
    Column,

    /// <summary><see cref="Instruction.Pair"/></summary>
    Pair,

    /// <summary><see cref="Instruction.X"/></summary>
    X,

    /// <summary><see cref="Instruction.X"/>, of an instruction that has a <see cref="When"/> besides.</summary>
    Consume,

    /// <summary><see cref="Instruction.Mean"/></summary>
    Mean,

    /// <summary><see cref="Instruction.When"/></summary>
    When,

    /// <summary><see cref="Instruction.Channel"/></summary>
    Channel,

    /// <summary><see cref="Instruction.Channels"/></summary>
    Channels,

    /// <summary><see cref="Instruction.Alternates"/></summary>
    Alternates,

    /// <summary><see cref="Instruction.Ahead"/></summary>
    Ahead,

    /// <summary><see cref="Instruction.Source"/></summary>
    Source,

    /// <summary><see cref="Instruction.Activation"/></summary>
    Activation,

    /// <summary><see cref="Instruction.Carry"/></summary>
    Carry,

    /// <summary><see cref="Instruction.Iterations"/></summary>
    Iterations,

    /// <summary><see cref="Instruction.Body"/></summary>
    Body,

    /// <summary><see cref="Instruction.Counts"/></summary>
    Counts,
}

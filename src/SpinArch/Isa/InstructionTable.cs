using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>
/// The instruction set as <c>isa/spinarch.isa.json</c> lists it, embedded in this assembly: immutable, loaded once.
/// </summary>
public sealed class InstructionTable
{
    private readonly ImmutableDictionary<string, InstructionDescription> byMnemonic;
    private readonly InstructionDescription?[] byNumber;

    internal InstructionTable(
        ImmutableArray<FieldDescription> fields,
        ImmutableArray<InstructionDescription> instructions,
        int opcodeShift,
        int opcodeBits,
        ImmutableArray<(string Name, string Summary)> operandTypes)
    {
        Fields = fields;
        Instructions = instructions;
        OpcodeShift = opcodeShift;
        OpcodeBits = opcodeBits;
        OperandTypes = operandTypes;
        byMnemonic = instructions.ToImmutableDictionary(row => row.Mnemonic, StringComparer.Ordinal);
        byNumber = new InstructionDescription?[1 << opcodeBits];
        foreach (InstructionDescription row in instructions)
        {
            byNumber[(int)row.Opcode] = row;
        }
    }

    /// <summary>The table that this assembly carries.</summary>
    public static InstructionTable Default { get; } = InstructionTableReader.ReadEmbedded();

    /// <summary>Every field but the opcode, in the table's order.</summary>
    public ImmutableArray<FieldDescription> Fields { get; }

    /// <summary>Every instruction, in the table's order.</summary>
    public ImmutableArray<InstructionDescription> Instructions { get; }

    /// <summary>The operand types by name, with their meaning, for the reference page.</summary>
    public ImmutableArray<(string Name, string Summary)> OperandTypes { get; }

    /// <summary>Position of the opcode in the word.</summary>
    public int OpcodeShift { get; }

    /// <summary>Width of the opcode.</summary>
    public int OpcodeBits { get; }

    /// <summary>The row of an opcode number, or null where no instruction has it.</summary>
    public InstructionDescription? Find(int opcode) =>
        (uint)opcode < (uint)byNumber.Length ? byNumber[opcode] : null;

    /// <summary>The row of an opcode, or null where the number is no instruction.</summary>
    public InstructionDescription? Find(Opcode opcode) => Find((int)opcode);

    /// <summary>The row of a mnemonic, or null.</summary>
    public InstructionDescription? Find(string mnemonic) => byMnemonic.GetValueOrDefault(mnemonic);

    /// <summary>The mnemonic of an opcode, or its number where it is no instruction; for messages.</summary>
    public string Name(Opcode opcode) => Find(opcode)?.Mnemonic ?? FormattableString.Invariant($"opcode {(int)opcode}");
}

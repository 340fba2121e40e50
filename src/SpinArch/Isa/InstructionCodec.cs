using SpinArch.Files;

namespace SpinArch.Isa;

/// <summary>
/// Packs instructions into 64-bit words and back. Every valid instruction has exactly one word: unused bits are zero,
/// so that <c>Decode(Encode(x)) == x</c> and <c>Encode(Decode(w)) == w</c>.
/// </summary>
public static class InstructionCodec
{
    /// <summary>Packs an instruction.</summary>
    /// <param name="instruction">What to encode.</param>
    /// <param name="place">File, tile and index, for the message.</param>
    /// <returns>The word.</returns>
    /// <exception cref="InputException">No such opcode, a value out of its field's range, or a value in a field that the opcode lacks.</exception>
    public static ulong Encode(in Instruction instruction, string place) =>
        TryEncode(instruction, out ulong word) is { } fault ? throw new InputException(place, fault) : word;

    /// <summary>Unpacks a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="place">File, tile and index, for the message.</param>
    /// <returns>The instruction.</returns>
    /// <exception cref="InputException">No such opcode, a reserved bit that is set, or a field out of range.</exception>
    public static Instruction Decode(ulong word, string place) =>
        TryDecode(word, out Instruction instruction) is { } fault ? throw new InputException(place, fault) : instruction;

    /// <summary>Packs an instruction; returns what is wrong with it, or null.</summary>
    public static string? TryEncode(in Instruction instruction, out ulong word)
    {
        InstructionTable table = InstructionTable.Default;
        word = 0;
        if (table.Find(instruction.Opcode) is not { } row)
        {
            return FormattableString.Invariant($"opcode {(int)instruction.Opcode} is no instruction");
        }

        ulong packed = (ulong)instruction.Opcode << table.OpcodeShift;
        Instruction rest = instruction;
        foreach (FieldDescription field in row.Fields)
        {
            long value = InstructionFields.Get(instruction, field.Field);
            if (InstructionFields.Fault(row, field, value) is { } fault)
            {
                return $"{row.Mnemonic}: {fault}";
            }

            packed |= (ulong)value << field.Shift;
            rest = InstructionFields.With(rest, field.Field, 0);
        }

        // What the row's fields do not carry would be lost in the word.
        if (rest != new Instruction { Opcode = instruction.Opcode })
        {
            string name = table.Fields.First(field => !row.Has(field.Field) && InstructionFields.Get(rest, field.Field) != 0).Name;
            return $"{row.Mnemonic} has no field {name}, but it is set";
        }

        word = packed;
        return null;
    }

    /// <summary>Unpacks a word; returns what is wrong with it, or null.</summary>
    public static string? TryDecode(ulong word, out Instruction instruction)
    {
        InstructionTable table = InstructionTable.Default;
        instruction = default;
        int opcode = (int)(word >> table.OpcodeShift & (1UL << table.OpcodeBits) - 1);
        if (table.Find(opcode) is not { } row)
        {
            return FormattableString.Invariant($"opcode {opcode} is no instruction (word 0x{word:x16})");
        }

        if ((word & ~row.Mask) != 0)
        {
            return FormattableString.Invariant($"{row.Mnemonic}: reserved bits 0x{word & ~row.Mask:x16} are set (word 0x{word:x16})");
        }

        var decoded = new Instruction { Opcode = row.Opcode };
        foreach (FieldDescription field in row.Fields)
        {
            long value = (long)(word >> field.Shift & (1UL << field.Bits) - 1);
            if (InstructionFields.Fault(row, field, value) is { } fault)
            {
                return FormattableString.Invariant($"{row.Mnemonic}: {fault} (word 0x{word:x16})");
            }

            decoded = InstructionFields.With(decoded, field.Field, value);
        }

        instruction = decoded;
        return null;
    }
}

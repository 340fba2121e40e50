using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>One row of the table's instructions.</summary>
public sealed record InstructionDescription
{
    /// <summary>Its name in assembly text.</summary>
    public required string Mnemonic { get; init; }

    /// <summary>Its frozen number.</summary>
    public required Opcode Opcode { get; init; }

    /// <summary>The fields it uses besides the opcode, in the order in which they are written.</summary>
    public required ImmutableArray<FieldDescription> Fields { get; init; }

    /// <summary>The sources it takes; empty when it has no source field.</summary>
    public required ImmutableArray<OperandSource> Sources { get; init; }

    /// <summary>The unit whose activity it causes.</summary>
    public required string Unit { get; init; }

    /// <summary>The name of that activity.</summary>
    public required string Action { get; init; }

    /// <summary>What it does, in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>All bits of the word that it uses, the opcode's included; every other bit is zero.</summary>
    public required ulong Mask { get; init; }

    /// <summary>Whether it uses a field.</summary>
    public bool Has(InstructionField field)
    {
        foreach (FieldDescription description in Fields)
        {
            if (description.Field == field)
            {
                return true;
            }
        }

        return false;
    }
}

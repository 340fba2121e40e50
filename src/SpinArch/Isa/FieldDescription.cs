namespace SpinArch.Isa;

/// <summary>One row of the table's fields: where a field lies in the 64-bit word and what it may hold.</summary>
public sealed record FieldDescription
{
    /// <summary>Which property of <see cref="Instruction"/> it is.</summary>
    public required InstructionField Field { get; init; }

    /// <summary>Its name in the table and in assembly text.</summary>
    public required string Name { get; init; }

    /// <summary>Position of its lowest bit.</summary>
    public required int Shift { get; init; }

    /// <summary>Width in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>How it is written and checked.</summary>
    public required OperandType Type { get; init; }

    /// <summary>Smallest valid encoded value.</summary>
    public required long Minimum { get; init; }

    /// <summary>Largest valid encoded value.</summary>
    public required long Maximum { get; init; }

    /// <summary>Encoded value of an operand that assembly text leaves out.</summary>
    public required long Default { get; init; }

    /// <summary>What it means, for the reference page.</summary>
    public required string Summary { get; init; }

    /// <summary>Its bits in the word.</summary>
    public ulong Mask => ((1UL << Bits) - 1) << Shift;
}

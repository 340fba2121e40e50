namespace SpinArch.Isa;

/// <summary>Carries encoded values between the properties of <see cref="Instruction"/> and the fields of the table.</summary>
internal static class InstructionFields
{
    private const int LevelBits = 4;

    // A forgotten field must not compile (CS8509), while a number that is no field at all cannot come from the table.
    /// <summary>The encoded value of a field; for a condition that has no encoding, -1.</summary>
    public static long Get(in Instruction instruction, InstructionField field) => field switch
    {
        InstructionField.Indexed => instruction.Indexed ? 1 : 0,
        InstructionField.Column => instruction.Column,
        InstructionField.Pair => instruction.Pair,
        InstructionField.X => PackCondition(instruction.X),
        InstructionField.Consume => PackCondition(instruction.X),
        InstructionField.Mean => PackCondition(instruction.Mean),
        InstructionField.When => PackCondition(instruction.When),
        InstructionField.Channel => instruction.Channel,
        InstructionField.Channels => instruction.Channels,
        InstructionField.Alternates => instruction.Alternates,
        InstructionField.Ahead => instruction.Ahead,
        InstructionField.Source => (long)instruction.Source,
        InstructionField.Activation => (long)instruction.Activation,
        InstructionField.Carry => instruction.Carry,
        InstructionField.Iterations => instruction.Iterations,
        InstructionField.Body => instruction.Body,
        InstructionField.Counts => (long)instruction.Counts,
    };

    /// <summary>The instruction with a field set from its encoded value, which the caller has checked.</summary>
    public static Instruction With(in Instruction instruction, InstructionField field, long value) => field switch
    {
        InstructionField.Indexed => instruction with { Indexed = value != 0 },
        InstructionField.Column => instruction with { Column = (int)value },
        InstructionField.Pair => instruction with { Pair = (int)value },
        InstructionField.X => instruction with { X = UnpackCondition(value) },
        InstructionField.Consume => instruction with { X = UnpackCondition(value) },
        InstructionField.Mean => instruction with { Mean = UnpackCondition(value) },
        InstructionField.When => instruction with { When = UnpackCondition(value) },
        InstructionField.Channel => instruction with { Channel = (int)value },
        InstructionField.Channels => instruction with { Channels = (int)value },
        InstructionField.Alternates => instruction with { Alternates = (int)value },
        InstructionField.Ahead => instruction with { Ahead = (int)value },
        InstructionField.Source => instruction with { Source = (OperandSource)value },
        InstructionField.Activation => instruction with { Activation = (Activation)value },
        InstructionField.Carry => instruction with { Carry = (int)value },
        InstructionField.Iterations => instruction with { Iterations = (int)value },
        InstructionField.Body => instruction with { Body = (int)value },
        InstructionField.Counts => instruction with { Counts = (LoopCounts)value },
    };

    public static long PackCondition(LoopCondition condition) =>
        (int)condition.Kind > 3 || (uint)condition.Levels >= 1u << LevelBits
            ? -1
            : (long)condition.Kind | (long)condition.Levels << 2;

    public static LoopCondition UnpackCondition(long value) =>
        new((LoopConditionKind)(value & 3), (int)(value >> 2));

    /// <summary>
    /// What is wrong with an encoded value, or null: its range; for a condition, levels where it must have none, or none where it
    /// must; for a source, whether the instruction takes it.
    /// </summary>
    public static string? Fault(InstructionDescription row, FieldDescription field, long value)
    {
        if (field.Type == OperandType.Condition)
        {
            if (value < field.Minimum || value > field.Maximum)
            {
                return FormattableString.Invariant($"{field.Name} is no condition with loop levels 0 to {LevelBits - 1}");
            }

            LoopCondition condition = UnpackCondition(value);
            bool needsLevels = condition.Kind is LoopConditionKind.First or LoopConditionKind.Last;
            return needsLevels && condition.Levels == 0 ? $"{field.Name} is first or last of no loop level (write always)"
                : condition.Kind == LoopConditionKind.Always && condition.Levels != 0 ? $"{field.Name} is always but names loop levels"
                : null;
        }

        if (value < field.Minimum || value > field.Maximum)
        {
            return FormattableString.Invariant($"{field.Name} is {value}, allowed is {field.Minimum} to {field.Maximum}");
        }

        return field.Type != OperandType.Source || row.Sources.Contains((OperandSource)value) ? null
            : $"source is {OperandText.Sources[value]}, allowed is {string.Join(" or ", row.Sources.Select(source => OperandText.Sources[(int)source]))}";
    }
}

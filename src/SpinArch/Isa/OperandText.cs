using System.Globalization;
using System.Text;

namespace SpinArch.Isa;

/// <summary>The words of assembly text for conditions, sources and activations, one list for reading and writing.</summary>
internal static class OperandText
{
    public static readonly string[] Sources = ["psum", "latch", "out", "stat"];

    public static readonly string[] Activations = ["none", "saturatingLinear", "sign", "linear"];

    public static readonly string[] Counts = ["", "columns", "positions", "samples", "inputs"];

    public static readonly string[] Conditions = ["never", "always", "first@", "last@", "until@"];

    public static OperandSource? SourceOf(string text) => Array.IndexOf(Sources, text) switch
    {
        < 0 => null,
        int index => (OperandSource)index,
    };

    public static Activation? ActivationOf(string text) => Array.IndexOf(Activations, text) switch
    {
        < 0 => null,
        int index => (Activation)index,
    };

    /// <summary>Reads a condition; null when the text is none. Levels may come in any order but not twice.</summary>
    public static LoopCondition? ConditionOf(string text)
    {
        switch (text)
        {
            case "never":
                return LoopCondition.Never;
            case "always":
                return LoopCondition.Always;
        }

        int at = text.IndexOf('@', StringComparison.Ordinal);
        LoopConditionKind? kind = text.AsSpan(0, at + 1) switch
        {
            "first@" => LoopConditionKind.First,
            "last@" => LoopConditionKind.Last,
            "until@" => LoopConditionKind.Until,
            _ => null,
        };
        if (kind is null)
        {
            return null;
        }

        int levels = 0;
        foreach (char digit in text.AsSpan(at + 1))
        {
            int bit = digit is >= '0' and <= '3' ? 1 << (digit - '0') : 0;
            if (bit == 0 || (levels & bit) != 0)
            {
                return null;
            }

            levels |= bit;
        }

        return levels == 0 ? null : new LoopCondition(kind.Value, levels);
    }

    /// <summary>Writes the encoded value of a field as assembly text.</summary>
    public static string Write(OperandType type, long value) => type switch
    {
        OperandType.Condition => Write(InstructionFields.UnpackCondition(value)),
        OperandType.Source => Sources[value],
        OperandType.Activation => Activations[value],
        OperandType.Counted => Counts[value],
        OperandType.Flag or OperandType.Count or OperandType.Column or OperandType.Channel or _ =>
            value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Write(LoopCondition condition)
    {
        var text = new StringBuilder(condition.Kind == LoopConditionKind.Until && condition.Levels != 0 ? "until@" : Conditions[(int)condition.Kind]);
        for (int level = 0; level < 4; level++)
        {
            if ((condition.Levels >> level & 1) != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{level}");
            }
        }

        return text.ToString();
    }
}

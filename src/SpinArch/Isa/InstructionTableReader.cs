using System.Collections.Immutable;
using System.Text.Json;

namespace SpinArch.Isa;

/// <summary>Reads the table from JSON and refuses one that contradicts itself: the table is part of the program, so that is a defect, not bad input.</summary>
internal static class InstructionTableReader
{
    private const string ResourceName = "spinarch.isa.json";

    public static InstructionTable ReadEmbedded()
    {
        using Stream stream = typeof(InstructionTableReader).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"the resource {ResourceName} is missing from the assembly");
        using JsonDocument document = JsonDocument.Parse(stream);
        return Read(document.RootElement);
    }

    public static InstructionTable Read(JsonElement root)
    {
        JsonElement opcode = root.GetProperty("fields").GetProperty("opcode");
        int opcodeShift = opcode.GetProperty("shift").GetInt32();
        int opcodeBits = opcode.GetProperty("bits").GetInt32();
        ulong opcodeMask = ((1UL << opcodeBits) - 1) << opcodeShift;
        var fields = root.GetProperty("fields").EnumerateObject()
            .Where(property => property.Name != "opcode")
            .Select(property => ReadField(property.Name, property.Value))
            .ToImmutableArray();
        var instructions = root.GetProperty("instructions").EnumerateArray()
            .Select(row => ReadInstruction(row, fields, opcodeMask))
            .ToImmutableArray();
        if (instructions.Select(row => row.Opcode).Distinct().Count() != instructions.Length)
        {
            throw new InvalidOperationException("two instructions share an opcode");
        }

        var types = root.GetProperty("operandTypes").EnumerateObject()
            .Select(property => (property.Name, property.Value.GetString() ?? ""))
            .ToImmutableArray();
        return new InstructionTable(fields, instructions, opcodeShift, opcodeBits, types);
    }

    private static FieldDescription ReadField(string name, JsonElement row)
    {
        int bits = row.GetProperty("bits").GetInt32();
        return new FieldDescription
        {
            Field = FieldOf(name),
            Name = name,
            Shift = row.GetProperty("shift").GetInt32(),
            Bits = bits,
            Type = TypeOf(Text(row, "type")),
            Minimum = Number(row, "minimum", 0),
            Maximum = Number(row, "maximum", (1L << bits) - 1),
            Default = Number(row, "default", 0),
            Summary = Text(row, "summary"),
        };
    }

    private static InstructionDescription ReadInstruction(JsonElement row, ImmutableArray<FieldDescription> fields, ulong opcodeMask)
    {
        string mnemonic = Text(row, "mnemonic");
        var used = row.GetProperty("fields").EnumerateArray()
            .Select(name => fields.Single(field => field.Name == name.GetString()))
            .Select(field => field with { Default = Default(row, field) })
            .ToImmutableArray();
        ulong mask = opcodeMask;
        foreach (FieldDescription field in used)
        {
            if ((mask & field.Mask) != 0)
            {
                throw new InvalidOperationException($"{mnemonic}: the field {field.Name} overlaps another");
            }

            mask |= field.Mask;
        }

        return new InstructionDescription
        {
            Mnemonic = mnemonic,
            Opcode = (Opcode)row.GetProperty("opcode").GetByte(),
            Fields = used,
            Sources = row.TryGetProperty("sources", out JsonElement sources)
                ? sources.EnumerateArray().Select(source => OperandText.SourceOf(source.GetString() ?? "")!.Value).ToImmutableArray()
                : [],
            Unit = Text(row, "unit"),
            Action = Text(row, "action"),
            Summary = Text(row, "summary"),
            Mask = mask,
        };
    }

    /// <summary>An instruction may have its own default for a field: a send without a condition sends.</summary>
    private static long Default(JsonElement row, FieldDescription field) =>
        row.TryGetProperty("defaults", out JsonElement defaults) ? Number(defaults, field.Name, field.Default) : field.Default;

    private static string Text(JsonElement row, string key) => row.GetProperty(key).GetString() ?? "";

    private static long Number(JsonElement row, string key, long otherwise) =>
        row.TryGetProperty(key, out JsonElement value) ? value.GetInt64() : otherwise;

    private static InstructionField FieldOf(string name) => name switch
    {
        "indexed" => InstructionField.Indexed,
        "column" => InstructionField.Column,
        "pair" => InstructionField.Pair,
        "x" => InstructionField.X,
        "consume" => InstructionField.Consume,
        "mean" => InstructionField.Mean,
        "when" => InstructionField.When,
        "channel" => InstructionField.Channel,
        "channels" => InstructionField.Channels,
        "alternates" => InstructionField.Alternates,
        "ahead" => InstructionField.Ahead,
        "source" => InstructionField.Source,
        "activation" => InstructionField.Activation,
        "carry" => InstructionField.Carry,
        "iterations" => InstructionField.Iterations,
        "body" => InstructionField.Body,
        "counts" => InstructionField.Counts,
        _ => throw new InvalidOperationException($"the table has a field {name} that {nameof(InstructionField)} lacks"),
    };

    private static OperandType TypeOf(string name) => name switch
    {
        "flag" => OperandType.Flag,
        "count" => OperandType.Count,
        "column" => OperandType.Column,
        "channel" => OperandType.Channel,
        "condition" => OperandType.Condition,
        "source" => OperandType.Source,
        "activation" => OperandType.Activation,
        "counted" => OperandType.Counted,
        _ => throw new InvalidOperationException($"the table has an operand type {name} that {nameof(OperandType)} lacks"),
    };
}

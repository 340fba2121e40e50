using System.Globalization;
using System.Text;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

public sealed class IsaPageTests
{
    private const string Page = "docs/isa.md";

    [Fact]
    public void The_reference_page_says_what_the_table_says()
    {
        string page = Repository.ReadText(Page);
        page = Replace(page, "instructions", Instructions());
        page = Replace(page, "fields", Fields());
        page = Replace(page, "operands", Operands());
        Repository.AssertHolds(Page, page);
    }

    private static string Instructions()
    {
        var text = new StringBuilder("| Instruction | Opcode | Operands | Unit | Action | What it does |\n|---|---|---|---|---|---|\n");
        foreach (InstructionDescription row in InstructionTable.Default.Instructions)
        {
            var operands = row.Fields.Where(field => field.Type != OperandType.Flag).Select(field => Operand(row, field));
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Mnemonic}` | {(int)row.Opcode} | {string.Join(", ", operands)} | {row.Unit} | {row.Action} | {row.Summary} |\n");
        }

        return text.ToString();
    }

    private static string Operand(InstructionDescription row, FieldDescription field) => field.Type switch
    {
        OperandType.Column => "`[column]`",
        OperandType.Source => $"`source` ({string.Join(", ", row.Sources.Select(source => OperandText.Sources[(int)source]))})",
        OperandType.Condition when field.Default != 0 => $"`{field.Name}` (default {OperandText.Write(field.Type, field.Default)})",
        _ => $"`{field.Name}`",
    };

    private static string Fields()
    {
        InstructionTable table = InstructionTable.Default;
        var text = new StringBuilder("| Field | Bits | Values | When left out | Meaning |\n|---|---|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| `opcode` | {table.OpcodeShift}..{table.OpcodeShift + table.OpcodeBits - 1} | as listed above | | which instruction |\n");
        foreach (FieldDescription field in table.Fields)
        {
            string values = field.Type is OperandType.Condition or OperandType.Source ? field.Type.ToString().ToLowerInvariant()
                : FormattableString.Invariant($"{field.Minimum} to {field.Maximum}");
            string omitted = field.Type is OperandType.Flag or OperandType.Column || field.Field is InstructionField.Iterations or InstructionField.Body
                ? "" : OperandText.Write(field.Type, field.Default);
            string bits = field.Bits == 1 ? FormattableString.Invariant($"{field.Shift}") : FormattableString.Invariant($"{field.Shift}..{field.Shift + field.Bits - 1}");
            text.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {bits} | {values} | {omitted} | {field.Summary} |\n");
        }

        return text.ToString();
    }

    private static string Operands()
    {
        var text = new StringBuilder("| Type | How it is written and encoded |\n|---|---|\n");
        foreach ((string name, string summary) in InstructionTable.Default.OperandTypes)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {summary} |\n");
        }

        return text.ToString();
    }

    private static string Replace(string page, string section, string content)
    {
        string begin = $"<!-- {section}:begin -->\n";
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int end = page.IndexOf($"<!-- {section}:end -->", StringComparison.Ordinal);
        Assert.True(start >= begin.Length && end >= start, $"{Page} has lost its {section} markers");
        return page[..start] + content + page[end..];
    }
}

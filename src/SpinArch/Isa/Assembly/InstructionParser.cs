namespace SpinArch.Isa.Assembly;

/// <summary>Reads one instruction by its row of the table: the column operand in brackets, then operands by name in any order, each at most once.</summary>
internal static class InstructionParser
{
    public const string LoopEnd = "end";

    public static Instruction Parse(TokenReader line)
    {
        Token head = line.ExpectWord("an instruction", out string mnemonic);
        if (InstructionTable.Default.Find(mnemonic) is not { } row)
        {
            var known = InstructionTable.Default.Instructions.Select(instruction => instruction.Mnemonic).Append(LoopEnd);
            throw new AssemblyException(head.Column, $"'{Shorten(mnemonic)}' is no instruction{Spelling.Hint(mnemonic, known)}");
        }

        var instruction = new Instruction { Opcode = row.Opcode };
        foreach (FieldDescription field in row.Fields)
        {
            instruction = InstructionFields.With(instruction, field.Field, field.Default);
        }

        if (row.Opcode == Opcode.Loop)
        {
            FieldDescription iterations = row.Fields.Single(field => field.Field == InstructionField.Iterations);
            instruction = instruction with { Iterations = (int)line.ExpectNumber("the number of iterations", iterations.Minimum, iterations.Maximum) };
            instruction = line.AtEnd ? instruction : instruction with { Counts = ParseCounts(line) };
            line.ExpectEnd();
            return instruction;
        }

        if (row.Has(InstructionField.Column))
        {
            instruction = ParseColumn(line, row, instruction);
        }

        var given = new HashSet<InstructionField>();
        while (!line.AtEnd)
        {
            instruction = ParseOperand(line, row, instruction, given);
        }

        return instruction;
    }

    private static LoopCounts ParseCounts(TokenReader line)
    {
        string[] words = OperandText.Counts[1..];
        int at = line.Current.Kind == TokenKind.Word ? Array.IndexOf(words, line.Current.Text) : -1;
        if (at < 0)
        {
            throw line.Unexpected($"the end of the line or what the loop counts ({string.Join(", ", words)})", words);
        }

        line.Take();
        return (LoopCounts)(at + 1);
    }

    private static Instruction ParseColumn(TokenReader line, InstructionDescription row, Instruction instruction)
    {
        if (!line.IsMark("["))
        {
            throw line.Unexpected("a column ([5], [i] or [i+5])");
        }

        FieldDescription column = row.Fields.Single(field => field.Field == InstructionField.Column);
        line.ExpectMark("[");
        bool indexed = line.IsWord("i");
        long value = 0;
        if (indexed)
        {
            line.ExpectWord("i");
        }

        if (!indexed || line.TakeMark("+"))
        {
            value = line.ExpectNumber("the column", column.Minimum, column.Maximum);
        }

        line.ExpectMark("]");
        return instruction with { Indexed = indexed, Column = (int)value };
    }

    private static Instruction ParseOperand(TokenReader line, InstructionDescription row, Instruction instruction, HashSet<InstructionField> given)
    {
        var named = row.Fields.Where(field => field.Type is not (OperandType.Flag or OperandType.Column)).ToArray();
        string[] names = [.. named.Select(field => field.Name)];
        Token name = line.Current;
        if (name.Kind != TokenKind.Word || Array.Find(named, field => field.Name == name.Text) is not { } operand)
        {
            string allowed = names.Length == 0 ? "the end of the line" : $"an operand of {row.Mnemonic} ({string.Join(", ", names)})";
            throw line.Unexpected(allowed, names);
        }

        if (!given.Add(operand.Field))
        {
            throw line.Error($"{operand.Name} is given twice");
        }

        line.Take();
        line.ExpectMark("=");
        return InstructionFields.With(instruction, operand.Field, ParseValue(line, row, operand));
    }

    private static long ParseValue(TokenReader line, InstructionDescription row, FieldDescription operand)
    {
        string text = line.Current.Kind == TokenKind.Word ? line.Current.Text : "";
        long? value = operand.Type switch
        {
            OperandType.Condition => OperandText.ConditionOf(text) is { } condition ? InstructionFields.PackCondition(condition) : null,
            OperandType.Source => OperandText.SourceOf(text) is { } source && row.Sources.Contains(source) ? (long)source : null,
            OperandType.Activation => (long?)OperandText.ActivationOf(text),
            OperandType.Flag or OperandType.Count or OperandType.Column or OperandType.Channel or OperandType.Counted or _ =>
                line.ExpectNumber(operand.Name, operand.Minimum, operand.Maximum),
        };
        if (operand.Type is OperandType.Condition or OperandType.Source or OperandType.Activation)
        {
            if (value is null)
            {
                throw Mistaken(line, row, operand);
            }

            line.Take();
        }

        return value!.Value;
    }

    private static AssemblyException Mistaken(TokenReader line, InstructionDescription row, FieldDescription operand)
    {
        if (operand.Type == OperandType.Condition)
        {
            return line.Unexpected($"a condition for {operand.Name} (never, always, first@L, last@L or until@L, L different loop levels of 0 to 3)", OperandText.Conditions);
        }

        string[] allowed = operand.Type == OperandType.Source
            ? [.. row.Sources.Select(source => OperandText.Sources[(int)source])]
            : OperandText.Activations;
        return line.Unexpected($"{operand.Name} of {row.Mnemonic} ({string.Join(", ", allowed)})", allowed);
    }

    private static string Shorten(string word) => word.Length > 40 ? word[..40] + "..." : word;
}

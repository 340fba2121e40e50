using System.Collections.Immutable;

namespace SpinArch.Isa.Assembly;

/// <summary>A tile's code while its lines are read; <c>end</c> closes the innermost loop and costs no slot.</summary>
internal sealed class CodeBuilder
{
    private readonly ImmutableArray<Instruction>.Builder code = ImmutableArray.CreateBuilder<Instruction>();
    private readonly Stack<(int Index, int Line, int Column)> open = new();
    private readonly long longestBody = InstructionTable.Default.Fields.Single(field => field.Field == InstructionField.Body).Maximum;

    /// <summary>The loop that lacks its end, by line and column, or null.</summary>
    public (int Line, int Column)? Unclosed => open.Count == 0 ? null : (open.Peek().Line, open.Peek().Column);

    public void Parse(TokenReader line, int lineNumber)
    {
        int column = line.Current.Column;
        if (line.IsWord(InstructionParser.LoopEnd))
        {
            line.Take();
            Close(column);
            return;
        }

        Instruction instruction = InstructionParser.Parse(line);
        if (instruction.Opcode == Opcode.Loop)
        {
            open.Push((code.Count, lineNumber, column));
        }

        code.Add(instruction);
    }

    public ImmutableArray<Instruction> Build() => code.ToImmutable();

    private void Close(int column)
    {
        if (open.Count == 0)
        {
            throw new AssemblyException(column, "end without a loop");
        }

        (int index, int line, _) = open.Pop();
        int body = code.Count - index - 1;
        if (body < 1 || body > longestBody)
        {
            throw new AssemblyException(column, FormattableString.Invariant($"the loop of line {line} has a body of {body} instructions, allowed is 1 to {longestBody}"));
        }

        code[index] = code[index] with { Body = body };
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SpinArch.Files;
using SpinArch.Isa.Assembly;
using SpinArch.Specs;

namespace SpinArch.Isa;

/// <summary>Writes a program as assembly text that assembles to the same program; operands at their defaults are left out.</summary>
public static class Disassembler
{
    private const int LevelsALine = 32;

    /// <summary>The assembly text of a whole program.</summary>
    /// <param name="program">The program; its loops must nest, the rest may be wrong.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="InputException">Loops that do not nest, or an instruction that has no encoding.</exception>
    public static string Disassemble(Program program, string place)
    {
        var text = new StringBuilder();
        Line(text, $".network {QuotedText.Write(program.Network)}");
        Line(text, $".architecture {QuotedText.Write(program.ArchitectureHash)}");
        Line(text, $".mesh {program.MeshWidth} {program.MeshHeight}");
        Line(text, $".words {program.InputWords} {program.OutputWords}");
        Line(text, $".samples {program.Samples}");
        Line(text, $".inputs {program.Inputs}");
        foreach (PortSend send in program.Port.Sends)
        {
            Line(text, $".port send rows {send.RowBase} {send.Words} -> {Destinations(send.Destinations)}");
        }

        foreach (PortReceive receive in program.Port.Receives)
        {
            Line(text, $".port recv columns {receive.ColumnBase} {receive.Columns} <- tile {receive.Source}");
        }

        // The plus of an exponent would read as a mark of its own.
        Line(text, $".port scale {program.Port.OutputScale.ToString("R", CultureInfo.InvariantCulture).Replace("+", "", StringComparison.Ordinal)}");
        for (int index = 0; index < program.Stages.Length; index++)
        {
            foreach (string line in StageText.Write(program.Stages[index], index))
            {
                Line(text, $"{line}");
            }
        }

        for (int index = 0; index < program.Tiles.Length; index++)
        {
            Tile(text, program.Tiles[index], index, place);
        }

        return text.ToString();
    }

    /// <summary>One line an instruction: index, encoded word, text; indented by its loops. For people and for tests.</summary>
    /// <exception cref="InputException">Loops that do not nest, or an instruction that has no encoding.</exception>
    public static string Listing(Program program, string place)
    {
        var text = new StringBuilder();
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            ImmutableArray<Instruction> code = program.Tiles[tile].Code;
            LoopNest nest = Nest(code, place, tile);
            Line(text, $"tile {tile}");
            for (int index = 0; index < code.Length; index++)
            {
                ulong word = InstructionCodec.Encode(code[index], At(place, tile, index));
                Line(text, $"{index:d4}  {word:x16}  {new string(' ', 2 * nest.Iterations[index].Length)}{Write(code[index])}");
            }
        }

        return text.ToString();
    }

    /// <summary>One instruction as text. A value without encoding is written as a number.</summary>
    public static string Write(in Instruction instruction)
    {
        if (InstructionTable.Default.Find(instruction.Opcode) is not { } row)
        {
            return InstructionTable.Default.Name(instruction.Opcode);
        }

        var text = new StringBuilder(row.Mnemonic);
        foreach (FieldDescription field in row.Fields)
        {
            long value = InstructionFields.Get(instruction, field.Field);
            if (field.Field == InstructionField.Iterations)
            {
                text.Append(CultureInfo.InvariantCulture, $" {value}");
            }
            else if (field.Type == OperandType.Column)
            {
                text.Append(Column(instruction));
            }
            else if (field.Type == OperandType.Counted)
            {
                text.Append(value == 0 ? "" : $" {(value < OperandText.Counts.Length ? OperandText.Counts[value] : value)}");
            }
            else if (field.Type != OperandType.Flag && field.Field != InstructionField.Body && value != field.Default)
            {
                bool encodable = InstructionFields.Fault(row, field, value) is null;
                string operand = encodable ? OperandText.Write(field.Type, value) : value.ToString(CultureInfo.InvariantCulture);
                text.Append(CultureInfo.InvariantCulture, $" {field.Name}={operand}");
            }
        }

        return text.ToString();
    }

    private static string Column(in Instruction instruction) => (instruction.Indexed, instruction.Column) switch
    {
        (true, 0) => " [i]",
        (true, int offset) => FormattableString.Invariant($" [i+{offset}]"),
        (false, int column) => FormattableString.Invariant($" [{column}]"),
    };

    private static void Tile(StringBuilder text, TileProgram tile, int index, string place)
    {
        text.Append('\n');
        string samples = tile is { FirstSample: 0, SampleStep: 1 } ? "" : FormattableString.Invariant($" samples {tile.FirstSample} step {tile.SampleStep}");
        Line(text, $".tile {index} at {tile.X},{tile.Y}{samples}");
        for (int block = 0; block < tile.Blocks.Length; block++)
        {
            Block(text, tile.Blocks[block], block);
        }

        for (int channel = 0; channel < tile.Receives.Length; channel++)
        {
            ReceiveChannel receive = tile.Receives[channel];
            Line(text, $"  .recv {channel} from {Node(receive.Source)} rows {receive.RowBase} {receive.Words}");
        }

        for (int channel = 0; channel < tile.Sends.Length; channel++)
        {
            Line(text, $"  .send {channel} to {Destinations(tile.Sends[channel].Destinations)}");
        }

        _ = Nest(tile.Code, place, index);
        var ends = new Stack<int>();
        for (int at = 0; at < tile.Code.Length; at++)
        {
            _ = InstructionCodec.Encode(tile.Code[at], At(place, index, at));
            Line(text, $"{Indent(ends.Count)}{Write(tile.Code[at])}");
            if (tile.Code[at].Opcode == Opcode.Loop)
            {
                ends.Push(at + tile.Code[at].Body);
            }

            while (ends.Count > 0 && ends.Peek() == at)
            {
                ends.Pop();
                Line(text, $"{Indent(ends.Count)}{InstructionParser.LoopEnd}");
            }
        }
    }

    private static void Block(StringBuilder text, LayerBlock block, int index)
    {
        string sum = ColumnSumNames.Of(block.ColumnSum);
        BlockArithmetic a = block.Arithmetic;
        string driven = block.AlwaysDrivenRows == 0 ? "" : FormattableString.Invariant($" driven {block.AlwaysDrivenRows}");
        string pair = block.Pair == index ? "" : FormattableString.Invariant($"pair {block.Pair} ");
        Line(text, $"  .block {pair}layer {block.Layer} {QuotedText.Write(block.LayerName)} rows {block.RowBase} {block.Rows}{driven} columns {block.ColumnBase} {block.Columns} sum {sum}");
        Line(text, $"    .arithmetic inputMaximum={a.InputMaximum} meanStep={a.MeanStep} sigmaStep={a.SigmaStep} codeMaximum={a.CodeMaximum}");
        Line(text, $"    .arithmetic meanMultiplier={a.MeanMultiplier} sigmaMultiplier={a.SigmaMultiplier} wordShift={a.WordShift}");
        Line(text, $"    .arithmetic wordFraction={a.WordFraction} outputFraction={a.OutputFraction} activationMaximum={a.ActivationMaximum}");
        Levels(text, ".mean", block.MeanLevels);
        Levels(text, ".sigma", block.SigmaLevels);
    }

    private static void Levels(StringBuilder text, string directive, ImmutableArray<sbyte> levels)
    {
        foreach (sbyte[] line in levels.Chunk(LevelsALine))
        {
            Line(text, $"    {directive} {string.Join(' ', line.Select(level => level.ToString(CultureInfo.InvariantCulture)))}");
        }
    }

    private static string Destinations(ImmutableArray<ChannelDestination> destinations) =>
        string.Join(", ", destinations.Select(end => FormattableString.Invariant($"{Node(end.Tile)} channel {end.Channel}")));

    private static string Node(int tile) => tile == -1 ? "port" : FormattableString.Invariant($"tile {tile}");

    private static string Indent(int depth) => new(' ', 2 + (2 * depth));

    private static string At(string place, int tile, int index) => FormattableString.Invariant($"{place}: tile {tile}, instruction {index}");

    private static LoopNest Nest(ImmutableArray<Instruction> code, string place, int tile) =>
        LoopNest.TryRead(code, out LoopNest nest) is { } fault ? throw new InputException(At(place, tile, fault.Index), fault.Message) : nest;

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Tests.Isa;

/// <summary>One random change to a program: a field, an entry removed, doubled or swapped.</summary>
internal static class ProgramChanges
{
    public static SpinArch.Isa.Program Change(SpinArch.Isa.Program program, Random random) => random.Next(12) switch
    {
        0 => program with { MeshWidth = Number(random, program.MeshWidth) },
        1 => program with { InputWords = Number(random, program.InputWords) },
        2 => program with { OutputWords = Number(random, program.OutputWords) },
        3 => program with { Samples = Number(random, program.Samples) },
        4 => program with { Inputs = Number(random, program.Inputs) },
        5 => program with { Port = Port(program.Port, random) },
        6 => program with { Tiles = Entries(program.Tiles, random) },
        _ => program with { Tiles = One(program.Tiles, random, tile => Tile(tile, random)) },
    };

    private static PortProgram Port(PortProgram port, Random random) => random.Next(6) switch
    {
        0 => port with { OutputScale = random.Next(2) == 0 ? double.NaN : -1 },
        1 => port with { Sends = Entries(port.Sends, random) },
        2 => port with { Receives = Entries(port.Receives, random) },
        3 => port with { Sends = One(port.Sends, random, send => send with { RowBase = Number(random, send.RowBase), Words = Number(random, send.Words) }) },
        4 => port with { Sends = One(port.Sends, random, send => send with { Destinations = Ends(send.Destinations, random) }) },
        _ => port with { Receives = One(port.Receives, random, receive => receive with { Source = Number(random, receive.Source), Columns = Number(random, receive.Columns) }) },
    };

    private static TileProgram Tile(TileProgram tile, Random random) => random.Next(10) switch
    {
        0 => tile with { X = Number(random, tile.X), Y = Number(random, tile.Y) },
        1 => tile with { Blocks = Entries(tile.Blocks, random) },
        2 => tile with { Blocks = One(tile.Blocks, random, block => Block(block, random)) },
        3 => tile with { Receives = Entries(tile.Receives, random) },
        4 => tile with { Receives = One(tile.Receives, random, channel => channel with { Source = Number(random, channel.Source), Words = Number(random, channel.Words) }) },
        5 => tile with { Sends = One(tile.Sends, random, channel => channel with { Destinations = Ends(channel.Destinations, random) }) },
        6 => tile with { Code = Entries(tile.Code, random) },
        _ => tile with { Code = One(tile.Code, random, instruction => Instruction(instruction, random)) },
    };

    private static LayerBlock Block(LayerBlock block, Random random) => random.Next(7) switch
    {
        0 => block with { Rows = Number(random, block.Rows) },
        1 => block with { Columns = Number(random, block.Columns) },
        2 => block with { RowBase = Number(random, block.RowBase) },
        3 => block with { ColumnBase = Number(random, block.ColumnBase) },
        4 => block with { MeanLevels = Entries(block.MeanLevels, random) },
        5 => block with { ColumnSum = (ColumnSum)random.Next(4) },
        _ => block with { Arithmetic = block.Arithmetic with { WordShift = Number(random, block.Arithmetic.WordShift), SigmaStep = Number(random, 1) } },
    };

    private static Instruction Instruction(Instruction instruction, Random random)
    {
        if (random.Next(8) == 0)
        {
            return instruction with { Opcode = (Opcode)random.Next(70) };
        }

        FieldDescription field = InstructionTable.Default.Fields[random.Next(InstructionTable.Default.Fields.Length)];
        return field.Type == OperandType.Condition
            ? InstructionFields.With(instruction, field.Field, random.Next(64))
            : InstructionFields.With(instruction, field.Field, Number(random, (int)InstructionFields.Get(instruction, field.Field)));
    }

    private static ImmutableArray<ChannelDestination> Ends(ImmutableArray<ChannelDestination> ends, Random random) =>
        random.Next(2) == 0 ? Entries(ends, random) : One(ends, random, end => new ChannelDestination(Number(random, end.Tile), Number(random, end.Channel)));

    private static int Number(Random random, int value) => random.Next(8) switch
    {
        0 => int.MaxValue,
        1 => int.MinValue,
        2 => -1,
        3 => random.Next(),
        4 => value + 1,
        5 => value - 1,
        _ => random.Next(4),
    };

    private static ImmutableArray<T> One<T>(ImmutableArray<T> items, Random random, Func<T, T> change)
    {
        int index = items.IsEmpty ? 0 : random.Next(items.Length);
        return items.IsEmpty ? items : items.SetItem(index, change(items[index]));
    }

    private static ImmutableArray<T> Entries<T>(ImmutableArray<T> items, Random random)
    {
        if (items.IsEmpty)
        {
            return items;
        }

        int index = random.Next(items.Length);
        int other = random.Next(items.Length);
        return random.Next(3) switch
        {
            0 => items.RemoveAt(index),
            1 => items.Insert(index, items[other]),
            _ => items.SetItem(index, items[other]).SetItem(other, items[index]),
        };
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SpinArch.Isa.Binary;

/// <summary>Writes the body of a program file; field by field the mirror of <see cref="ProgramReader"/>.</summary>
internal static class ProgramWriter
{
    public static void Write(ByteWriter file, Program program, string place)
    {
        file.Text(program.Network);
        file.Text(program.ArchitectureHash);
        file.Int32(program.MeshWidth);
        file.Int32(program.MeshHeight);
        file.Int32(program.InputWords);
        file.Int32(program.OutputWords);
        file.Int32(program.Samples);
        file.Int32(program.Inputs);
        file.Double(program.Port.OutputScale);
        file.Int32(program.Port.Sends.Length);
        foreach (PortSend send in program.Port.Sends)
        {
            file.Int32(send.RowBase);
            file.Int32(send.Words);
            Destinations(file, send.Destinations);
        }

        file.Int32(program.Port.Receives.Length);
        foreach (PortReceive receive in program.Port.Receives)
        {
            file.Int32(receive.Source);
            file.Int32(receive.ColumnBase);
            file.Int32(receive.Columns);
        }

        file.Int32(program.Tiles.Length);
        for (int index = 0; index < program.Tiles.Length; index++)
        {
            Tile(file, program.Tiles[index], FormattableString.Invariant($"{place}: tile {index}"));
        }

        if (!program.Stages.IsEmpty)
        {
            file.Int32(program.Stages.Length);
            foreach (ProgramStage stage in program.Stages)
            {
                StageBytes.Write(file, stage);
            }
        }
    }

    private static void Tile(ByteWriter file, TileProgram tile, string place)
    {
        file.Int32(tile.X);
        file.Int32(tile.Y);
        file.Int32(tile.FirstSample);
        file.Int32(tile.SampleStep);
        file.Int32(tile.Blocks.Length);
        foreach (LayerBlock block in tile.Blocks)
        {
            Block(file, block);
        }

        file.Int32(tile.Receives.Length);
        foreach (ReceiveChannel receive in tile.Receives)
        {
            file.Int32(receive.Source);
            file.Int32(receive.RowBase);
            file.Int32(receive.Words);
        }

        file.Int32(tile.Sends.Length);
        foreach (SendChannel send in tile.Sends)
        {
            Destinations(file, send.Destinations);
        }

        file.Int32(tile.Code.Length);
        for (int index = 0; index < tile.Code.Length; index++)
        {
            file.Word(InstructionCodec.TryEncode(tile.Code[index], out ulong word) is { } fault
                ? throw new Files.InputException(FormattableString.Invariant($"{place}, instruction {index}"), fault)
                : word);
        }
    }

    private static void Block(ByteWriter file, LayerBlock block)
    {
        file.Int32(block.Pair);
        file.Int32(block.Layer);
        file.Text(block.LayerName);
        file.Int32(block.RowBase);
        file.Int32(block.Rows);
        file.Int32(block.AlwaysDrivenRows);
        file.Int32(block.ColumnBase);
        file.Int32(block.Columns);
        file.Byte((byte)block.ColumnSum);
        BlockArithmetic arithmetic = block.Arithmetic;
        file.Int32(arithmetic.InputMaximum);
        file.Int64(arithmetic.MeanStep);
        file.Int64(arithmetic.SigmaStep);
        file.Int32(arithmetic.CodeMaximum);
        file.Int64(arithmetic.MeanMultiplier);
        file.Int64(arithmetic.SigmaMultiplier);
        file.Int32(arithmetic.WordShift);
        file.Int32(arithmetic.WordFraction);
        file.Int32(arithmetic.OutputFraction);
        file.Int32(arithmetic.ActivationMaximum);
        Levels(file, block.MeanLevels);
        Levels(file, block.SigmaLevels);
    }

    private static void Levels(ByteWriter file, ImmutableArray<sbyte> levels)
    {
        file.Int32(levels.Length);
        file.Bytes(MemoryMarshal.AsBytes(levels.AsSpan()));
    }

    private static void Destinations(ByteWriter file, ImmutableArray<ChannelDestination> destinations)
    {
        file.Int32(destinations.Length);
        foreach (ChannelDestination destination in destinations)
        {
            file.Int32(destination.Tile);
            file.Int32(destination.Channel);
        }
    }
}

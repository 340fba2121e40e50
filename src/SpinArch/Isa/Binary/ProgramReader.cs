using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SpinArch.Specs;

namespace SpinArch.Isa.Binary;

/// <summary>Reads the body of a program file, in the order of <c>docs/program-file.md</c>.</summary>
internal static class ProgramReader
{
    private const int PortSendBytes = 12;
    private const int PortReceiveBytes = 12;
    private const int TileBytes = 32;
    private const int BlockBytes = 97;
    private const int ReceiveBytes = 12;
    private const int SendBytes = 4;
    private const int DestinationBytes = 8;
    private const int WordBytes = 8;

    /// <summary>Reads the body.</summary>
    /// <param name="file">The file, behind its header.</param>
    /// <param name="hasStages">Whether stages follow the tiles.</param>
    public static Program Read(ByteReader file, bool hasStages)
    {
        var program = new Program
        {
            Network = file.Text("the network's name"),
            ArchitectureHash = file.Text("the architecture's hash"),
            MeshWidth = file.Int32("the mesh's width"),
            MeshHeight = file.Int32("the mesh's height"),
            InputWords = file.Int32("the network's inputs"),
            OutputWords = file.Int32("the network's outputs"),
            Samples = file.Int32("the samples"),
            Inputs = file.Int32("the inputs"),
            Port = new PortProgram
            {
                OutputScale = file.Double("the port's scale"),
                Sends = Many(file, "the port's sends", PortSendBytes, PortSend),
                Receives = Many(file, "the port's receives", PortReceiveBytes, PortReceive),
            },
            Tiles = Many(file, "the tiles", TileBytes, Tile),
            Stages = hasStages ? Many(file, "the stages", StageBytes.Least, StageBytes.Read) : [],
        };
        return file.Remaining == 0 ? program : throw file.Fault($"{file.Remaining} bytes follow the last {(hasStages ? "stage" : "tile")}");
    }

    private static PortSend PortSend(ByteReader file) => new()
    {
        RowBase = file.Int32("a port send's first row"),
        Words = file.Int32("a port send's words"),
        Destinations = Many(file, "a port send's destinations", DestinationBytes, Destination),
    };

    private static PortReceive PortReceive(ByteReader file) => new()
    {
        Source = file.Int32("a port receive's tile"),
        ColumnBase = file.Int32("a port receive's first column"),
        Columns = file.Int32("a port receive's columns"),
    };

    private static ChannelDestination Destination(ByteReader file) =>
        new(file.Int32("a destination's tile"), file.Int32("a destination's channel"));

    private static TileProgram Tile(ByteReader file) => new()
    {
        X = file.Int32("a tile's mesh column"),
        Y = file.Int32("a tile's mesh row"),
        FirstSample = file.Int32("a tile's first sample"),
        SampleStep = file.Int32("a tile's sample step"),
        Blocks = Many(file, "a tile's blocks", BlockBytes, Block),
        Receives = Many(file, "a tile's receive channels", ReceiveBytes, Receive),
        Sends = Many(file, "a tile's send channels", SendBytes, Send),
        Code = Many(file, "a tile's code", WordBytes, Code),
    };

    private static ReceiveChannel Receive(ByteReader file) => new()
    {
        Source = file.Int32("a receive channel's source"),
        RowBase = file.Int32("a receive channel's first row"),
        Words = file.Int32("a receive channel's words"),
    };

    private static SendChannel Send(ByteReader file) => new()
    {
        Destinations = Many(file, "a send channel's destinations", DestinationBytes, Destination),
    };

    private static Instruction Code(ByteReader file)
    {
        string place = file.Place();
        return InstructionCodec.Decode(file.Word("an instruction"), place);
    }

    private static LayerBlock Block(ByteReader file) => new()
    {
        Pair = file.Int32("a block's crossbar pair"),
        Layer = file.Int32("a block's layer"),
        LayerName = file.Text("a block's layer name"),
        RowBase = file.Int32("a block's first row"),
        Rows = file.Int32("a block's rows"),
        AlwaysDrivenRows = file.Int32("a block's always driven rows"),
        ColumnBase = file.Int32("a block's first column"),
        Columns = file.Int32("a block's columns"),
        ColumnSum = Sum(file),
        Arithmetic = new BlockArithmetic
        {
            InputMaximum = file.Int32("inputMaximum"),
            MeanStep = file.Int64("meanStep"),
            SigmaStep = file.Int64("sigmaStep"),
            CodeMaximum = file.Int32("codeMaximum"),
            MeanMultiplier = file.Int64("meanMultiplier"),
            SigmaMultiplier = file.Int64("sigmaMultiplier"),
            WordShift = file.Int32("wordShift"),
            WordFraction = file.Int32("wordFraction"),
            OutputFraction = file.Int32("outputFraction"),
            ActivationMaximum = file.Int32("activationMaximum"),
        },
        MeanLevels = Levels(file, "mean levels"),
        SigmaLevels = Levels(file, "sigma levels"),
    };

    private static ColumnSum Sum(ByteReader file)
    {
        byte sum = file.Byte("where a block's columns are summed");
        return sum <= (byte)ColumnSum.Cell
            ? (ColumnSum)sum
            : throw file.Fault($"the column sum is {sum}, allowed are 0 (digital), 1 (neuron), 2 (element) and 3 (cell)");
    }

    private static ImmutableArray<sbyte> Levels(ByteReader file, string what)
    {
        int count = file.Count(what, 1);
        return [.. MemoryMarshal.Cast<byte, sbyte>(file.Take(count, what))];
    }

    internal static ImmutableArray<T> Many<T>(ByteReader file, string what, int bytesEach, Func<ByteReader, T> read)
    {
        int count = file.Count(what, bytesEach);
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (int index = 0; index < count; index++)
        {
            items.Add(read(file));
        }

        return items.MoveToImmutable();
    }
}

using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Tests.Isa;

/// <summary>Programs of random content whose loops nest: they encode and print, but few would pass the verifier.</summary>
internal sealed class RandomPrograms(int seed)
{
    private readonly Random random = new(seed);

    public SpinArch.Isa.Program Program() => new()
    {
        Network = Name(),
        ArchitectureHash = Name(),
        MeshWidth = Int(),
        MeshHeight = Int(),
        InputWords = Int(),
        OutputWords = Int(),
        Samples = Int(),
        Inputs = Int(),
        Port = new PortProgram
        {
            Sends = Many(0, () => new PortSend { RowBase = Int(), Words = Int(), Destinations = Many(1, Destination) }),
            Receives = Many(0, () => new PortReceive { Source = Int(), ColumnBase = Int(), Columns = Int() }),
            OutputScale = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)),
        },
        Tiles = Many(1, Tile),
        Stages = random.Next(2) == 0 ? [] : Many(1, Stage),
    };

    /// <summary>A valid instruction of any kind; a loop's body is 1.</summary>
    public Instruction Instruction()
    {
        ImmutableArray<InstructionDescription> rows = InstructionTable.Default.Instructions;
        InstructionDescription row = rows[random.Next(rows.Length)];
        var instruction = new Instruction { Opcode = row.Opcode };
        foreach (FieldDescription field in row.Fields)
        {
            long value = field.Type switch
            {
                OperandType.Condition => Condition(),
                OperandType.Source => (long)row.Sources[random.Next(row.Sources.Length)],
                _ => random.Next(4) == 0 ? field.Maximum : random.NextInt64(field.Minimum, field.Maximum + 1),
            };
            instruction = InstructionFields.With(instruction, field.Field, value);
        }

        return row.Opcode == Opcode.Loop ? instruction with { Body = 1 } : instruction;
    }

    private long Condition() => random.Next(5) switch
    {
        0 => InstructionFields.PackCondition(LoopCondition.Never),
        4 => InstructionFields.PackCondition(LoopCondition.Until(random.Next(1, 16))),
        1 => InstructionFields.PackCondition(LoopCondition.Always),
        2 => InstructionFields.PackCondition(LoopCondition.First(random.Next(1, 16))),
        _ => InstructionFields.PackCondition(LoopCondition.Last(random.Next(1, 16))),
    };

    private ProgramStage Stage()
    {
        var kind = (StageKind)random.Next(4);
        ProgramStage stage = Stage(kind);
        return kind == StageKind.Add ? stage with { Multipliers = Many(0, () => random.NextInt64()), Shift = Int() } : stage;
    }

    private ProgramStage Stage(StageKind kind) => new()
    {
        Name = Name(),
        Kind = kind,
        Sources = Many(0, () => new StageSource
        {
            Stage = Math.Max(-1, Int()),
            SourceChannel = Int(),
            Channels = Int(),
            Operand = Int(),
            Channel = Int()
        }),
        Window = new Window
        {
            Channels = Int(),
            Height = Int(),
            Width = Int(),
            KernelHeight = Int(),
            KernelWidth = Int(),
            StrideY = Int(),
            StrideX = Int(),
            PadTop = Int(),
            PadLeft = Int(),
            PadBottom = Int(),
            PadRight = Int(),
            DilationY = Int(),
            DilationX = Int(),
        },
        OutChannels = Int(),
        Activation = (Activation)random.Next(4),
        Layer = Math.Max(-1, Int()),
        CountsPadding = random.Next(2) == 0,
        CodeMaximum = Int(),
    };

    private TileProgram Tile() => new()
    {
        X = Int(),
        Y = Int(),
        FirstSample = Int(),
        SampleStep = Int(),
        Blocks = Many(0, Block),
        Receives = Many(0, () => new ReceiveChannel { Source = Int(), RowBase = Int(), Words = Int() }),
        Sends = Many(0, () => new SendChannel { Destinations = Many(1, Destination) }),
        Code = [.. Code(depth: 0)],
    };

    private List<Instruction> Code(int depth)
    {
        var code = new List<Instruction>();
        int count = random.Next(1, 6);
        for (int index = 0; index < count; index++)
        {
            Instruction instruction = Instruction();
            if (instruction.Opcode != Opcode.Loop)
            {
                code.Add(instruction);
            }
            else if (depth < 4)
            {
                List<Instruction> body = Code(depth + 1);
                code.Add(instruction with { Body = body.Count });
                code.AddRange(body);
            }
        }

        return code.Count > 0 ? code : [new Instruction { Opcode = Opcode.Halt }];
    }

    private LayerBlock Block() => new()
    {
        Pair = random.Next(4) == 0 ? Int() : 0,
        Layer = Int(),
        LayerName = Name(),
        RowBase = Int(),
        Rows = Int(),
        AlwaysDrivenRows = random.Next(3) == 0 ? Int() : 0,
        ColumnBase = Int(),
        Columns = Int(),
        ColumnSum = random.Next(2) == 0 ? ColumnSum.Digital : ColumnSum.Neuron,
        Arithmetic = new BlockArithmetic
        {
            InputMaximum = Int(),
            MeanStep = Long(),
            SigmaStep = Long(),
            CodeMaximum = Int(),
            MeanMultiplier = Long(),
            SigmaMultiplier = Long(),
            WordShift = Int(),
            WordFraction = Int(),
            OutputFraction = Int(),
            ActivationMaximum = Int(),
        },
        MeanLevels = Levels(),
        SigmaLevels = Levels(),
    };

    private ImmutableArray<sbyte> Levels()
    {
        byte[] levels = new byte[random.Next(2) == 0 ? 0 : random.Next(200)];
        random.NextBytes(levels);
        return [.. levels.Select(level => (sbyte)level)];
    }

    private ChannelDestination Destination() => new(Int(), Int());

    private string Name()
    {
        const string Characters = "az09 .\"\\;\n\t\u0001\u00e4\u2028\u5b57[]=,->";
        return new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Characters[random.Next(Characters.Length)])])
            + (random.Next(8) == 0 ? "\ud83c\udfb2" : "");
    }

    private int Int() => random.Next(5) switch
    {
        0 => -1,
        1 => int.MinValue,
        2 => int.MaxValue,
        _ => random.Next(-1000, 1000),
    };

    private long Long() => random.Next(3) == 0 ? long.MinValue : random.NextInt64(long.MinValue, long.MaxValue);

    private ImmutableArray<T> Many<T>(int least, Func<T> make) =>
        [.. Enumerable.Range(0, random.Next(least, 4)).Select(_ => make())];
}

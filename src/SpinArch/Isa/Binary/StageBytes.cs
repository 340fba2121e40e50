namespace SpinArch.Isa.Binary;

/// <summary>A stage in a program file, field by field as <c>docs/program-file.md</c> lists them.</summary>
internal static class StageBytes
{
    /// <summary>Bytes that a stage has at least.</summary>
    public const int Least = 83;

    private const int SourceBytes = 20;
    private const int MultiplierBytes = 8;

    public static void Write(ByteWriter file, ProgramStage stage)
    {
        file.Text(stage.Name);
        file.Byte((byte)stage.Kind);
        file.Byte((byte)stage.Activation);
        file.Byte(stage.CountsPadding ? (byte)1 : (byte)0);
        file.Int32(stage.Layer);
        file.Int32(stage.OutChannels);
        file.Int32(stage.Shift);
        file.Int32(stage.CodeMaximum);
        Window window = stage.Window;
        foreach (int value in (ReadOnlySpan<int>)[window.Channels, window.Height, window.Width, window.KernelHeight, window.KernelWidth,
            window.StrideY, window.StrideX, window.PadTop, window.PadLeft, window.PadBottom, window.PadRight, window.DilationY,
                window.DilationX])
        {
            file.Int32(value);
        }

        file.Int32(stage.Sources.Length);
        foreach (StageSource source in stage.Sources)
        {
            file.Int32(source.Stage);
            file.Int32(source.SourceChannel);
            file.Int32(source.Channels);
            file.Int32(source.Operand);
            file.Int32(source.Channel);
        }

        file.Int32(stage.Multipliers.Length);
        foreach (long multiplier in stage.Multipliers)
        {
            file.Int64(multiplier);
        }
    }

    public static ProgramStage Read(ByteReader file) => new()
    {
        Name = file.Text("a stage's name"),
        Kind = (StageKind)Below(file, "a stage's kind", (int)StageKind.Add + 1),
        Activation = (Activation)Below(file, "a stage's activation", (int)Activation.Linear + 1),
        CountsPadding = Below(file, "whether a mean counts padding", 2) == 1,
        Layer = file.Int32("a stage's layer"),
        OutChannels = file.Int32("a stage's channels"),
        Shift = file.Int32("a stage's shift"),
        CodeMaximum = file.Int32("a stage's largest code"),
        Window = new Window
        {
            Channels = file.Int32("a window's channels"),
            Height = file.Int32("a window's map rows"),
            Width = file.Int32("a window's map columns"),
            KernelHeight = file.Int32("a window's kernel rows"),
            KernelWidth = file.Int32("a window's kernel columns"),
            StrideY = file.Int32("a window's stride of rows"),
            StrideX = file.Int32("a window's stride of columns"),
            PadTop = file.Int32("a window's padding above"),
            PadLeft = file.Int32("a window's padding on the left"),
            PadBottom = file.Int32("a window's padding below"),
            PadRight = file.Int32("a window's padding on the right"),
            DilationY = file.Int32("a window's dilation of rows"),
            DilationX = file.Int32("a window's dilation of columns"),
        },
        Sources = ProgramReader.Many(file, "a stage's sources", SourceBytes, Source),
        Multipliers = ProgramReader.Many(file, "a stage's factors", MultiplierBytes, from => from.Int64("a factor")),
    };

    private static StageSource Source(ByteReader file) => new()
    {
        Stage = file.Int32("a source's stage"),
        SourceChannel = file.Int32("a source's first channel"),
        Channels = file.Int32("a source's channels"),
        Operand = file.Int32("a source's operand"),
        Channel = file.Int32("a source's place"),
    };

    private static byte Below(ByteReader file, string what, int end)
    {
        byte value = file.Byte(what);
        return value < end ? value : throw file.Fault($"{what} is {value}, allowed are 0 to {end - 1}");
    }
}

using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Isa.Assembly;

/// <summary>A stage as lines of assembly text: <c>.stage</c>, and a <c>.source</c> for each place that its channels come from.</summary>
internal static class StageText
{
    /// <summary>Begins a stage.</summary>
    public const string Directive = ".stage";

    /// <summary>Follows one.</summary>
    public const string SourceDirective = ".source";

    private const string Input = "input";
    private const string Stage = "stage";

    private static readonly string[] Kinds = ["matrix", "maxPool", "averagePool", "add"];

    /// <summary>The lines of a stage.</summary>
    public static IEnumerable<string> Write(ProgramStage stage, int index)
    {
        Window w = stage.Window;
        string layer = stage.Layer < 0 ? "" : Text($" layer {stage.Layer}");
        string padding = stage.CountsPadding ? " countsPadding" : "";
        string factors = stage.Kind != StageKind.Add ? "" : Text(
            $" shift {stage.Shift} factors {string.Join(' ', stage.Multipliers.Select(factor => factor.ToString(CultureInfo.InvariantCulture)))}");
        yield return Text($"{Directive} {index} {Kinds[(int)stage.Kind]} {QuotedText.Write(stage.Name)}{layer} map {w.Channels} {w.Height} {w.Width}")
            + Text($" kernel {w.KernelHeight} {w.KernelWidth} stride {w.StrideY} {w.StrideX} padding {w.PadTop} {w.PadLeft} {w.PadBottom} {w.PadRight}")
            + Text($" dilation {w.DilationY} {w.DilationX} outputs {stage.OutChannels} activation {OperandText.Activations[(int)stage.Activation]}")
            + Text($" maximum {stage.CodeMaximum}{padding}{factors}");
        foreach (StageSource source in stage.Sources)
        {
            string from = source.Stage < 0 ? Input : Text($"{Stage} {source.Stage}");
            yield return Text($"  {SourceDirective} {from} channels {source.SourceChannel} {source.Channels} operand {source.Operand} at {source.Channel}");
        }
    }

    /// <summary>Reads the line of a stage behind its directive; its sources follow.</summary>
    public static ProgramStage Parse(TokenReader line, int index)
    {
        ProgramBuilder.ExpectIndex(line, Stage, index);
        var kind = (StageKind)Array.IndexOf(Kinds, line.ExpectOneOf("the kind of the stage", Kinds));
        string name = line.ExpectName("the stage's name");
        int layer = Takes(line, "layer") ? line.ExpectInt("the layer") : -1;
        int[] map = Numbers(line, "map", 3);
        int[] kernel = Numbers(line, "kernel", 2);
        int[] stride = Numbers(line, "stride", 2);
        int[] padding = Numbers(line, "padding", 4);
        int[] dilation = Numbers(line, "dilation", 2);
        int outputs = Numbers(line, "outputs", 1)[0];
        line.ExpectWord("activation");
        Activation activation = OperandText.ActivationOf(line.ExpectOneOf("the activation", OperandText.Activations))!.Value;
        int maximum = Numbers(line, "maximum", 1)[0];
        bool counts = Takes(line, "countsPadding");
        int shift = kind == StageKind.Add ? Numbers(line, "shift", 1)[0] : 0;
        return new ProgramStage
        {
            Name = name,
            Kind = kind,
            Sources = [],
            Layer = layer,
            Window = new Window
            {
                Channels = map[0],
                Height = map[1],
                Width = map[2],
                KernelHeight = kernel[0],
                KernelWidth = kernel[1],
                StrideY = stride[0],
                StrideX = stride[1],
                PadTop = padding[0],
                PadLeft = padding[1],
                PadBottom = padding[2],
                PadRight = padding[3],
                DilationY = dilation[0],
                DilationX = dilation[1],
            },
            OutChannels = outputs,
            Activation = activation,
            CodeMaximum = maximum,
            CountsPadding = counts,
            Shift = shift,
            Multipliers = kind == StageKind.Add ? Factors(line) : [],
        };
    }

    /// <summary>Reads the line of a source behind its directive.</summary>
    public static StageSource ParseSource(TokenReader line)
    {
        int stage = line.ExpectOneOf("where the channels come from", Input, Stage) == Input ? -1 : line.ExpectInt("the stage");
        int[] channels = Numbers(line, "channels", 2);
        int operand = Numbers(line, "operand", 1)[0];
        return new StageSource
        {
            Stage = stage,
            SourceChannel = channels[0],
            Channels = channels[1],
            Operand = operand,
            Channel = Numbers(line, "at", 1)[0],
        };
    }

    private static ImmutableArray<long> Factors(TokenReader line)
    {
        line.ExpectWord("factors");
        var factors = ImmutableArray.CreateBuilder<long>();
        while (!line.AtEnd)
        {
            factors.Add(line.ExpectNumber("a factor", long.MinValue, long.MaxValue));
        }

        return factors.ToImmutable();
    }

    private static bool Takes(TokenReader line, string word)
    {
        bool found = line.IsWord(word);
        if (found)
        {
            line.Take();
        }

        return found;
    }

    private static int[] Numbers(TokenReader line, string word, int count)
    {
        line.ExpectWord(word);
        return [.. Enumerable.Range(0, count).Select(_ => line.ExpectInt($"a number of {word}"))];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

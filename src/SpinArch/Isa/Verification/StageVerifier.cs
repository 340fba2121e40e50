using SpinArch.Files;

namespace SpinArch.Isa.Verification;

/// <summary>
/// Refuses stages whose sources come after them, do not cover their inputs, or have maps of other sizes, and windows that cannot be.
/// </summary>
internal static class StageVerifier
{
    private const int MostStages = 1 << 16;
    private const int LargestExtent = 1 << 20;
    private const int LargestMap = 1 << 24;
    private const int MostOperands = 1 << 10;
    private const long LargestFactor = 1L << 40;

    public static void Verify(Program program, string place)
    {
        ProgramVerifier.Range(place, "the stages", program.Stages.Length, 0, MostStages);
        for (int index = 0; index < program.Stages.Length; index++)
        {
            ProgramStage stage = program.Stages[index];
            string where = FormattableString.Invariant($"{place}: stage {index}");
            Window(stage, where);
            Sources(program, stage, index, where);
        }

        if (!program.Stages.IsEmpty)
        {
            ProgramStage last = program.Stages[^1];
            ProgramVerifier.Range($"{place}: the last stage", "the positions", last.Positions, 1, 1);
            ProgramVerifier.Range($"{place}: the last stage", "the outputs", last.OutChannels, program.OutputWords, program.OutputWords);
        }
    }

    private static void Window(ProgramStage stage, string where)
    {
        Window window = stage.Window;
        Extent("the map's channels", window.Channels);
        Extent("the map's rows", window.Height);
        Extent("the map's columns", window.Width);
        Extent("the kernel's rows", window.KernelHeight);
        Extent("the kernel's columns", window.KernelWidth);
        Extent("the stride of rows", window.StrideY);
        Extent("the stride of columns", window.StrideX);
        Extent("the dilation of rows", window.DilationY);
        Extent("the dilation of columns", window.DilationX);
        Extent("the outputs", stage.OutChannels);
        foreach (int padding in (ReadOnlySpan<int>)[window.PadTop, window.PadLeft, window.PadBottom, window.PadRight])
        {
            ProgramVerifier.Range(where, "the padding", padding, 0, LargestExtent);
        }

        ProgramVerifier.Range(where, "the map", (long)window.Channels * window.Height * window.Width, 1, LargestMap);
        ProgramVerifier.Range(where, "the window's rows", ((long)(window.KernelHeight - 1) * window.DilationY) + 1, 1,
            (long)window.Height + window.PadTop + window.PadBottom);
        ProgramVerifier.Range(where, "the window's columns", ((long)(window.KernelWidth - 1) * window.DilationX) + 1, 1,
            (long)window.Width + window.PadLeft + window.PadRight);
        ProgramVerifier.Range(where, "the result", (long)window.OutHeight * window.OutWidth * stage.OutChannels, 1, LargestMap);
        if (stage.Kind != StageKind.Matrix)
        {
            ProgramVerifier.Range(where, "the outputs", stage.OutChannels, window.Channels, window.Channels);
        }

        if (stage.Kind == StageKind.Add)
        {
            ProgramVerifier.Range(where, "the operands", stage.Multipliers.Length, 2, MostOperands);
            ProgramVerifier.Range(where, "the shift", stage.Shift, 0, 62);
            foreach (long factor in stage.Multipliers)
            {
                ProgramVerifier.Range(where, "a factor", factor, -LargestFactor, LargestFactor);
            }
        }

        void Extent(string what, int value) => ProgramVerifier.Range(where, what, value, 1, LargestExtent);
    }

    // Channel by channel, each once: pieces are in order, so each begins where the one before ends.
    private static void Sources(Program program, ProgramStage stage, int index, string where)
    {
        int operand = 0;
        int channel = 0;
        foreach (StageSource source in stage.Sources)
        {
            ProgramVerifier.Range(where, "a source", source.Stage, -1, index - 1);
            ProgramStage? from = source.Stage < 0 ? null : program.Stages[source.Stage];
            (int height, int width) = from is null ? (stage.Window.Height, stage.Window.Width)
                : (from.Window.OutHeight, from.Window.OutWidth);
            int channels = from?.OutChannels ?? program.InputWords / (stage.Window.Height * stage.Window.Width);
            if ((height, width) != (stage.Window.Height, stage.Window.Width))
            {
                throw new InputException(where,
                    FormattableString.Invariant($"its source, stage {source.Stage}, gives maps of {height} x {width}, it takes {stage.Window.Height} x {stage.Window.Width}"));
            }

            ProgramVerifier.Range(where, "a source's channels", source.Channels, 1, channels - source.SourceChannel);
            ProgramVerifier.Range(where, "a source's first channel", source.SourceChannel, 0, channels - 1);
            if (channel == stage.Window.Channels)
            {
                (operand, channel) = (operand + 1, 0);
            }

            ProgramVerifier.Range(where, "a source's operand", source.Operand, operand, operand);
            ProgramVerifier.Range(where, "a source's place", source.Channel, channel, channel);
            channel += source.Channels;
        }

        ProgramVerifier.Range(where, "the last source's operand", operand, stage.Operands - 1, stage.Operands - 1);
        ProgramVerifier.Range(where, "the channels of its sources", channel, stage.Window.Channels, stage.Window.Channels);
    }
}

namespace SpinArch.Isa;

/// <summary>What follows from the stages of a program for how maps go from one to the next.</summary>
internal static class StageMaps
{
    /// <summary>
    /// Whether a stage takes maps, whose places come one after another, and not vectors: a matrix that meets all of its input at once takes
    /// a vector where that is the network's input, whose values lie in the order of its rows, or a map of one place.
    /// </summary>
    public static bool TakesMap(this ProgramStage stage)
    {
        if (stage.Kind != StageKind.Matrix || stage.Positions > 1)
        {
            return true;
        }

        Window window = stage.Window;
        bool isWhole = window.KernelHeight == window.Height && window.KernelWidth == window.Width
            && window is { PadTop: 0, PadLeft: 0 };
        return !isWhole || (window.Height * window.Width > 1 && stage.Sources.Any(source => source.Stage >= 0));
    }
}

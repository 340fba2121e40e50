namespace SpinArch.Hardware;

/// <summary>One level of the sequencer's loop stack.</summary>
/// <param name="Start">First instruction of the body.</param>
/// <param name="End">First instruction after it.</param>
/// <param name="Iterations">How often the body runs.</param>
internal record struct LoopFrame(int Start, int End, int Iterations)
{
    /// <summary>Iterations begun before this one.</summary>
    public int Counter;
}

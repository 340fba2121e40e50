using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>An activity that had a flit in its hands, as whoever follows the flit wants to find it again.</summary>
/// <param name="Track">Site times tracks plus track; -1 where the activity is of no interest.</param>
/// <param name="Slot">Slot of the track.</param>
/// <param name="Start">Its start.</param>
internal readonly record struct FlitMark(int Track, int Slot, Picoseconds Start)
{
    /// <summary>An activity of no interest.</summary>
    public static FlitMark None => new(-1, 0, Picoseconds.Zero);
}

using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>The digital clock; digital units start on its edges.</summary>
public sealed record ClockSpec
{
    /// <summary><c>clock.periodNs</c>.</summary>
    public required Picoseconds Period { get; init; }
}

using SpinArch.Kernel;

namespace SpinArch.Reports;

/// <summary>
/// What of a run was not simulated because it only repeats, or why all of it was. Every other figure is that of the full simulation.
/// </summary>
public sealed record ShortcutReport
{
    /// <summary>Inputs that were left out.</summary>
    public required int Inputs { get; init; }

    /// <summary>Inputs of the period that repeats; 0 where none was used.</summary>
    public required int PeriodInputs { get; init; }

    /// <summary>How long the period takes [ns].</summary>
    public required double PeriodNs { get; init; }

    /// <summary>Why all of the run was simulated; empty where it was not.</summary>
    public required string WhyNot { get; init; }

    internal static ShortcutReport Of(string whyNot, int inputs, int periodInputs, Picoseconds period) =>
        new() { Inputs = inputs, PeriodInputs = periodInputs, PeriodNs = period.Nanoseconds, WhyNot = whyNot };
}

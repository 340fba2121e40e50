using System.Collections.Immutable;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>
/// A run that has ended, with all that was observed of it: what its report is made of, whether it ran now or is read from a trace.
/// </summary>
public sealed record FinishedRun
{
    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Spec { get; init; }

    /// <summary>The program that ran.</summary>
    public required Program Program { get; init; }

    /// <summary>What the simulation knows at its end.</summary>
    public required RunResult Result { get; init; }

    /// <summary>What was observed; the report closes it, which may happen once.</summary>
    public required RunProfile Profile { get; init; }

    /// <summary>The seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The inputs; null for a timing-only run.</summary>
    public InputSet? Inputs { get; init; }

    /// <summary>
    /// Mean completion interval of samples while the pipeline is full [ns]; null where it is unknown, or no two samples are ever in flight.
    /// </summary>
    public required double? SampleIntervalNs { get; init; }

    /// <summary>Where the wall time went; of a recorded run that of its event loop alone is known.</summary>
    public required RunTimes Times { get; init; }

    /// <summary>What was not simulated; null for a recorded run.</summary>
    public ShortcutReport? Shortcut { get; init; }

    /// <summary>What the program's period graph says limits it; null where it has none.</summary>
    internal Cycles.ChipLimit? Limit { get; init; }

    /// <summary>The samples one by one, where the functional path gives them.</summary>
    public SampledRun? Sampled { get; init; }

    /// <summary>What to say beside the figures that only the network tells.</summary>
    public ImmutableArray<NoteReport> Advice { get; init; } = [];
}

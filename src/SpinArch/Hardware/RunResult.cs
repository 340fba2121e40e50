using System.Collections.Immutable;
using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>What a finished simulation knows besides its activities.</summary>
public sealed record RunResult
{
    /// <summary>When the last flit reached the port: the makespan; powered time for leakage.</summary>
    public required Picoseconds End { get; init; }

    /// <summary>Arrival of each input at the port.</summary>
    public required ImmutableArray<Picoseconds> Arrivals { get; init; }

    /// <summary>When the last result flit of each input reached the port.</summary>
    public required ImmutableArray<Picoseconds> Completions { get; init; }

    /// <summary>When each sample's last output column was accumulated, [input * samples + sample].</summary>
    public required ImmutableArray<Picoseconds> SampleCompletions { get; init; }

    /// <summary>Sum over samples of each output's result, [input * outputs + output]; empty when timing-only.</summary>
    public required ImmutableArray<long> Sums { get; init; }

    /// <summary>Sum over samples of each output's squared result, likewise.</summary>
    public required ImmutableArray<long> SquareSums { get; init; }

    /// <summary>Events handled by the kernel.</summary>
    public required long Events { get; init; }

    /// <summary>Wall time of the event loop alone.</summary>
    public required TimeSpan Wall { get; init; }
}

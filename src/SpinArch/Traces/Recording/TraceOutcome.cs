using SpinArch.Hardware;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>How a traced run ended.</summary>
public sealed record TraceOutcome
{
    /// <summary>What the simulation knew at its end; null where it did not reach it.</summary>
    public required RunResult? Result { get; init; }

    /// <summary>Why it did not reach its end (a deadlock, explained); null where it did.</summary>
    public required string? Failure { get; init; }

    /// <summary>How many activities were recorded.</summary>
    public required long Activities { get; init; }

    /// <summary>End of the last activity.</summary>
    public required Picoseconds LastEnd { get; init; }

    /// <summary>SHA-256 over the blocks before compression, in their order.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }
}

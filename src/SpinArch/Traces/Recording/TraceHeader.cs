using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Traces.Recording;

/// <summary>What ran: all that is needed to run it again, or to make its report out of the activities alone.</summary>
public sealed record TraceHeader
{
    /// <summary>Version of the program that wrote the trace.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The architecture with every effective value and constant.</summary>
    public required ArchitectureSpec Spec { get; init; }

    /// <summary>The kinds of activity that its blocks speak of.</summary>
    public ActivityCodes Kinds { get => field ??= ActivityCodes.Of(Spec); init; }

    /// <summary>Every effective value of the architecture as <c>key</c>, <c>value</c>, in the key table's order.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Values { get; init; }

    /// <summary>The program; its <see cref="Isa.Program.Network"/> names the network.</summary>
    public required Program Program { get; init; }

    /// <summary>Key of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Time between arrivals; zero for back to back.</summary>
    public required Picoseconds ArrivalInterval { get; init; }

    /// <summary>Width of the bins of the report's power figures.</summary>
    public required Picoseconds PowerBin { get; init; }

    /// <summary>What the inputs are called; null for a timing-only run.</summary>
    public required string? Data { get; init; }

    /// <summary>The right answer of each input; empty where unknown.</summary>
    public required ImmutableArray<int> Labels { get; init; }

    /// <summary>The bytes of each input; empty for a timing-only run.</summary>
    public required IReadOnlyList<byte[]> Images { get; init; }
}

using System.Collections.Immutable;

namespace SpinArch.Comparisons;

/// <summary>Architectures side by side.</summary>
public sealed record Comparison
{
    /// <summary>The network that was named; null where every architecture took its own.</summary>
    public required string? Network { get; init; }

    /// <summary>What the images are called.</summary>
    public required string Data { get; init; }

    /// <summary>How many images.</summary>
    public required int Images { get; init; }

    /// <summary>The other images that uncertainty should tell; null where none were asked for.</summary>
    public required string? OtherData { get; init; }

    /// <summary>Monte-Carlo samples asked for.</summary>
    public required int Samples { get; init; }

    /// <summary>Inputs of each simulation.</summary>
    public required int Inputs { get; init; }

    /// <summary>Key of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>A row an architecture.</summary>
    public required ImmutableArray<ComparisonRow> Rows { get; init; }

    /// <summary>Those that are not in the table.</summary>
    public required ImmutableArray<SkippedChip> Skipped { get; init; }
}

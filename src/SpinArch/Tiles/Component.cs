using System.Collections.Immutable;

namespace SpinArch.Tiles;

/// <summary>
/// A component under an architecture: the stores that it brings, and what its units do with them and with those of others.
/// </summary>
public sealed record Component
{
    /// <summary>Stores that it brings; its steps may use those of others too.</summary>
    public ImmutableArray<Store> Stores { get; init; } = [];

    /// <summary>What it makes steps of other components need besides, by their names.</summary>
    public ImmutableArray<(string Step, Access Access)> Joins { get; init; } = [];

    /// <summary>What its units do.</summary>
    public required ImmutableArray<Step> Steps { get; init; }
}

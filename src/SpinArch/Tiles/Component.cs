using System.Collections.Immutable;

namespace SpinArch.Tiles;

/// <summary>A kind of component as an architecture lists it: its units, what they do, and the stores that it brings.</summary>
public sealed record Component
{
    /// <summary>As architecture files name it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Stores that it brings; its steps may use those of others too.</summary>
    public ImmutableArray<Store> Stores { get; init; } = [];

    /// <summary>What its units do.</summary>
    public required ImmutableArray<Step> Steps { get; init; }
}

using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>An architecture together with the provenance of its every value.</summary>
public sealed record EffectiveConfiguration
{
    /// <summary>The architecture.</summary>
    public required ArchitectureSpec Architecture { get; init; }

    /// <summary>The file of the network that the architecture is taken with where none is named; null where it names none.</summary>
    public string? Network { get; init; }

    /// <summary>The layers, the lowest first; a later layer wins.</summary>
    public required ImmutableArray<string> Layers { get; init; }

    /// <summary>Every architecture key in the order of <see cref="KeyTable.All"/>.</summary>
    public required ImmutableArray<EffectiveValue> Values { get; init; }

    /// <summary>Every technology constant, sorted by key; their keys begin with <c>constants.</c>.</summary>
    public required ImmutableArray<EffectiveValue> Constants { get; init; }
}

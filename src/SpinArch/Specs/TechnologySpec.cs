using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>A technology: named constants, each with unit and source.</summary>
public sealed record TechnologySpec
{
    /// <summary>The technology's name.</summary>
    public required string Name { get; init; }

    /// <summary>All constants by dotted key.</summary>
    public required ImmutableSortedDictionary<string, TechnologyConstant> Constants { get; init; }

    /// <summary>The constant under <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">The technology lacks it; the loader checks every key that the model needs.</exception>
    public TechnologyConstant this[string key] => Constants[key];
}

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

    /// <summary>Whether every constant is that of another technology, whatever their names and sources.</summary>
    /// <param name="other">The other technology.</param>
    internal bool HasValuesOf(TechnologySpec other) => ReferenceEquals(this, other)
        || (Constants.Count == other.Constants.Count
            && Constants.All(own => other.Constants.TryGetValue(own.Key, out TechnologyConstant? constant)
                && constant.Value == own.Value.Value));
}

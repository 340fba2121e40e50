using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>What components say of themselves that nothing below them reads: a record a type. Those of the same records are equal.</summary>
public sealed class SpecParts : IEquatable<SpecParts>
{
    private readonly ImmutableDictionary<Type, object> _parts;

    private SpecParts(ImmutableDictionary<Type, object> parts) => _parts = parts;

    /// <summary>Nothing said.</summary>
    public static SpecParts None { get; } = new(ImmutableDictionary<Type, object>.Empty);

    /// <summary>The record of a type; as it is when nothing is set, where nothing is said.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T Of<T>()
        where T : class, new() => _parts.TryGetValue(typeof(T), out object? part) ? (T)part : new T();

    /// <summary>The same with another record.</summary>
    /// <param name="part">The record.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public SpecParts With<T>(T part)
        where T : class, new() => new(_parts.SetItem(typeof(T), part));

    /// <inheritdoc/>
    public bool Equals(SpecParts? other) => ReferenceEquals(this, other)
        || (other is not null && _parts.Count == other._parts.Count
            && _parts.All(part => other._parts.TryGetValue(part.Key, out object? same) && part.Value.Equals(same)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecParts);

    /// <inheritdoc/>
    public override int GetHashCode() => _parts.Aggregate(0, (hash, part) => hash ^ part.Value.GetHashCode());
}

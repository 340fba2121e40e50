using System.Collections;
using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>What a chip is built of; lists of the same components are equal.</summary>
/// <param name="components">The components.</param>
public sealed class ComponentList(ImmutableArray<ListedComponent> components) : IReadOnlyList<ListedComponent>, IEquatable<ComponentList>
{
    /// <summary>The components, to go through without an enumerator on the heap.</summary>
    internal ImmutableArray<ListedComponent> All => components;

    /// <summary>Whether arrays are read whole.</summary>
    public bool ReadsWhole { get; } = components.Any(component => component.ReadsWhole);

    /// <inheritdoc/>
    public int Count => components.Length;

    /// <inheritdoc/>
    public ListedComponent this[int index] => components[index];

    /// <inheritdoc/>
    public bool Equals(ComponentList? other) => ReferenceEquals(this, other) || (other is not null && components.SequenceEqual(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ComponentList);

    /// <inheritdoc/>
    public override int GetHashCode() => components.Aggregate(0, (hash, component) => HashCode.Combine(hash, component.Name));

    /// <inheritdoc/>
    public IEnumerator<ListedComponent> GetEnumerator() => ((IEnumerable<ListedComponent>)components).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>
/// A tensor of the network being drafted: which node gives it and how its elements are read. A reshape or transposition moves nothing: it
/// is another way to read, which the next dense layer takes into the order of its rows.
/// </summary>
internal sealed record DraftMap
{
    /// <summary>The node, or <see cref="ImportedNode.NetworkInput"/>.</summary>
    public required int Node { get; init; }

    /// <summary>Extents as the file has them, without the batch.</summary>
    public required ImmutableArray<int> Extents { get; init; }

    /// <summary>
    /// Of each element in the order of <see cref="Extents"/>, where it stands in the node's map; null where it is the same place.
    /// </summary>
    public int[]? Order { get; init; }

    /// <summary>
    /// What a unit of the node's values is worth: a clip to a bound is a clip to 1 of weights divided by the bound, and what takes it
    /// multiplies its weights in turn.
    /// </summary>
    public double Unit { get; init; } = 1;

    /// <summary>The node whose weights may still take a factor and a shift an output; null where nothing may.</summary>
    public int? Scalable { get; init; }

    /// <summary>The nodes that may still take the activation that follows; empty where none may.</summary>
    public ImmutableArray<int> Activatable { get; init; } = [];

    /// <summary>All values.</summary>
    public int Count => Extents.Aggregate(1, (count, extent) => count * extent);

    /// <summary>The same for someone who is not the only one to take it: what comes before it can no longer be changed.</summary>
    public DraftMap Shared() => this with { Scalable = null, Activatable = [] };
}

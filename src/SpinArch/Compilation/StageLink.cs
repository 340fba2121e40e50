using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>Channels that go from one place to all blocks that take them.</summary>
/// <param name="Layer">Index of the layer that makes them; <see cref="Port"/> for the network's input.</param>
/// <param name="ColumnBlock">Which of its column ranges.</param>
/// <param name="Channels">Which of its channels; of the network's input taken as a vector, which of its values.</param>
/// <param name="Ends">Who takes them.</param>
internal sealed record StageLink(int Layer, int ColumnBlock, IndexRange Channels, ImmutableArray<StageEnd> Ends)
{
    /// <summary>The network's input.</summary>
    public const int Port = -1;

    /// <summary>The links of a layer's column range.</summary>
    public bool IsOf(int layer, int columnBlock) => Layer == layer && ColumnBlock == columnBlock;
}

using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Cycles;

/// <summary>
/// The timed marked graph of one steady period of a compiled program (Baccelli, Cohen, Olsder and Quadrat, Synchronization and Linearity,
/// 1992): what happens once in every period, and what waits for what.
/// </summary>
internal sealed class PeriodGraph
{
    private readonly Func<ArchitectureSpec, PeriodGraph?> _under;

    /// <param name="nodes">What happens.</param>
    /// <param name="edges">Precedences, by the node that waits.</param>
    /// <param name="firstEdge">The first precedence of each node, and their number.</param>
    /// <param name="times">The delays.</param>
    /// <param name="items">Samples, or inputs, of a period.</param>
    /// <param name="hasSharedLinks">Whether ways of several senders meet.</param>
    /// <param name="under">Makes the graph under another architecture.</param>
    public PeriodGraph(
        ImmutableArray<PeriodNode> nodes, PeriodEdge[] edges, int[] firstEdge, DelayTimes times, int items, bool hasSharedLinks, Func<ArchitectureSpec, PeriodGraph?> under)
    {
        HasSharedLinks = hasSharedLinks;
        _under = under;
        Nodes = nodes;
        Edges = edges;
        FirstEdge = firstEdge;
        Times = times;
        Items = items;
    }

    /// <summary>What happens.</summary>
    public ImmutableArray<PeriodNode> Nodes { get; }

    /// <summary>Precedences, by the node that waits.</summary>
    public PeriodEdge[] Edges { get; }

    /// <summary>The first precedence of each node, and behind the last one their number.</summary>
    public int[] FirstEdge { get; }

    /// <summary>The delays.</summary>
    public DelayTimes Times { get; }

    /// <summary>Samples, or inputs, of a period.</summary>
    public int Items { get; }

    /// <summary>
    /// Whether ways of several senders meet: of their order on the link only the sum of its flits is in the graph, which is then a lower
    /// bound.
    /// </summary>
    public bool HasSharedLinks { get; }

    /// <summary>The same program on an architecture with other times, widths and depths; null where it has no such graph.</summary>
    public PeriodGraph? Under(ArchitectureSpec changed) => _under(changed);

    /// <summary>What a node waits for.</summary>
    public ReadOnlySpan<PeriodEdge> Before(int node) => Edges.AsSpan(FirstEdge[node], FirstEdge[node + 1] - FirstEdge[node]);
}

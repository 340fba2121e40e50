using SpinArch.Cycles;
using SpinArch.Kernel;
using SpinArch.Tests.Estimation;

namespace SpinArch.Tests.Cycles;

/// <summary>Policy iteration against all simple cycles of small random graphs, one by one.</summary>
public sealed class MaximumCycleRatioTests
{
    [Fact]
    public void The_largest_ratio_is_that_of_all_simple_cycles()
    {
        var random = new Random(1);
        for (int round = 0; round < 400; round++)
        {
            PeriodGraph graph = Draw(random, random.Next(1, 8));

            CriticalCycle cycle = MaximumCycleRatio.Find(graph, out _)!;

            Assert.Equal(Largest(graph), cycle.Time);
            Assert.Equal(cycle.Time, new CycleTime(cycle.Edges.Sum(step => step.Edge.Delay), cycle.Edges.Sum(step => step.Edge.Tokens)));
        }
    }

    [Fact]
    public void A_cycle_without_a_token_has_no_period()
    {
        PeriodEdge[] edges = [new PeriodEdge(1, 0, 5, Hold.Unit, -1, Delay.None, Delay.None),
            new PeriodEdge(0, 0, 5, Hold.Unit, -1, Delay.None, Delay.None)];

        Assert.Null(MaximumCycleRatio.Find(Graph(2, edges, [0, 1, 2]), out _));
    }

    [Fact]
    public void Ratios_are_exact_and_in_lowest_terms()
    {
        Assert.Equal((25_000, 3), (new CycleTime(50_000, 6).Time, (int)new CycleTime(50_000, 6).Tokens));
        Assert.True(new CycleTime(10_000, 3).CompareTo(new CycleTime(3_333, 1)) > 0);
    }

    // Tokens between an early and a later node of an order are as many as they like; against it at least one, so that no cycle is without.
    private static PeriodGraph Draw(Random random, int nodes)
    {
        var edges = new List<PeriodEdge>();
        int[] first = new int[nodes + 1];
        for (int node = 0; node < nodes; node++)
        {
            int count = random.Next(1, 4);
            for (int edge = 0; edge < count; edge++)
            {
                int from = edge == 0 ? (node + nodes - 1) % nodes : random.Next(nodes);
                edges.Add(new PeriodEdge(from, (from >= node ? 1 : 0) + random.Next(3), random.Next(1000), Hold.Unit, -1, Delay.None,
                    Delay.None));
            }

            first[node + 1] = edges.Count;
        }

        return Graph(nodes, [.. edges], first);
    }

    private static PeriodGraph Graph(int nodes, PeriodEdge[] edges, int[] first)
    {
        SpinArch.Specs.ArchitectureSpec spec = RandomDesign.Load();
        PeriodNode[] all = [.. Enumerable.Range(0,
            nodes).Select(_ => new PeriodNode { Kind = NodeKind.Post, Tile = 0, Step = -1, IsClocked = false })];
        return new PeriodGraph([.. all], edges, first, new DelayTimes(spec, ComponentCatalog.PlanOf(spec), Picoseconds.Zero), 1, false,
            _ => null);
    }

    private static CycleTime Largest(PeriodGraph graph)
    {
        CycleTime? largest = null;
        for (int root = 0; root < graph.Nodes.Length; root++)
        {
            Walk(root, root, 0, 0, 1 << root);
        }

        return largest!.Value;

        void Walk(int root, int node, long time, long tokens, int seen)
        {
            foreach (PeriodEdge edge in graph.Before(node).ToArray())
            {
                if (edge.From == root)
                {
                    var ratio = new CycleTime(time + edge.Delay, tokens + edge.Tokens);
                    largest = largest is { } known && known.CompareTo(ratio) >= 0 ? known : ratio;
                }
                else if (edge.From > root && (seen & (1 << edge.From)) == 0)
                {
                    Walk(root, edge.From, time + edge.Delay, tokens + edge.Tokens, seen | (1 << edge.From));
                }
            }
        }
    }
}

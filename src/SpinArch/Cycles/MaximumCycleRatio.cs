using System.Collections.Immutable;

namespace SpinArch.Cycles;

/// <summary>
/// The cycle of a period graph with the largest time over tokens, by policy iteration (Howard's algorithm for max-plus: Cochet-Terrasson,
/// Cohen, Gaubert, McGettrick and Quadrat, IFAC 1998). Every node holds one of its precedences, its policy; the cycles of the policies are
/// the candidates. Potentials are floating point and only lead the way; the ratio is counted in integers along the cycle that is found.
/// </summary>
internal sealed class MaximumCycleRatio
{
    private const int MostRounds = 1000;
    private const double RatioTolerance = 1e-13;

    private readonly PeriodGraph _graph;
    private readonly int[] _policy;
    private readonly double[] _ratio;
    private readonly double[] _potential;
    private readonly int[] _mark;
    private readonly int[] _path;
    private readonly int[] _cycle;

    private MaximumCycleRatio(PeriodGraph graph)
    {
        _graph = graph;
        int nodes = graph.Nodes.Length;
        _policy = new int[nodes];
        (_ratio, _potential) = (new double[nodes], new double[nodes]);
        (_mark, _path, _cycle) = (new int[nodes], new int[nodes], new int[nodes]);
    }

    /// <summary>For each node a time in the period at which it may happen, if nothing is rounded.</summary>
    public double[] Potentials => _potential;

    /// <summary>Finds it; null where the graph has none, or one without a token, which is no period.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="search">What was found on the way: to begin with for a graph of the same precedences with other delays.</param>
    /// <param name="before">What was found for such a graph; null to begin anew.</param>
    public static CriticalCycle? Find(PeriodGraph graph, out MaximumCycleRatio search, MaximumCycleRatio? before = null)
    {
        search = new MaximumCycleRatio(graph);
        if (before?._policy.Length == search._policy.Length && before._graph.Edges.Length == graph.Edges.Length)
        {
            before._policy.CopyTo(search._policy, 0);
        }
        else
        {
            search.Begin();
        }

        for (int round = 0; round < MostRounds; round++)
        {
            if (!search.Evaluate())
            {
                return null;
            }

            if (!search.Improve())
            {
                return search.Best();
            }
        }

        return null;
    }

    // Precedences of the same period with the longest delay first.
    private void Begin()
    {
        for (int node = 0; node < _policy.Length; node++)
        {
            int best = _graph.FirstEdge[node];
            for (int edge = best; edge < _graph.FirstEdge[node + 1]; edge++)
            {
                ref readonly PeriodEdge candidate = ref _graph.Edges[edge];
                ref readonly PeriodEdge held = ref _graph.Edges[best];
                best = candidate.Tokens < held.Tokens || (candidate.Tokens == held.Tokens && candidate.Delay > held.Delay) ? edge : best;
            }

            _policy[node] = best;
        }
    }

    private bool Evaluate()
    {
        Array.Clear(_mark);
        int color = 0;
        for (int start = 0; start < _policy.Length; start++)
        {
            if (_mark[start] != 0)
            {
                continue;
            }

            color++;
            int length = 0;
            int node = start;
            while (_mark[node] == 0)
            {
                _mark[node] = color;
                _path[length++] = node;
                node = _graph.Edges[_policy[node]].From;
            }

            if (_mark[node] == color && !Cycle(node))
            {
                return false;
            }

            // The rest of the path, backwards: everything before the node that was known is known from it. A cycle's own nodes were just
            // set.
            int settled = _mark[node] == color ? Array.IndexOf(_path, node, 0, length) : length;
            for (int index = settled - 1; index >= 0; index--)
            {
                Follow(_path[index]);
            }
        }

        return true;
    }

    // The ratio of the policy cycle through a node, and the potentials of its nodes from there.
    private bool Cycle(int root)
    {
        long time = 0;
        long tokens = 0;
        int node = root;
        do
        {
            ref readonly PeriodEdge edge = ref _graph.Edges[_policy[node]];
            time = checked(time + edge.Delay);
            tokens += edge.Tokens;
            node = edge.From;
        }
        while (node != root);

        if (tokens <= 0)
        {
            return false;
        }

        // The potential of the node where the cycle is cut stays as it was, so that from round to round none falls: or two cycles of one
        // ratio would take turns.
        _ratio[root] = (double)time / tokens;

        // Against the precedences, so that a potential is that of the node before plus what is between: the cycle is walked twice.
        int count = 0;
        node = root;
        do
        {
            _cycle[count++] = node;
            node = _graph.Edges[_policy[node]].From;
        }
        while (node != root);

        for (int index = count - 1; index > 0; index--)
        {
            Follow(_cycle[index]);
        }

        return true;
    }

    private void Follow(int node)
    {
        ref readonly PeriodEdge edge = ref _graph.Edges[_policy[node]];
        _ratio[node] = _ratio[edge.From];
        _potential[node] = _potential[edge.From] + edge.Delay - (_ratio[node] * edge.Tokens);
    }

    private bool Improve()
    {
        bool isBetter = false;
        for (int node = 0; node < _policy.Length; node++)
        {
            int best = _policy[node];
            double ratio = _ratio[node];
            for (int edge = _graph.FirstEdge[node]; edge < _graph.FirstEdge[node + 1]; edge++)
            {
                double other = _ratio[_graph.Edges[edge].From];
                if (other > ratio * (1 + RatioTolerance))
                {
                    (best, ratio) = (edge, other);
                }
            }

            isBetter |= best != _policy[node];
            _policy[node] = best;
        }

        if (isBetter)
        {
            return true;
        }

        for (int node = 0; node < _policy.Length; node++)
        {
            double ratio = _ratio[node];
            double value = _potential[node];
            int best = _policy[node];
            for (int edge = _graph.FirstEdge[node]; edge < _graph.FirstEdge[node + 1]; edge++)
            {
                ref readonly PeriodEdge candidate = ref _graph.Edges[edge];
                if (_ratio[candidate.From] < ratio * (1 - RatioTolerance))
                {
                    continue;
                }

                double reached = _potential[candidate.From] + candidate.Delay - (ratio * candidate.Tokens);
                if (reached > value + Tolerance(value))
                {
                    (best, value) = (edge, reached);
                }
            }

            isBetter |= best != _policy[node];
            _policy[node] = best;
        }

        return isBetter;
    }

    private static double Tolerance(double value) => 1e-3 + (Math.Abs(value) * 1e-11);

    private CriticalCycle? Best()
    {
        int best = 0;
        for (int node = 1; node < _ratio.Length; node++)
        {
            best = _ratio[node] > _ratio[best] ? node : best;
        }

        // From there the policies lead into its cycle.
        Array.Clear(_mark);
        while (_mark[best] == 0)
        {
            _mark[best] = 1;
            best = _graph.Edges[_policy[best]].From;
        }

        var edges = ImmutableArray.CreateBuilder<(int, PeriodEdge)>();
        long time = 0;
        long tokens = 0;
        int node2 = best;
        do
        {
            PeriodEdge edge = _graph.Edges[_policy[node2]];
            edges.Add((node2, edge));
            time = checked(time + edge.Delay);
            tokens += edge.Tokens;
            node2 = edge.From;
        }
        while (node2 != best);
        edges.Reverse();
        return new CriticalCycle(new CycleTime(time, tokens), edges.ToImmutable());
    }
}

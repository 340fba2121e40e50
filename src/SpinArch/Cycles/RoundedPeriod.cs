namespace SpinArch.Cycles;

/// <summary>
/// What a period takes where delays are no whole clocks: digital units start on clock edges only, which no ratio of one cycle says. The
/// graph's events are followed period by period, each at the time of its last precedence, on an edge where it is clocked, from the times
/// that hold without rounding, until all of them come again as they were so many periods before.
/// </summary>
internal sealed class RoundedPeriod
{
    private const long MostSteps = 150_000_000;
    private const int MostPeriods = 4096;
    private const long MostTimes = 40_000_000;

    private readonly PeriodGraph _graph;
    private readonly int[] _shift;
    private readonly int[] _order;
    private readonly bool[] _isWatched;
    private readonly long[][] _times;
    private readonly int _depth;
    private readonly int _watched;

    private RoundedPeriod(PeriodGraph graph, CriticalCycle cycle, int[] shift, int[] order, int depth)
    {
        _graph = graph;
        (_shift, _order, _depth) = (shift, order, depth);
        _watched = cycle.Edges[0].Node;
        _isWatched = WithIt(graph, _watched);
        _times = new long[depth + 1][];
    }

    /// <summary>Follows the periods of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="cycle">Its critical cycle without rounding.</param>
    /// <param name="potentials">Times at which its events may happen without rounding.</param>
    /// <param name="isExact">Whether they came again, so that the time is exact.</param>
    /// <returns>What a period takes; null where it is too long to be followed.</returns>
    public static CycleTime? Follow(PeriodGraph graph, CriticalCycle cycle, double[] potentials, out bool isExact)
    {
        isExact = false;
        int[] shift = ShiftsOf(graph, out int depth);
        if (depth < 0 || (long)(depth + 1) * graph.Nodes.Length > MostTimes || OrderOf(graph, shift) is not { } order)
        {
            return null;
        }

        var rounded = new RoundedPeriod(graph, cycle, shift, order, depth);
        rounded.Begin(cycle.Time.Picoseconds, potentials);
        return rounded.Run(out isExact);
    }

    // A node may wait for an event of a later period of another tile: counted from another period, none does.
    private static int[] ShiftsOf(PeriodGraph graph, out int depth)
    {
        int[] shift = new int[graph.Nodes.Length];
        bool isChanged = true;
        for (int round = 0; isChanged && round < 64; round++)
        {
            isChanged = false;
            for (int node = 0; node < shift.Length; node++)
            {
                foreach (ref readonly PeriodEdge edge in graph.Before(node))
                {
                    int most = shift[edge.From] + edge.Tokens;
                    if (shift[node] > most)
                    {
                        shift[node] = most;
                        isChanged = true;
                    }
                }
            }
        }

        depth = 0;
        for (int node = 0; node < shift.Length; node++)
        {
            foreach (ref readonly PeriodEdge edge in graph.Before(node))
            {
                depth = Math.Max(depth, edge.Tokens + shift[edge.From] - shift[node]);
            }
        }

        depth = isChanged ? -1 : depth;
        return shift;
    }

    private static int[]? OrderOf(PeriodGraph graph, int[] shift)
    {
        int nodes = shift.Length;
        int[] waits = new int[nodes];
        int[] first = new int[nodes + 1];
        for (int node = 0; node < nodes; node++)
        {
            foreach (ref readonly PeriodEdge edge in graph.Before(node))
            {
                if (edge.Tokens + shift[edge.From] == shift[node])
                {
                    waits[node]++;
                    first[edge.From + 1]++;
                }
            }
        }

        for (int node = 0; node < nodes; node++)
        {
            first[node + 1] += first[node];
        }

        int[] behind = new int[first[nodes]];
        int[] filled = new int[nodes];
        for (int node = 0; node < nodes; node++)
        {
            foreach (ref readonly PeriodEdge edge in graph.Before(node))
            {
                if (edge.Tokens + shift[edge.From] == shift[node])
                {
                    behind[first[edge.From] + filled[edge.From]++] = node;
                }
            }
        }

        int[] order = new int[nodes];
        int count = 0;
        for (int node = 0; node < nodes; node++)
        {
            if (waits[node] == 0)
            {
                order[count++] = node;
            }
        }

        for (int next = 0; next < count; next++)
        {
            for (int index = first[order[next]]; index < first[order[next] + 1]; index++)
            {
                if (--waits[behind[index]] == 0)
                {
                    order[count++] = behind[index];
                }
            }
        }

        return count == nodes ? order : null;
    }

    // The nodes that wait for a node and that it waits for, round and round.
    private static bool[] WithIt(PeriodGraph graph, int watched)
    {
        int nodes = graph.Nodes.Length;
        bool[] before = new bool[nodes];
        var open = new Stack<int>();
        open.Push(watched);
        before[watched] = true;
        while (open.TryPop(out int node))
        {
            foreach (ref readonly PeriodEdge edge in graph.Before(node))
            {
                if (!before[edge.From])
                {
                    before[edge.From] = true;
                    open.Push(edge.From);
                }
            }
        }

        bool[] after = new bool[nodes];
        after[watched] = true;
        for (bool isChanged = true; isChanged;)
        {
            isChanged = false;
            for (int node = 0; node < nodes; node++)
            {
                if (after[node] || !before[node])
                {
                    continue;
                }

                foreach (ref readonly PeriodEdge edge in graph.Before(node))
                {
                    if (after[edge.From])
                    {
                        after[node] = true;
                        isChanged = true;
                        break;
                    }
                }
            }
        }

        return after;
    }

    private void Begin(double period, double[] potentials)
    {
        for (int row = 0; row < _times.Length; row++)
        {
            _times[row] = new long[potentials.Length];

            // Row r holds period r - rows, the last ones before the first that is followed.
            for (int node = 0; node < potentials.Length; node++)
            {
                _times[row][node] = (long)Math.Floor(potentials[node] + (period * (row - _times.Length + _shift[node])));
            }
        }
    }

    private CycleTime? Run(out bool isExact)
    {
        isExact = false;
        int rows = _times.Length;
        int most = (int)Math.Clamp(MostSteps / Math.Max(1, _graph.Edges.Length), 24, MostPeriods);
        var references = new List<long>();
        var signatures = new List<ulong>();
        int[] repeated = new int[most + 1];
        for (int number = 0; number < most; number++)
        {
            long[] row = _times[number % rows];
            Step(number, row);
            long time = row[_watched];
            long edge = time - Modulo(time, _graph.Times.Clock);
            references.Add(edge);
            signatures.Add(SignatureOf(row, edge));
            for (int period = 1; period < number; period++)
            {
                repeated[period] = signatures[number] == signatures[number - period] ? repeated[period] + 1 : 0;
                if (repeated[period] > _depth)
                {
                    isExact = true;
                    return new CycleTime(references[number] - references[number - period], period);
                }
            }
        }

        int half = most / 2;
        return new CycleTime(references[^1] - references[^(half + 1)], half);
    }

    private void Step(int number, long[] row)
    {
        int rows = _times.Length;
        long clock = _graph.Times.Clock;
        foreach (int node in _order)
        {
            long at = long.MinValue;
            foreach (ref readonly PeriodEdge edge in _graph.Before(node))
            {
                int back = edge.Tokens + _shift[edge.From] - _shift[node];
                long[] from = back == 0 ? row : _times[((number - back) % rows + rows) % rows];
                at = Math.Max(at, from[edge.From] + edge.Delay);
            }

            if (_graph.Nodes[node].IsClocked)
            {
                long rest = Modulo(at, clock);
                at = rest == 0 ? at : at + clock - rest;
            }

            row[node] = at;
        }
    }

    private ulong SignatureOf(long[] row, long reference)
    {
        ulong sum = 0;
        for (int node = 0; node < row.Length; node++)
        {
            if (_isWatched[node])
            {
                // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), over node and time.
                ulong mixed = unchecked(((ulong)node * 0x9E3779B97F4A7C15) + (ulong)(row[node] - reference));
                mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
                mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
                sum = unchecked(sum + (mixed ^ (mixed >> 31)));
            }
        }

        return sum;
    }

    private static long Modulo(long value, long divisor)
    {
        long rest = value % divisor;
        return rest < 0 ? rest + divisor : rest;
    }
}

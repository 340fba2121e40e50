using System.Collections.Immutable;
using System.Numerics;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: simulated annealing from a given placement, one seed, a bounded number of moves. A move puts a tile on a random router
/// and the tile that lay there, if any, on the router it left. It keeps the best placement that it met, so the result is never
/// worse than the start. Integers and exactly rounded operations only: the same placement on every machine.
/// </summary>
internal sealed class PlacementOptimizer
{
    private const int MovesPerTile = 1000;
    private const int MostMoves = 200_000;

    // Work is what takes the time: links looked at. It bounds the moves on large meshes.
    private const long MostWork = 200_000_000;
    private const int Halvings = 14;
    private const double LogarithmOfTwo = 0.6931471805599453;

    private readonly LinkLoads loads;
    private readonly int[][] flowsOf;
    private readonly int[] tileAt;
    private readonly int routers;
    private readonly int tiles;
    private readonly int span;
    private readonly long workPerMove;
    private ulong state = 1;

    private PlacementOptimizer(int width, int height, int port, ImmutableArray<TrafficFlow> flows, ReadOnlySpan<int> start)
    {
        loads = new LinkLoads(width, height, port, flows, start);
        routers = width * height;
        tiles = start.Length;
        span = width + height;
        flowsOf = FlowsOf(flows, tiles);
        tileAt = new int[routers];
        Array.Fill(tileAt, -1);
        for (int tile = 0; tile < tiles; tile++)
        {
            tileAt[start[tile]] = tile;
        }

        long ends = flowsOf.Sum(list => list.Sum(flow => (long)flows[flow].Destinations.Length));
        workPerMove = (4L * routers) + (4 * (ends / tiles) * (width + height) / 3) + 1;
    }

    /// <summary>Improves a placement.</summary>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <param name="port">Router of the port.</param>
    /// <param name="flows">All traffic.</param>
    /// <param name="start">Router of every tile.</param>
    /// <returns>Router of every tile, at most as costly as the start.</returns>
    public static int[] Optimize(int width, int height, int port, ImmutableArray<TrafficFlow> flows, ReadOnlySpan<int> start) =>
        new PlacementOptimizer(width, height, port, flows, start).Anneal();

    private long Cost => loads.Distance + (loads.BusiestLink * span);

    private int[] Anneal()
    {
        int[] best = loads.Places.ToArray();
        long cost = Cost;
        long lowest = cost;
        long moves = Math.Min(Math.Min(MostMoves, (long)MovesPerTile * tiles), MostWork / workPerMove);
        double temperature = (double)cost / (4L * tiles);
        double factor = 1 - (Halvings * LogarithmOfTwo / Math.Max(Halvings, moves));
        for (long move = 0; move < moves; move++, temperature *= factor)
        {
            int tile = Below(tiles);
            int from = loads.Places[tile];
            int to = Below(routers);
            if (to == from)
            {
                continue;
            }

            Swap(from, to);
            long changed = Cost;
            if (changed - cost > temperature * Exponential())
            {
                Swap(from, to);
                continue;
            }

            cost = changed;
            if (cost < lowest)
            {
                lowest = cost;
                loads.Places.CopyTo(best);
            }
        }

        return best;
    }

    private void Swap(int left, int right)
    {
        (int first, int second) = (tileAt[left], tileAt[right]);
        Account(first, second, -1);
        (tileAt[left], tileAt[right]) = (second, first);
        Settle(left);
        Settle(right);
        Account(first, second, 1);
    }

    private void Settle(int router)
    {
        if (tileAt[router] >= 0)
        {
            loads.Move(tileAt[router], router);
        }
    }

    // A flow that both tiles end is accounted for once.
    private void Account(int first, int second, int sign)
    {
        foreach (int flow in first < 0 ? [] : flowsOf[first])
        {
            loads.Add(flow, sign);
        }

        foreach (int flow in second < 0 ? [] : flowsOf[second])
        {
            if (first < 0 || Array.BinarySearch(flowsOf[first], flow) < 0)
            {
                loads.Add(flow, sign);
            }
        }
    }

    private static int[][] FlowsOf(ImmutableArray<TrafficFlow> flows, int tiles)
    {
        var lists = new List<int>[tiles];
        for (int tile = 0; tile < tiles; tile++)
        {
            lists[tile] = [];
        }

        for (int flow = 0; flow < flows.Length; flow++)
        {
            foreach (int tile in flows[flow].Destinations.Append(flows[flow].Source).Distinct())
            {
                if (tile >= 0)
                {
                    lists[tile].Add(flow);
                }
            }
        }

        return [.. lists.Select(list => list.ToArray())];
    }

    private int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>About exponentially distributed, of mean 1: minus the logarithm of a uniform number, straight lines between powers of two.</summary>
    private double Exponential()
    {
        ulong draw = Next() | 1;
        int zeros = BitOperations.LeadingZeroCount(draw);
        double fraction = (double)((draw << zeros) & 0x7FFF_FFFF_FFFF_FFFF) / 0x8000_0000_0000_0000;
        return (zeros + 1 - fraction) * LogarithmOfTwo;
    }

    // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    private ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

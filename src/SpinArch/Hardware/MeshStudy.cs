using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Hardware;

/// <summary>Latency of the mesh over offered load under uniform random traffic: the saturation curve of a network on chip.</summary>
public static class MeshStudy
{
    /// <summary>Measures one load.</summary>
    /// <param name="spec">Link times, buffers and flit width.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows; at least two nodes in all.</param>
    /// <param name="load">Flits a node and flit time, above 0, at most 1.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="slots">Flit times measured, after half as many to warm up.</param>
    /// <param name="cancellation">Stops it between two events.</param>
    public static MeshLoadPoint Measure(ArchitectureSpec spec, int width, int height, double load, ulong seed, int slots, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        int nodes = width * height;
        ImmutableArray<ImmutableArray<ImmutableArray<int>>> channels =
        [
            .. Enumerable.Range(0, nodes).Select(node =>
                Enumerable.Range(0, nodes).Where(other => other != node).Select(other => ImmutableArray.Create(other)).ToImmutableArray()),
        ];
        int warmUp = slots / 2;
        var experiment = new MeshExperiment(spec, width, height, channels, new UniformTraffic(load, nodes - 1, seed), warmUp + slots);
        IReadOnlyList<FlitRecord> arrived = experiment.Run(cancellation);
        Picoseconds begin = spec.Link.Flit * warmUp;
        Picoseconds end = spec.Link.Flit * (warmUp + slots);
        double[] latencies = [.. arrived.Where(flit => flit.Made >= begin).Select(flit => (flit.Arrived - flit.Made).Nanoseconds).Order()];
        int accepted = arrived.Count(flit => flit.Arrived >= begin && flit.Arrived < end);
        return new MeshLoadPoint
        {
            OfferedLoad = load,
            AcceptedLoad = (double)accepted / nodes / slots,
            MeanLatencyNs = latencies.Length == 0 ? 0 : latencies.Average(),
            P99LatencyNs = latencies.Length == 0 ? 0 : latencies[(int)((latencies.Length - 1) * 0.99)],
            Flits = latencies.Length,
        };
    }

    /// <summary>
    /// Latency without any other traffic, the mean over all ordered pairs of nodes and over the phases of the clock at which flits are made: until the
    /// clock edge, a flit at the sender, and a hop for every link, the last one into the node included, until the edge at which the node looks
    /// (<c>docs/noc.md</c>).
    /// </summary>
    /// <param name="spec">Link times and clock.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <returns>[ns]</returns>
    public static double ZeroLoadNs(ArchitectureSpec spec, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var timing = new TileTiming(spec);
        long nodes = (long)width * height;
        double hops = 0;
        for (int across = 0; across < width; across++)
        {
            for (int down = 0; down < height; down++)
            {
                // Ordered pairs so far apart; a node does not send to itself.
                long pairs = across + down == 0 ? 0 : Pairs(width, across) * Pairs(height, down);
                hops += pairs * timing.OnEdge(timing.Hop * (across + down + 1)).Nanoseconds;
            }
        }

        // Flits are made at multiples of the flit time, which fall on every multiple of its common divisor with the clock equally often.
        long phase = (long)BigInteger.GreatestCommonDivisor(timing.Flit.Value, timing.Clock.Value);
        double waiting = (timing.Clock - new Picoseconds(phase)).Nanoseconds / 2;
        return waiting + timing.OnEdge(timing.Flit).Nanoseconds + (hops / (nodes * (nodes - 1)));

        static long Pairs(long line, int distance) => distance == 0 ? line : 2 * (line - distance);
    }

    /// <summary>The load above which a node cannot send what it makes: a sender's flits start on clock edges.</summary>
    /// <param name="spec">Flit time and clock.</param>
    /// <returns>Flits a node and flit time, at most 1.</returns>
    public static double SenderLimit(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var timing = new TileTiming(spec);
        return (double)timing.Flit.Value / timing.OnEdge(timing.Flit).Value;
    }

    /// <summary>The load at which the links across the middle of the mesh are full: no mesh with these routes carries more.</summary>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <returns>Flits a node and flit time, at most 1.</returns>
    public static double BisectionLimit(int width, int height)
    {
        double nodes = (double)width * height;
        return Math.Min(1, Math.Min(Cut(width, height), Cut(height, width)));

        // The nodes on one side send (nodes on the other) / (nodes - 1) of their flits over the cut, which has a link a row.
        double Cut(int across, int rows)
        {
            double left = (double)(across / 2) * rows;
            return across < 2 ? 1 : rows * (nodes - 1) / (left * (nodes - left));
        }
    }
}

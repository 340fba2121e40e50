using System.Collections.Immutable;
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

    /// <summary>Latency without any other traffic, the mean over all pairs of nodes: one flit time, and a hop for every link, the last one into the node included.</summary>
    /// <param name="spec">Link times.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <returns>[ns]</returns>
    public static double ZeroLoadNs(ArchitectureSpec spec, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(spec);

        // Mean distance along a line of n is (n^2 - 1) / (3 n) over all ordered pairs; a node does not send to itself.
        double nodes = (double)width * height;
        double mean = (((((double)width * width) - 1) / (3.0 * width)) + ((((double)height * height) - 1) / (3.0 * height))) * nodes / (nodes - 1);
        return spec.Link.Flit.Nanoseconds + ((mean + 1) * spec.Link.Hop.Nanoseconds);
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

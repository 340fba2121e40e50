using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>Flits over every link of a mesh under dimension-order routing, x first, kept up to date while tiles move.</summary>
internal sealed class LinkLoads
{
    private readonly int width;
    private readonly int port;
    private readonly ImmutableArray<TrafficFlow> flows;
    private readonly int[] places;
    private readonly long[] loads;
    private readonly int[] crossedBy;
    private int crossing;

    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <param name="port">Router of the port, y times width plus x.</param>
    /// <param name="flows">All traffic.</param>
    /// <param name="places">Router of every tile; copied.</param>
    public LinkLoads(int width, int height, int port, ImmutableArray<TrafficFlow> flows, ReadOnlySpan<int> places)
    {
        this.width = width;
        this.port = port;
        this.flows = flows;
        this.places = places.ToArray();
        loads = new long[width * height * DimensionOrder.Directions];
        crossedBy = new int[loads.Length];
        for (int flow = 0; flow < flows.Length; flow++)
        {
            Add(flow, 1);
        }
    }

    /// <summary>Flits times links.</summary>
    public long Distance { get; private set; }

    /// <summary>Flits over the busiest link.</summary>
    public long BusiestLink
    {
        get
        {
            long busiest = 0;
            foreach (long load in loads)
            {
                busiest = Math.Max(busiest, load);
            }

            return busiest;
        }
    }

    /// <summary>Router of every tile.</summary>
    public ReadOnlySpan<int> Places => places;

    /// <summary>Moves a tile; the flows that it ends must have been taken out.</summary>
    public void Move(int tile, int router) => places[tile] = router;

    /// <summary>Adds a flow's flits to its links, or takes them out.</summary>
    /// <param name="flow">Index of the flow.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(int flow, int sign)
    {
        crossing++;
        TrafficFlow traffic = flows[flow];
        long flits = sign * traffic.Flits;
        int from = RouterOf(traffic.Source);
        foreach (int destination in traffic.Destinations)
        {
            foreach (int link in new DimensionOrder(width, from, RouterOf(destination)))
            {
                Cross(link, flits);
            }
        }
    }

    private void Cross(int link, long flits)
    {
        if (crossedBy[link] != crossing)
        {
            crossedBy[link] = crossing;
            loads[link] += flits;
            Distance += flits;
        }
    }

    private int RouterOf(int tile) => tile < 0 ? port : places[tile];
}

using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>
/// The route trees of all channels, made before the run: dimension order, x first, then y; a multicast is the union of the
/// routes to its destinations. Dimension order and endpoints that always accept (credits see to it) keep it free of deadlock.
/// </summary>
internal sealed class RouteTable(int width, int portX, int portY, ImmutableArray<TileProgram> tiles)
{
    private readonly List<RouteNode> nodes = [];
    private readonly List<RouteEndpoint> endpoints = [];

    /// <summary>All nodes; a flit in a router carries the index of one.</summary>
    public RouteNode[] Nodes => [.. nodes];

    /// <summary>All endpoints; a delivered flit carries the index of one.</summary>
    public RouteEndpoint[] Endpoints => [.. endpoints];

    /// <summary>Adds the tree of one channel.</summary>
    /// <param name="sender">Tile index, -1 for the port.</param>
    /// <param name="channel">The sender's channel.</param>
    /// <param name="destinations">At least one.</param>
    /// <returns>The root node.</returns>
    public int Add(int sender, int channel, ImmutableArray<ChannelDestination> destinations)
    {
        (int x, int y) = Place(sender);
        int[] all = [.. Enumerable.Range(0, destinations.Length)];
        return Grow(sender, channel, destinations, all, x, y, 0);
    }

    /// <summary>Router index of a tile or the port.</summary>
    public int RouterOf(int tile)
    {
        (int x, int y) = Place(tile);
        return (y * width) + x;
    }

    private (int X, int Y) Place(int tile) => tile < 0 ? (portX, portY) : (tiles[tile].X, tiles[tile].Y);

    private int Grow(
        int sender, int channel, ImmutableArray<ChannelDestination> destinations, int[] subset, int x, int y, int hops)
    {
        RouteNode node = default;
        int index = nodes.Count;
        nodes.Add(node);
        foreach (IGrouping<int, int> branch in subset.GroupBy(destination => Output(destinations[destination].Tile, x, y)).OrderBy(group => group.Key))
        {
            int output = branch.Key;
            node.Outputs |= 1 << output;
            if (output is Router.Tile or Router.Port)
            {
                int destination = branch.First();
                int endpoint = endpoints.Count;
                endpoints.Add(new RouteEndpoint(
                    destinations[destination].Tile, destinations[destination].Channel, sender, Outlet.Pack(channel, destination), hops + 1));
                _ = output == Router.Tile ? node.Tile = endpoint : node.Port = endpoint;
                continue;
            }

            (int nextX, int nextY) = Mesh.Neighbour(x, y, output);
            int next = Grow(sender, channel, destinations, [.. branch], nextX, nextY, hops + 1);
            _ = output switch
            {
                Router.North => node.North = next,
                Router.East => node.East = next,
                Router.South => node.South = next,
                _ => node.West = next,
            };
        }

        nodes[index] = node;
        return index;
    }

    private int Output(int tile, int x, int y)
    {
        (int toX, int toY) = Place(tile);
        return toX > x ? Router.East
            : toX < x ? Router.West
            : toY > y ? Router.South
            : toY < y ? Router.North
            : tile < 0 ? Router.Port : Router.Tile;
    }
}

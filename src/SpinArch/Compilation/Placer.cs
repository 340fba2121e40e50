using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// Policy: tiles in order along the mesh rows; <c>snake</c> turns round at each end, so that neighbours stay neighbours;
/// <c>optimized</c> improves the better of the two (<see cref="PlacementOptimizer"/>).
/// </summary>
public static class Placer
{
    private const int MostRouters = 1 << 16;
    private const string RowMajor = "rowMajor";
    private const string Snake = "snake";

    /// <summary>Gives every tile a place.</summary>
    /// <param name="network">The partitioned network.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input: they decide what moves where.</param>
    /// <exception cref="InputException">The mesh has too few tiles, or its port lies outside.</exception>
    public static PlacedNetwork Place(PartitionedNetwork network, ArchitectureSpec spec, int samples)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        if (network.Tiles > MostRouters)
        {
            throw new InputException($"network '{network.Graph.Name}'", $"needs {network.Tiles} tiles, a mesh has at most {MostRouters} routers; use larger crossbars or fewer copies");
        }

        int tiles = (int)network.Tiles;
        (int width, int height) = Size(spec.Mesh, tiles);
        if ((long)width * height < tiles)
        {
            throw new InputException(
                "mesh.width, mesh.height", $"a mesh of {width} x {height} has {(long)width * height} tiles, network '{network.Graph.Name}' needs {tiles}");
        }

        if ((long)width * height > MostRouters)
        {
            throw new InputException(
                "mesh.width, mesh.height",
                $"a mesh of {width} x {height} for the {tiles} tiles of network '{network.Graph.Name}' has more than {MostRouters} routers; use larger crossbars or a smaller mesh");
        }

        if (spec.Mesh.PortX >= width || spec.Mesh.PortY >= height)
        {
            throw new InputException("mesh.port", $"{spec.Mesh.PortX},{spec.Mesh.PortY} lies outside the mesh of {width} x {height}");
        }

        int[] rowMajor = [.. Enumerable.Range(0, tiles)];
        int[] snake = [.. rowMajor.Select(index => index / width % 2 == 0 ? index : index + width - 1 - (2 * (index % width)))];
        PlacedNetwork unplaced = Lay(network, width, height, rowMajor);
        ImmutableArray<TrafficFlow> flows = Traffic.Of(unplaced, spec, samples);
        int port = (spec.Mesh.PortY * width) + spec.Mesh.PortX;
        PlacementCost[] costs = [CostOf(RowMajor, rowMajor), CostOf(Snake, snake)];
        int[] places = spec.Mapping.Placement switch
        {
            RowMajor => rowMajor,
            Snake => snake,
            _ => PlacementOptimizer.Optimize(width, height, port, flows, costs[1].Total < costs[0].Total ? snake : rowMajor),
        };
        PlacementCost cost = CostOf(spec.Mapping.Placement, places);
        return Lay(network, width, height, places) with { Costs = [cost, .. costs.Where(other => other.Placement != cost.Placement)] };

        PlacementCost CostOf(string name, int[] routers)
        {
            var loads = new LinkLoads(width, height, port, flows, routers);
            return new PlacementCost(name, loads.Distance, loads.BusiestLink, width + height);
        }
    }

    private static PlacedNetwork Lay(PartitionedNetwork network, int width, int height, int[] routers)
    {
        var places = ImmutableArray.CreateBuilder<TilePlace>(routers.Length);
        foreach ((int copy, PartitionedLayer layer) in network.InOrder())
        {
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                for (int row = 0; row < layer.FanIn.Tiles.Length && places.Count < routers.Length; row++)
                {
                    int router = routers[places.Count];
                    places.Add(new TilePlace(copy, layer.Index, row, column, router % width, router / width));
                }
            }
        }

        return new PlacedNetwork(network, width, height, places.ToImmutable());
    }

    private static (int Width, int Height) Size(MeshSpec mesh, int tiles)
    {
        if (!mesh.Width.IsUnbounded)
        {
            return (mesh.Width.Limit, mesh.Height.IsUnbounded ? mesh.Width.Passes(tiles) : mesh.Height.Limit);
        }

        if (!mesh.Height.IsUnbounded)
        {
            return (mesh.Height.Passes(tiles), mesh.Height.Limit);
        }

        int width = (int)Math.Ceiling(Math.Sqrt(tiles));
        return (width, ((tiles - 1) / width) + 1);
    }
}

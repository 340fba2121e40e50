using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Policy: tiles in order along the mesh rows; <c>snake</c> turns round at each end, so that neighbours stay neighbours.</summary>
public static class Placer
{
    private const int MostRouters = 1 << 16;

    /// <summary>Gives every tile a place.</summary>
    /// <exception cref="InputException">The mesh has too few tiles, or its port lies outside.</exception>
    public static PlacedNetwork Place(PartitionedNetwork network, ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        int tiles = network.Layers.Sum(layer => layer.Tiles);
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

        bool snake = spec.Mapping.Placement == "snake";
        var places = ImmutableArray.CreateBuilder<TilePlace>(tiles);
        foreach (PartitionedLayer layer in network.Layers)
        {
            for (int column = 0; column < layer.ColumnBlocks.Length; column++)
            {
                for (int row = 0; row < layer.FanIn.Tiles.Length; row++)
                {
                    int y = places.Count / width;
                    int x = places.Count % width;
                    places.Add(new TilePlace(layer.Index, row, column, snake && y % 2 == 1 ? width - 1 - x : x, y));
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

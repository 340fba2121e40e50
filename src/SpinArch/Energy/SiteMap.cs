using SpinArch.Isa;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Numbers the places of a chip where something can happen, so that totals live in flat arrays: first the tiles, then the
/// port, then the routers (row by row; a router's index is no tile's index, and a mesh may have routers without a tile).
/// </summary>
/// <param name="Tiles">How many tiles.</param>
/// <param name="Routers">How many routers: mesh width times height.</param>
public readonly record struct SiteMap(int Tiles, int Routers)
{
    /// <summary>How many sites.</summary>
    public int Count => Tiles + 1 + Routers;

    /// <summary>The port's site.</summary>
    public int Port => Tiles;

    /// <summary>The first router's site.</summary>
    public int FirstRouter => Tiles + 1;

    /// <summary>The sites of the chip that a program runs on.</summary>
    /// <param name="program">A compiled program.</param>
    public static SiteMap Of(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return new SiteMap(program.Tiles.Length, checked(program.MeshWidth * program.MeshHeight));
    }

    /// <summary>Where an activity happened.</summary>
    /// <param name="kind">Its kind, because a hop counts routers.</param>
    /// <param name="tile">Its <see cref="Activity.Tile"/>.</param>
    public int SiteOf(ActivityKind kind, int tile) =>
        kind.Place == Place.Router ? FirstRouter + tile : tile < 0 ? Port : tile;

    /// <summary>The number that reports print for a site: tile index, -1 for the port, router index for a router.</summary>
    /// <param name="site">A site.</param>
    public int NumberOf(int site) => site < Tiles ? site : site == Tiles ? -1 : site - FirstRouter;
}

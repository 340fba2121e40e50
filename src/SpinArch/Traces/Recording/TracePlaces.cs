using System.Collections.Immutable;
using SpinArch.Components.Network;
using SpinArch.Energy;
using SpinArch.Isa;

namespace SpinArch.Traces.Recording;

/// <summary>Where the activities of a program happen: sites, the tile behind each router, and the layer of each instruction.</summary>
public sealed class TracePlaces
{
    private readonly ImmutableArray<string>[] layers;
    private readonly int[] tileAtRouter;

    /// <summary>The places of a program.</summary>
    public TracePlaces(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Program = program;
        Sites = SiteMap.Of(program);
        layers = [.. program.Tiles.Select(tile => tile.Code
            .Select(instruction => instruction.Pair < tile.Blocks.Length ? tile.Blocks[instruction.Pair].LayerName : "").ToImmutableArray())];
        tileAtRouter = new int[Sites.Routers];
        Array.Fill(tileAtRouter, -2);
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            tileAtRouter[(program.Tiles[tile].Y * program.MeshWidth) + program.Tiles[tile].X] = tile;
        }
    }

    /// <summary>The program.</summary>
    public Program Program { get; }

    /// <summary>Its sites.</summary>
    public SiteMap Sites { get; }

    /// <summary>The tile of an activity, -1 for the port; for a hop the router's tile, -2 where the router serves none.</summary>
    public int TileOf(in Activity activity) => activity.Kind == NetworkComponent.Hop ? tileAtRouter[activity.Tile] : activity.Tile;

    /// <summary>The layer that an activity works for; empty where it works for none.</summary>
    public string LayerOf(in Activity activity) => activity.Instruction < 0 ? "" : layers[activity.Tile][activity.Instruction];

    /// <summary>The layers of a tile, joined by a plus sign.</summary>
    public string LayersOf(int tile) =>
        string.Join('+', Program.Tiles[tile].Blocks.Select(block => block.LayerName).Distinct(StringComparer.Ordinal));

    /// <summary>What a site is called: <c>tile 3</c>, <c>port</c>, <c>router 4</c>.</summary>
    public string NameOf(int site) => site == Sites.Port
        ? "port"
        : FormattableString.Invariant($"{(site < Sites.Tiles ? "tile" : "router")} {Sites.NumberOf(site)}");
}

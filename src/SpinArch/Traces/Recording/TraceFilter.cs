using SpinArch.Components.Network;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>Which activities of a trace are wanted; what is null is not asked for.</summary>
public sealed record TraceFilter
{
    /// <summary>Activities that end after this.</summary>
    public Picoseconds? From { get; init; }

    /// <summary>Activities that start before this.</summary>
    public Picoseconds? To { get; init; }

    /// <summary>Tile, -1 for the port; a router counts as the tile that it serves.</summary>
    public int? Tile { get; init; }

    /// <summary>Track, as <see cref="TraceTracks"/> numbers them.</summary>
    public int? Track { get; init; }

    /// <summary>Name of a layer.</summary>
    public string? Layer { get; init; }

    /// <summary>Monte-Carlo sample.</summary>
    public int? Sample { get; init; }

    /// <summary>Network input.</summary>
    public int? Input { get; init; }

    /// <summary>Index of an instruction in its tile's program.</summary>
    public int? Instruction { get; init; }

    /// <summary>Whether a block can hold a wanted activity.</summary>
    public bool MayBeIn(BlockEntry block, Program program)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(program);
        if ((To is { } to && block.Start >= to) || (From is { } from && block.End < from))
        {
            return false;
        }

        return Tile is not { } tile || tile >= program.Tiles.Length || block.Has(tile + 1)
            || (tile >= 0 && block.Has(TraceIndex.SiteOf(program, NetworkComponent.Hop,
                (program.Tiles[tile].Y * program.MeshWidth) + program.Tiles[tile].X)));
    }

    /// <summary>Whether an activity is wanted.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="places">Places and layers of the program.</param>
    public bool Matches(in Activity activity, TracePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return (From is not { } from || activity.Start + activity.Duration > from)
            && (To is not { } to || activity.Start < to)
            && (Tile is not { } tile || places.TileOf(in activity) == tile)
            && (Track is not { } track || TraceTracks.Of(activity.Kind) == track)
            && (Sample is not { } sample || activity.Sample == sample)
            && (Input is not { } input || activity.Input == input)
            && (Instruction is not { } instruction || activity.Instruction == instruction)
            && (Layer is not { } layer || places.LayerOf(in activity) == layer);
    }
}

using System.Collections.Immutable;

namespace SpinArch.Estimation;

/// <summary>
/// A placed network as the estimator sees it: groups of like tiles, the ways of results, and what each link carries. It
/// depends on the sizes of crossbars, mesh and flits and on the mapping, but on no time, so it is made once for all points
/// that share these.
/// </summary>
internal sealed record DesignLayout
{
    /// <summary>Copies of the layer that has fewest.</summary>
    public required int Copies { get; init; }

    /// <summary>Samples of a round: after so many the same copies of all layers work together again, or all samples of an input where these are fewer.</summary>
    public required int RoundSamples { get; init; }

    /// <summary>Greatest common divisor of the layers' copies: samples that leave different rests by it never share a tile.</summary>
    public required int Strands { get; init; }

    /// <summary>The layers.</summary>
    public required ImmutableArray<LayerLayout> Layers { get; init; }

    /// <summary>The groups of tiles.</summary>
    public required ImmutableArray<TileGroup> Groups { get; init; }

    /// <summary>Group of each tile.</summary>
    public required ImmutableArray<int> GroupOfTile { get; init; }

    /// <summary>Loops over columns in the code of each tile.</summary>
    public required ImmutableArray<int> ColumnLoops { get; init; }

    /// <summary>Instructions of the longest program.</summary>
    public required int LongestCode { get; init; }

    /// <summary>Incoming channels of all tiles, each with a receive buffer of its own.</summary>
    public required long ReceiveChannels { get; init; }

    /// <summary>Routers of the mesh.</summary>
    public required int Routers { get; init; }

    /// <summary>Load of every link, [router * 6 + output].</summary>
    public required ImmutableArray<LinkLoad> Links { get; init; }

    /// <summary>The loads that no other load exceeds in both figures.</summary>
    public required ImmutableArray<LinkLoad> Hottest { get; init; }

    /// <summary>Loads of the first layer, with the input stream alone as the input's; those that no other exceeds in both.</summary>
    public required ImmutableArray<LinkLoad> FirstStream { get; init; }

    /// <summary>Loads of all layers, likewise.</summary>
    public required ImmutableArray<LinkLoad> LaterStream { get; init; }

    /// <summary>Flits times links of one round.</summary>
    public required long SampleHops { get; init; }

    /// <summary>Flits times links of one input besides.</summary>
    public required long InputHops { get; init; }

    /// <summary>Flits that bring one input onto the chip.</summary>
    public required long PortFlits { get; init; }

    /// <summary>The same, block by block in the port's order.</summary>
    public required ImmutableArray<PortStream> PortStreams { get; init; }

    /// <summary>Flits that take the results of one input off the chip.</summary>
    public required long ResultFlits { get; init; }

    /// <summary>Flits of one output's statistics.</summary>
    public required int StatisticsFlits { get; init; }

    /// <summary>Most links from the port to a tile of the row block that is served last.</summary>
    public required int PortHops { get; init; }

    /// <summary>Words of one flit.</summary>
    public required int WordsPerFlit { get; init; }

    /// <summary>The router of the link that carries most in a round.</summary>
    public int HottestRouter { get; init; }

    /// <summary>How many tiles.</summary>
    public int Tiles => GroupOfTile.Length;

    /// <summary>Crossbar pairs in use.</summary>
    public required int CrossbarPairs { get; init; }

    /// <summary>Rounds of one input, the last perhaps not whole.</summary>
    /// <param name="samples">Samples of one input.</param>
    public int Rounds(int samples) => ((samples - 1) / RoundSamples) + 1;
}

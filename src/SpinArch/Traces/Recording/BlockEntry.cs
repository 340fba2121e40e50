using System.Collections.Immutable;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>One line of a trace's index: where a block is and what can be in it.</summary>
public sealed record BlockEntry
{
    /// <summary>Offset of its chunk in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Its activities.</summary>
    public required int Count { get; init; }

    /// <summary>The earliest start.</summary>
    public required Picoseconds Start { get; init; }

    /// <summary>The latest end.</summary>
    public required Picoseconds End { get; init; }

    /// <summary>One bit a site, the lowest first: the port, the tiles, the routers.</summary>
    public required ImmutableArray<byte> Sites { get; init; }

    /// <summary>Whether anything happened at a site.</summary>
    /// <param name="site">0 the port, 1 the first tile, 1 + tiles the first router.</param>
    public bool Has(int site) => (Sites[site / 8] & (1 << (site % 8))) != 0;
}

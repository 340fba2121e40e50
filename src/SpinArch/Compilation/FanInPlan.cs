using System.Collections.Immutable;

namespace SpinArch.Compilation;

/// <summary>
/// How the row blocks of one column range lie on tiles, and the tree along which their partial sums meet: every tile adds its own
/// row blocks and what its children send, and sends the sum to its parent; the home tile has none and activates.
/// </summary>
public sealed record FanInPlan
{
    /// <summary>Parent of the home tile.</summary>
    public const int None = -1;

    /// <summary>Row blocks of every tile, in order, covering every row block once; a tile holds one on each of its first pairs.</summary>
    public required ImmutableArray<IndexRange> Tiles { get; init; }

    /// <summary>By tile: whom it sends its partial sums to, <see cref="None"/> for the home.</summary>
    public required ImmutableArray<int> Parents { get; init; }

    /// <summary>
    /// Whether a tile has more blocks than crossbar pairs, so that pairs are shared and written in turn. All tiles of the layer then work on one block
    /// after the other: one that went column by column would wait for the sums of those that cannot.
    /// </summary>
    /// <param name="pairsPerTile"><c>crossbar.pairsPerTile</c>.</param>
    public bool IsInTurn(int pairsPerTile) => Tiles.Any(tile => tile.Length > pairsPerTile);

    /// <summary>The tile that ends with the whole sum.</summary>
    public int Home => Parents.IndexOf(None);

    /// <summary>One row block a tile, joined by a tree.</summary>
    /// <param name="tiles">Number of tiles.</param>
    /// <param name="parent">Parent of every tile.</param>
    public static FanInPlan OneBlockATile(int tiles, Func<int, int> parent) => new()
    {
        Tiles = [.. Enumerable.Range(0, tiles).Select(tile => new IndexRange(tile, 1))],
        Parents = [.. Enumerable.Range(0, tiles).Select(parent)],
    };

    /// <summary>The tile that holds a row block.</summary>
    public int TileOf(int rowBlock) => Enumerable.Range(0, Tiles.Length).First(tile => rowBlock < Tiles[tile].End);

    /// <summary>
    /// Words of the partial sum that a tile sends: one row block's fits 16 bits by calibration (<c>docs/arithmetic.md</c>,
    /// section 6), a sum of several needs more and takes two.
    /// </summary>
    public int WordsFrom(int tile) => Tiles[tile].Length == 1 && !Parents.Contains(tile) ? 1 : 2;
}

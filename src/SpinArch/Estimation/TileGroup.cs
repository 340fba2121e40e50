using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// Tiles of one layer that do the same: what one of them does in one sample, or with one column, whatever the times are. The
/// blocks of a layer have two sizes at most, so those of a tile too.
/// </summary>
internal readonly record struct TileGroup
{
    /// <summary>Layer index.</summary>
    public required int Layer { get; init; }

    /// <summary>How many tiles.</summary>
    public required int Tiles { get; init; }

    /// <summary>Samples of an input that the tile's copy works on less than the first copy of its layer: 0, or 1 where samples do not divide by copies.</summary>
    public required int Missed { get; init; }

    /// <summary>Active rows of a larger block.</summary>
    public required int Rows { get; init; }

    /// <summary>How many of the tile's blocks have that size.</summary>
    public required int LargeBlocks { get; init; }

    /// <summary>Active rows of a smaller block.</summary>
    public required int FewerRows { get; init; }

    /// <summary>How many of the tile's blocks have that size.</summary>
    public required int SmallBlocks { get; init; }

    /// <summary>Crossbar pairs that the blocks lie on; where these are fewer, blocks are written onto them in turn.</summary>
    public required int CrossbarPairs { get; init; }

    /// <summary>Words received for one input vector: rows less those always driven.</summary>
    public required int VectorWords { get; init; }

    /// <summary>Columns of the block.</summary>
    public required int Columns { get; init; }

    /// <summary>Words that come from other tiles a column.</summary>
    public required int ReceivedWords { get; init; }

    /// <summary>Words that the activation or the running sums of a column read; 0 where the tile does not finish columns.</summary>
    public required int FinishWords { get; init; }

    /// <summary>Flits of the word or sum that the tile sends a column; for a home tile that of the activation.</summary>
    public required int SentFlits { get; init; }

    /// <summary>Blocks of the tile.</summary>
    public int Pairs => LargeBlocks + SmallBlocks;

    /// <summary>Whether the tile reads all columns of a block before the next, because tiles of its layer write blocks in turn.</summary>
    public required bool IsInTurn { get; init; }

    /// <summary>Blocks written in a sample because it goes on to them: all that are not the first of their pair.</summary>
    public int WritesWithin => Pairs - CrossbarPairs;

    /// <summary>Blocks written at the end of a sample for the next: the first of every pair that several share.</summary>
    public int WritesAhead => Math.Min(CrossbarPairs, WritesWithin);

    /// <summary>Active rows of all blocks.</summary>
    public int TotalRows => (LargeBlocks * Rows) + (SmallBlocks * FewerRows);

    /// <summary>Whether the tile finishes columns: activates them, or keeps their statistics.</summary>
    public bool IsHome => FinishWords > 0;

    /// <summary>Whether latches are finished as they are.</summary>
    public bool IsAlone => IsHome && Pairs == 1 && ReceivedWords == 0;

    /// <summary>Additions of a column.</summary>
    public int Additions => IsAlone ? 0 : Pairs;

    /// <summary>Words that the last of them reads: mean, sigma, the sum of the pair before, what other tiles send.</summary>
    public int LastAddWords => IsAlone ? 0 : 2 + (Pairs > 1 ? 1 : 0) + ReceivedWords;

    /// <summary>Words that all of them read.</summary>
    public int AddWords => IsAlone ? 0 : (3 * Pairs) - 1 + ReceivedWords;

    /// <summary>Instructions fetched a column: reads and additions of the pairs, then what finishes the column, and send.</summary>
    public int Slots => Pairs + Additions + (IsHome ? 2 : 1);

    /// <summary>Clocks that the additions of a column take.</summary>
    /// <param name="width">Words a clock.</param>
    public int AddClocks(int width) =>
        IsAlone ? 0 : Pairs == 1 ? Passes(LastAddWords, width) : Passes(2, width) + ((Pairs - 2) * Passes(3, width)) + Passes(LastAddWords, width);

    /// <summary>Clocks that the vector unit spends on a column.</summary>
    /// <param name="width">Words a clock.</param>
    public int VectorClocks(int width) => AddClocks(width) + Passes(FinishWords, width);

    /// <summary>Active rows of the first blocks.</summary>
    /// <param name="blocks">How many.</param>
    public long RowsOfFirst(int blocks) => ((long)Math.Min(blocks, LargeBlocks) * Rows) + ((long)Math.Max(0, blocks - LargeBlocks) * FewerRows);

    /// <summary>How often a unit of some width goes over the rows of all blocks.</summary>
    public long RowPasses(Extent width) => ((long)LargeBlocks * width.Passes(Rows)) + (SmallBlocks == 0 ? 0 : (long)SmallBlocks * width.Passes(FewerRows));

    private static int Passes(int words, int width) => (words + width - 1) / width;
}

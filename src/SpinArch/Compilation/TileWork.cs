using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// What a tile does with one column of its layer (<see cref="FanInCode"/> in numbers), wherever it lies and whatever the times are. The
/// blocks of a layer have two sizes at most, so those of a tile too.
/// </summary>
internal readonly record struct TileWork
{
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

    /// <summary>Whether the tile reads all columns of a block before the next, because tiles of its layer write blocks in turn.</summary>
    public required bool IsInTurn { get; init; }

    /// <summary>Words that one conversion of a column latches: mean and sigma, or one where weights have no sigma.</summary>
    public required int LatchWords { get; init; }

    /// <summary>Words received for one input vector: rows less those always driven.</summary>
    public required int VectorWords { get; init; }

    /// <summary>Words that come from other tiles a column.</summary>
    public required int ReceivedWords { get; init; }

    /// <summary>Flits that they come in.</summary>
    public required int ReceivedFlits { get; init; }

    /// <summary>
    /// Whether arrays are read whole: no column is read by an instruction of its own, and one word stands for mean and sigma.
    /// </summary>
    public required bool ReadsWhole { get; init; }

    /// <summary>Words that the activation or the running sums of a column read; 0 where the tile does not finish columns.</summary>
    public required int FinishWords { get; init; }

    /// <summary>Flits of the word or sum that the tile sends a column; for a home tile that of the activation.</summary>
    public required int SentFlits { get; init; }

    /// <summary>Blocks of the tile.</summary>
    public int Blocks => LargeBlocks + SmallBlocks;

    /// <summary>Blocks written in a sample because it goes on to them: all that are not the first of their pair.</summary>
    public int WritesWithin => Blocks - CrossbarPairs;

    /// <summary>Blocks written at the end of a sample for the next: the first of every pair that several share.</summary>
    public int WritesAhead => Math.Min(CrossbarPairs, WritesWithin);

    /// <summary>Active rows of all blocks.</summary>
    public int TotalRows => (LargeBlocks * Rows) + (SmallBlocks * FewerRows);

    /// <summary>Whether the tile finishes columns: activates them, or keeps their statistics.</summary>
    public bool IsHome => FinishWords > 0;

    /// <summary>Whether latches are finished as they are.</summary>
    public bool IsAlone => IsHome && Blocks == 1 && ReceivedWords == 0;

    /// <summary>Additions of a column.</summary>
    public int Additions => IsAlone ? 0 : Blocks;

    /// <summary>Words that the last of them reads: what is latched, the sum of the block before, what other tiles send.</summary>
    public int LastAddWords => IsAlone ? 0 : LatchWords + (Blocks > 1 ? 1 : 0) + ReceivedWords;

    /// <summary>Words that all of them read.</summary>
    public int AddWords => IsAlone ? 0 : ((LatchWords + 1) * Blocks) - 1 + ReceivedWords;

    /// <summary>Instructions fetched a column: reads and additions of the blocks, then what finishes the column, and send.</summary>
    public int Slots => (ReadsWhole ? 0 : Blocks) + Additions + (IsHome ? 2 : 1);

    /// <summary>Reads of whole arrays: instructions fetched a sample, the last of all included, which are done or not.</summary>
    /// <param name="queueDepth"><c>sequencer.queueDepth</c>.</param>
    public int ArraySlots(int queueDepth) => !ReadsWhole ? 0 : Blocks * (Blocks <= queueDepth ? 2 : 1);

    /// <summary>Clocks that the additions of a column take.</summary>
    /// <param name="width">Words a clock.</param>
    public int AddClocks(int width) =>
        IsAlone ? 0 : Blocks == 1 ? Passes(LastAddWords, width)
            : Passes(LatchWords, width) + ((Blocks - 2) * Passes(LatchWords + 1, width)) + Passes(LastAddWords, width);

    /// <summary>Clocks that the vector unit spends on a column.</summary>
    /// <param name="width">Words a clock.</param>
    public int VectorClocks(int width) => AddClocks(width) + Passes(FinishWords, width);

    /// <summary>Active rows of the first blocks.</summary>
    /// <param name="blocks">How many.</param>
    public long RowsOfFirst(int blocks) => ((long)Math.Min(blocks, LargeBlocks) * Rows) + ((long)Math.Max(0, blocks - LargeBlocks) * FewerRows);

    /// <summary>How often a unit of some width goes over the rows of all blocks.</summary>
    public long RowPasses(Extent width) => ((long)LargeBlocks * width.Passes(Rows)) + (SmallBlocks == 0 ? 0 : (long)SmallBlocks * width.Passes(FewerRows));

    /// <summary>The work of a layer's tile.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="fanInTile">Which of its <see cref="FanInPlan.Tiles"/>.</param>
    /// <param name="spec">The architecture; no time of it is looked at.</param>
    public static TileWork Of(PartitionedLayer layer, int fanInTile, ArchitectureSpec spec)
    {
        int wordsPerFlit = spec.Link.WordsPerFlit;
        FanInPlan plan = layer.FanIn;
        IndexRange blocks = plan.Tiles[fanInTile];
        int rows = layer.RowBlocks[blocks.Start].Length;
        int large = Enumerable.Range(blocks.Start, blocks.Length).Count(row => layer.RowBlocks[row].Length == rows);
        int[] received = [.. Enumerable.Range(0, plan.Tiles.Length).Where(child => plan.Parents[child] == fanInTile).Select(plan.WordsFrom)];
        int latched = spec.HasSampler ? 2 : 1;
        bool isHome = fanInTile == plan.Home;
        return new TileWork
        {
            Rows = rows,
            LargeBlocks = large,
            FewerRows = layer.RowBlocks[blocks.End - 1].Length,
            SmallBlocks = blocks.Length - large,
            CrossbarPairs = Math.Min(spec.Crossbar.PairsPerTile, blocks.Length),
            IsInTurn = plan.IsInTurn(spec.Crossbar.PairsPerTile),
            VectorWords = Math.Min(layer.RowBlocks[blocks.End - 1].End, layer.Layer.Inputs) - layer.RowBlocks[blocks.Start].Start,
            ReadsWhole = spec.ReadsWhole,
            ReceivedWords = received.Sum(),
            ReceivedFlits = received.Sum(words => Passes(words, wordsPerFlit)),

            // A sum is one word however wide; what was not added are latches: mean and sigma, or the neuron's state.
            FinishWords = !isHome ? 0 : layer.RowBlocks.Length > 1 || layer.ColumnSum != ColumnSum.Digital ? 1 : latched,
            LatchWords = latched,
            SentFlits = isHome ? 1 : Passes(plan.WordsFrom(fanInTile), wordsPerFlit),
        };
    }

    // Words of a block's latches: mean and sigma, or one code.
    private int Latched => ReadsWhole ? 1 : 2;

    private static int Passes(int words, int width) => (words + width - 1) / width;
}

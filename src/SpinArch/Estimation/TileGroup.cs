namespace SpinArch.Estimation;

/// <summary>Tiles of one layer that do the same: what one of them does in one sample, or with one column, whatever the times are.</summary>
internal readonly record struct TileGroup
{
    /// <summary>Layer index.</summary>
    public required int Layer { get; init; }

    /// <summary>How many tiles.</summary>
    public required int Tiles { get; init; }

    /// <summary>Active rows of the block.</summary>
    public required int Rows { get; init; }

    /// <summary>Words received for one input vector: rows less those always driven.</summary>
    public required int VectorWords { get; init; }

    /// <summary>Columns of the block.</summary>
    public required int Columns { get; init; }

    /// <summary>Instructions fetched a column.</summary>
    public required int Slots { get; init; }

    /// <summary>Words that the adding operation of a column reads; 0 where there is none.</summary>
    public required int AddWords { get; init; }

    /// <summary>How many of them come from other tiles.</summary>
    public required int ReceivedWords { get; init; }

    /// <summary>Words that the activation or the running sums of a column read; 0 where the tile does not finish columns.</summary>
    public required int FinishWords { get; init; }

    /// <summary>Whether the tile finishes columns: activates them, or keeps their statistics.</summary>
    public bool IsHome => FinishWords > 0;

    /// <summary>Clocks that the vector unit spends on a column.</summary>
    /// <param name="width">Words a clock.</param>
    public int VectorClocks(int width) => Passes(AddWords, width) + Passes(FinishWords, width);

    private static int Passes(int words, int width) => (words + width - 1) / width;
}

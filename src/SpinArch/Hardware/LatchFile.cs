namespace SpinArch.Hardware;

/// <summary>Latched words of one kind: every column has its own ring of banks, so that a slow result blocks no other column.</summary>
internal sealed class LatchFile(int columns, int banks)
{
    private readonly long[] values = new long[columns * banks];
    private readonly byte[] head = new byte[columns];
    private readonly byte[] full = new byte[columns];
    private readonly byte[] reserved = new byte[columns];

    /// <summary>How many columns have a full bank.</summary>
    public int FullColumns => full.Count(banksFull => banksFull > 0);

    /// <summary>Whether the column has an empty bank.</summary>
    public bool HasEmpty(int column) => reserved[column] < banks;

    /// <summary>Whether the column's oldest bank is full.</summary>
    public bool IsFull(int column) => full[column] > 0;

    /// <summary>The word in the column's oldest full bank.</summary>
    public long Peek(int column) => values[(column * banks) + head[column]];

    /// <summary>Reserves the column's next empty bank for a word that is on its way.</summary>
    public void Reserve(int column, long value)
    {
        values[(column * banks) + Wrap(head[column] + reserved[column])] = value;
        reserved[column]++;
    }

    /// <summary>The oldest word on its way has arrived.</summary>
    public void Fill(int column) => full[column]++;

    /// <summary>Adds to the youngest bank in use: an accumulation in place.</summary>
    public void AddToYoungest(int column, long value) =>
        values[(column * banks) + Wrap(head[column] + reserved[column] - 1)] += value;

    /// <summary>Frees the column's oldest full bank.</summary>
    public void Free(int column)
    {
        head[column] = (byte)Wrap(head[column] + 1);
        full[column]--;
        reserved[column]--;
    }

    // Positions are less than twice the banks: no division.
    private int Wrap(int position) => position >= banks ? position - banks : position;
}

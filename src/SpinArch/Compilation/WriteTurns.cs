namespace SpinArch.Compilation;

/// <summary>
/// The blocks of a tile that share crossbar pairs, followed block by block for some samples [ps]: a block is read when it is on its pair
/// and the block before has been read; it is written when its pair is free and the writer is.
/// </summary>
internal readonly struct WriteTurns
{
    private const int Followed = 4;
    private const int MostBlocks = TimeMultiplexFanIn.MostBlocks;

    /// <param name="work">The tile.</param>
    /// <param name="read">All columns of a larger block.</param>
    /// <param name="readSmaller">Of a smaller one.</param>
    /// <param name="rowWrite">One word line.</param>
    /// <param name="rowArrival">Between inputs that stream in row after row; 0 where all vectors come at once.</param>
    public WriteTurns(in TileWork work, long read, long readSmaller, long rowWrite, long rowArrival)
    {
        checked
        {
            Span<long> written = stackalloc long[MostBlocks];
            written.Clear();
            long now = long.MinValue / 2;
            long writer = now;
            long before = 0;
            int pairs = work.CrossbarPairs;
            for (int sample = 0; sample < Followed; sample++)
            {
                before = now;
                for (int block = 0; block < work.Blocks; block++)
                {
                    long arrived = sample == 0 ? -(work.TotalRows - work.RowsOfFirst(block + 1)) * rowArrival : now;
                    now = Math.Max(Math.Max(now, arrived), sample == 0 && block < pairs ? arrived : written[block]) + (block < work.LargeBlocks ? read : readSmaller);
                    int next = block + pairs < work.Blocks ? block + pairs : block % pairs;
                    if (next != block)
                    {
                        long rows = work.RowsOfFirst(next + 1) - work.RowsOfFirst(next);
                        writer = Math.Max(writer, now) + (rows * rowWrite);
                        written[next] = writer;
                        Writing += sample == 0 ? rows * rowWrite : 0;
                    }
                }

                First = sample == 0 ? now : First;
            }

            Interval = now - before;
        }
    }

    /// <summary>From the last input's arrival at an idle tile to the end of its last read.</summary>
    public long First { get; }

    /// <summary>Between samples.</summary>
    public long Interval { get; }

    /// <summary>What the writer has to do in a sample.</summary>
    public long Writing { get; }
}

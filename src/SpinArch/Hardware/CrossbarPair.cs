using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>
/// What is on a crossbar pair. Reads and writes of a pair are posted in the program's order, so a write may start when as many reads
/// are done as were posted before it, and a read when its block is there.
/// </summary>
internal struct CrossbarPair
{
    private const int Nothing = -1;

    private int block;
    private bool hasMean;
    private int posted;
    private int done;

    /// <summary>The pairs of a tile when its program begins: of the blocks that share one, the first is in place.</summary>
    public static CrossbarPair[] AtFirst(TileProgram tile)
    {
        var pairs = new CrossbarPair[tile.Blocks.IsEmpty ? 0 : tile.Blocks.Max(block => block.Pair) + 1];
        for (int block = tile.Blocks.Length - 1; block >= 0; block--)
        {
            pairs[tile.Blocks[block].Pair].EndWrite(block, mean: true);
        }

        return pairs;
    }

    /// <summary>Whether a block can be read: its levels are on the sigma crossbar, and where asked on the mean crossbar.</summary>
    public readonly bool Holds(int wanted, bool mean) => block == wanted && (hasMean || !mean);

    /// <summary>A column read is posted.</summary>
    public void PostRead() => posted++;

    /// <summary>Column reads posted so far; it may wrap around.</summary>
    public readonly int Posted => posted;

    /// <summary>A column read is over.</summary>
    public void EndRead() => done++;

    /// <summary>Whether the reads that were posted before a write are over.</summary>
    /// <param name="before"><see cref="Posted"/> when the write was posted.</param>
    public readonly bool IsIdle(int before) => unchecked(done - before) >= 0;

    /// <summary>Reads that a write still waits for; negative where more are done.</summary>
    /// <param name="before"><see cref="Posted"/> when the write was posted.</param>
    public readonly int Left(int before) => unchecked(before - done);

    /// <summary>Takes down what is on the pair.</summary>
    public readonly void Write(StateWriter state)
    {
        state.Write(block);
        state.Write(hasMean);
        state.Write(Left(posted));
    }

    /// <summary>A write begins: nothing can be read until it ends.</summary>
    public void BeginWrite() => block = Nothing;

    /// <summary>A write ends.</summary>
    public void EndWrite(int written, bool mean) => (block, hasMean) = (written, mean);
}

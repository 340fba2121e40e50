using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: write one block at a time onto its crossbar pair, word line after word line, on the sigma crossbar and where asked on the
/// mean crossbar with it; it starts when the reads of the pair that were posted before it are over. Other pairs are read meanwhile.
/// </summary>
internal sealed class Writer(Tile tile, TileTiming timing) : Unit(tile, Units.Writer, timing.QueueDepth)
{
    private Operation current;

    /// <inheritdoc/>
    public override string Name => "writer";

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        ref readonly Operation operation = ref Queue.Head;
        BlockState block = Tile.Blocks[operation.Pair];
        ref CrossbarPair pair = ref Tile.Pairs[block.Pair];
        if (!pair.IsIdle(operation.ReadsBefore))
        {
            Wait(StallCause.DestinationFull, WaitFor.Crossbar);
            return;
        }

        current = operation;
        pair.BeginWrite();
        Picoseconds duration = timing.RowWrite * block.Rows;
        Report(ActivityKind.Write, in current, now, duration, block.Rows, block.WrittenCells(current.Mean), block.FetchedBits(current.Mean));
        IsBusy = true;
        Tile.Schedule(now + duration, TileEvent.WriterDone);
        Begin();
    }

    /// <summary>The block is on its pair.</summary>
    public void OnDone()
    {
        IsBusy = false;
        BlockState block = Tile.Blocks[current.Pair];
        block.DriveMeanAnew();
        Tile.Pairs[block.Pair].EndWrite(current.Pair, current.Mean);
    }
}

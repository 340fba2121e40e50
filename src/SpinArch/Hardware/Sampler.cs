using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: fill the next empty Gaussian bank for one column, in ceil(rows / lanes) batches of reset, relax and one row read a
/// variable; the arrays are free again when the last batch is read, the bank is full one normalising time later.
/// </summary>
internal sealed class Sampler(Tile tile, TileTiming timing) : Unit(tile, Units.Sampler, timing.QueueDepth)
{
    private readonly int[][] z = tile.AllocateRows<int>(timing.GaussianBanks);
    private BankRing banks = new(timing.GaussianBanks);

    /// <inheritdoc/>
    public override string Name => "sampler";

    /// <summary>State of the banks that it fills.</summary>
    public BankRing Banks => banks;

    /// <summary>Whether a Gaussian bank is full.</summary>
    public bool HasFullBank => banks.Full > 0;

    /// <summary>The oldest full bank: one integer Gaussian a row.</summary>
    public int[] FullBank => z[banks.Bank(0)];

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        if (!banks.HasEmpty)
        {
            Wait(StallCause.DestinationFull, WaitFor.GaussianBank);
            return;
        }

        ref readonly Operation operation = ref Queue.Head;
        BlockState block = Tile.Blocks[operation.Pair];
        Picoseconds occupancy = timing.SamplerBatch * timing.Lanes.Passes(block.Rows);
        int bank = banks.Reserve();
        if (block.HasValues)
        {
            Tile.Draws.Fill(
                operation.Input, operation.Sample, block.Layer, block.ColumnBase + operation.Column, block.RowBase, z[bank].AsSpan(0, block.Rows), block.Bias);
        }

        Report(ActivityKind.Fill, in operation, now, occupancy, block.Rows);
        IsBusy = true;
        Tile.Schedule(now + occupancy, TileEvent.SamplerFree);
        Tile.Schedule(timing.OnEdge(now + occupancy + timing.Normalise), TileEvent.SamplerDone);
        Begin();
    }

    /// <summary>The arrays can take the next column.</summary>
    public void OnFree() => IsBusy = false;

    /// <summary>The oldest bank being filled is full.</summary>
    public void OnDone() => banks.Fill();

    /// <summary>The scaler has used up the oldest full bank.</summary>
    public void FreeBank() => banks.Free();
}

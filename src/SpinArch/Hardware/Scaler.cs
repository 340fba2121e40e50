using SpinArch.Arithmetic;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Policy: multiply one Gaussian bank by the kept input bank into the next empty bank of the sigma DAC register.</summary>
internal sealed class Scaler(Tile tile, TileTiming timing) : Unit(tile, Units.Scaler, timing.QueueDepth)
{
    private readonly short[][] drive = tile.AllocateRows<short>(timing.SigmaInputBanks);
    private BankRing banks = new(timing.SigmaInputBanks);
    private Operation current;

    /// <inheritdoc/>
    public override string Name => "scaler";

    /// <summary>State of the banks that it fills.</summary>
    public BankRing Banks => banks;

    /// <summary>Whether a bank of the sigma DAC register is full.</summary>
    public bool HasFullBank => banks.Full > 0;

    /// <summary>The oldest full bank: one signed drive code a row.</summary>
    public short[] FullBank => drive[banks.Bank(0)];

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        BlockState block = Tile.Blocks[Queue.Head.Pair];
        if (!block.HasScalableInput)
        {
            Wait(StallCause.SourceEmpty, WaitFor.InputBank);
            return;
        }

        if (!Tile.Sampler.HasFullBank)
        {
            Wait(StallCause.SourceEmpty, WaitFor.GaussianBank);
            return;
        }

        if (!banks.HasEmpty)
        {
            Wait(StallCause.DestinationFull, WaitFor.SigmaInputBank);
            return;
        }

        current = Queue.Head;
        int bank = banks.Reserve();
        if (block.HasValues)
        {
            ColumnMath.Scale(
                block.ScalableInput,
                Tile.Sampler.FullBank.AsSpan(0, block.Rows),
                Tile.Draws.Maximum,
                block.InputMaximum,
                drive[bank].AsSpan(0, block.Rows));
        }

        Picoseconds duration = timing.Clock * timing.ScalerWidth.Passes(block.Rows);
        Report(ActivityKind.Scale, in current, now, duration, block.Rows);
        IsBusy = true;
        Tile.Schedule(now + duration, TileEvent.ScalerDone);
        Begin();
    }

    /// <summary>The products are in the register; the Gaussians are used up.</summary>
    public void OnDone()
    {
        IsBusy = false;
        banks.Fill();
        Tile.Sampler.FreeBank();
        if (current.ConsumeX)
        {
            Tile.Blocks[current.Pair].AdvanceScaler();
        }
    }

    /// <summary>The column read that was driven from the oldest bank is over.</summary>
    public void FreeBank() => banks.Free();
}

using SpinArch.Arithmetic;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: read one column at a time of the sigma crossbar, and of the mean crossbar with it where asked; the DACs drive from
/// their registers for the whole read, then the currents are in the sample-and-hold. A column whose weights lie over several bit lines is read
/// slice after slice, the lowest first, each into a hold bank of its own; the registers are held until the last is over.
/// </summary>
internal sealed class ColumnReader(Tile tile, TileTiming timing) : Unit(tile, Units.Reader, timing.QueueDepth)
{
    private readonly HeldColumn[] held = new HeldColumn[timing.HoldBanks];
    private BankRing banks = new(timing.HoldBanks);
    private Operation current;
    private int slice;
    private bool isLastSlice;

    /// <inheritdoc/>
    public override string Name => "crossbar";

    /// <summary>State of the banks that it fills.</summary>
    public BankRing Banks => banks;

    /// <summary>Whether a hold bank is full.</summary>
    public bool HasFullBank => banks.Full > 0;

    /// <summary>The oldest held column.</summary>
    public ref readonly HeldColumn FullBank => ref held[banks.Bank(0)];

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        ref readonly Operation operation = ref Queue.Head;
        BlockState block = Tile.Blocks[operation.Pair];
        if (!block.HasReadableInput)
        {
            Wait(StallCause.SourceEmpty, WaitFor.InputBank);
            return;
        }

        if (!Tile.Pairs[block.Pair].Holds(operation.Pair, operation.Mean))
        {
            Wait(StallCause.SourceEmpty, WaitFor.Crossbar);
            return;
        }

        if (!Tile.Scaler.HasFullBank)
        {
            Wait(StallCause.SourceEmpty, WaitFor.SigmaInputBank);
            return;
        }

        if (!banks.HasEmpty)
        {
            Wait(StallCause.DestinationFull, WaitFor.HoldBank);
            return;
        }

        current = operation;
        ref HeldColumn column = ref held[banks.Reserve()];
        column = default;
        ReadSigma(now, block, ref column);
        if (current.Mean)
        {
            ReadMean(now, block, ref column);
        }

        int currents = block.IsNeuron || !current.Mean ? 1 : 2;
        if (block.IsNeuron)
        {
            Report(ActivityKind.NeuronWrite, in current, now, timing.ColumnRead, 1);
        }

        Report(ActivityKind.Capture, in current, now, timing.ColumnRead, currents);
        IsBusy = true;
        Tile.Schedule(now + timing.ColumnRead, TileEvent.ReadDone);
        isLastSlice = slice + 1 == timing.Slices;
        if (isLastSlice)
        {
            slice = 0;
            Begin();
        }
        else
        {
            slice++;
            BeginPart();
        }
    }

    /// <summary>The currents are held; after the last slice the drive register is empty again.</summary>
    public void OnDone()
    {
        IsBusy = false;
        banks.Fill();
        if (!isLastSlice)
        {
            return;
        }

        Tile.Scaler.FreeBank();
        BlockState block = Tile.Blocks[current.Pair];
        Tile.Pairs[block.Pair].EndRead();
        if (current.ConsumeX)
        {
            block.FreeInput();
        }
    }

    /// <summary>The oldest held column has been converted.</summary>
    public void FreeBank() => banks.Free();

    private void ReadSigma(Picoseconds now, BlockState block, ref HeldColumn column)
    {
        ReadOnlySpan<short> drive = Tile.Scaler.FullBank.AsSpan(0, block.Rows);
        long quanta = block.AssumedSigmaQuanta(slice);
        long squares = block.AssumedSigmaDrive;
        if (block.HasValues)
        {
            int line = (current.Column * timing.Slices) + slice;
            column.Sigma = ColumnMath.Dot(drive, block.SigmaWeights(line), block.SigmaDotFlush) + block.SigmaNoise(in current, slice);
            quanta = ColumnMath.SquareDot(drive, block.SigmaLevels(line), block.SigmaFlush, out squares);
        }

        Report(ActivityKind.SigmaDrive, in current, now, timing.ColumnRead, block.Rows);
        Report(ActivityKind.SigmaRead, in current, now, timing.ColumnRead, block.Rows, quanta, squares);
    }

    private void ReadMean(Picoseconds now, BlockState block, ref HeldColumn column)
    {
        column.HasMean = true;
        long quanta = block.AssumedMeanQuanta(slice);
        long squares = block.AssumedDrive;
        if (block.HasValues)
        {
            int line = (current.Column * timing.Slices) + slice;
            column.Mean = ColumnMath.Dot(block.ReadableInput, block.MeanWeights(line), block.MeanDotFlush) + block.MeanNoise(in current, slice);
            quanta = ColumnMath.SquareDot(block.ReadableInput, block.MeanMagnitudes(line), block.MeanFlush, out squares);
        }

        Report(block.TakeMeanDrive() ? ActivityKind.MeanDrive : ActivityKind.MeanHold, in current, now, timing.ColumnRead, block.Rows);
        Report(ActivityKind.MeanRead, in current, now, timing.ColumnRead, block.Rows, quanta, squares);
    }
}

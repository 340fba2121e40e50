using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: convert one held column after another, its conversions spread over the tile's converters; the pipeline takes the
/// next column after the last sampling interval, the codes reach their latches on the clock edge after the latency. The codes of a column's
/// slices are shifted and added in the latch as they come; it is taken at the first and full at the last.
/// </summary>
internal sealed class Converter(Tile tile, TileTiming timing) : Unit(tile, Units.Converter, timing.QueueDepth)
{
    private int slice;

    /// <inheritdoc/>
    public override string Name => "adc";

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        if (!Tile.Reader.HasFullBank)
        {
            Wait(StallCause.SourceEmpty, WaitFor.HoldBank);
            return;
        }

        Operation operation = Queue.Head;
        BlockState block = Tile.Blocks[operation.Pair];
        bool mean = operation.Mean && !block.IsNeuron;
        if (slice == 0 && !block.Sigma.HasEmpty(operation.Column))
        {
            Wait(StallCause.DestinationFull, WaitFor.SigmaLatch);
            return;
        }

        if (slice == 0 && mean && !block.Mean.HasEmpty(operation.Column))
        {
            Wait(StallCause.DestinationFull, WaitFor.MeanLatch);
            return;
        }

        Latch(in operation, block, mean);
        int conversions = mean ? 2 : 1;
        int rounds = (conversions + timing.Converters - 1) / timing.Converters;
        Picoseconds occupancy = timing.AdcInterval * rounds;
        Report(ActivityKind.Convert, in operation, now, occupancy, conversions);
        IsBusy = true;
        Tile.Schedule(now + occupancy, TileEvent.ConverterFree);
        if (++slice < timing.Slices)
        {
            BeginPart();
            return;
        }

        slice = 0;
        Tile.Schedule(
            timing.OnEdge(now + (timing.AdcInterval * (rounds - 1)) + timing.AdcLatency),
            TileEvent.ConverterDone,
            TileEvent.PackColumn(operation.Pair, operation.Column, mean));
        Begin();
    }

    private void Latch(in Operation operation, BlockState block, bool mean)
    {
        ref readonly HeldColumn held = ref Tile.Reader.FullBank;
        int column = operation.Column;
        if (slice > 0)
        {
            block.Sigma.AddToYoungest(column, block.SigmaSlices.Place(block.Codes.SigmaCode(held.Sigma), slice));
            if (mean)
            {
                block.Mean.AddToYoungest(column, block.MeanSlices.Place(block.Codes.MeanCode(held.Mean), slice));
            }

            return;
        }

        if (mean)
        {
            block.Mean.Reserve(column, block.Codes.MeanCode(held.Mean));
        }

        block.Sigma.Reserve(column, block.IsNeuron ? block.Codes.NeuronCode(held.Mean, held.Sigma) : block.Codes.SigmaCode(held.Sigma));
    }

    /// <summary>The last current has been sampled: the hold bank is empty and the converters can take the next column.</summary>
    public void OnFree()
    {
        IsBusy = false;
        Tile.Reader.FreeBank();
    }

    /// <summary>The codes of a column are in their latches.</summary>
    public void OnDone(int packed)
    {
        BlockState block = Tile.Blocks[TileEvent.Pair(packed)];
        int column = TileEvent.Column(packed);
        block.Sigma.Fill(column);
        if (TileEvent.HasMean(packed))
        {
            block.Mean.Fill(column);
        }
    }
}

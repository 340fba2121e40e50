using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: convert one held column after another, its conversions spread over the tile's converters; the pipeline takes the
/// next column after the last sampling interval, the codes reach their latches on the clock edge after the latency.
/// </summary>
internal sealed class Converter(Tile tile, TileTiming timing) : Unit(tile, Units.Converter, timing.QueueDepth)
{
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
        if (!block.Sigma.HasEmpty(operation.Column))
        {
            Wait(StallCause.DestinationFull, WaitFor.SigmaLatch);
            return;
        }

        if (mean && !block.Mean.HasEmpty(operation.Column))
        {
            Wait(StallCause.DestinationFull, WaitFor.MeanLatch);
            return;
        }

        ref readonly HeldColumn held = ref Tile.Reader.FullBank;
        if (mean)
        {
            block.Mean.Reserve(operation.Column, block.Codes.MeanCode(held.Mean));
        }

        block.Sigma.Reserve(operation.Column, block.IsNeuron ? block.Codes.NeuronCode(held.Mean, held.Sigma) : block.Codes.SigmaCode(held.Sigma));
        int conversions = mean ? 2 : 1;
        int rounds = (conversions + timing.Converters - 1) / timing.Converters;
        Picoseconds occupancy = timing.AdcInterval * rounds;
        Report(ActivityKind.Convert, in operation, now, occupancy, conversions);
        IsBusy = true;
        Tile.Schedule(now + occupancy, TileEvent.ConverterFree);
        Tile.Schedule(
            timing.OnEdge(now + (timing.AdcInterval * (rounds - 1)) + timing.AdcLatency),
            TileEvent.ConverterDone,
            TileEvent.PackColumn(operation.Pair, operation.Column, mean));
        Begin();
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

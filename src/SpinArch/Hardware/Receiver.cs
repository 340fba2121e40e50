using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: fill one reserved input bank at a time from a range of channels, moving what has arrived, up to the vector width a
/// clock; a vector that is still on its way holds only this unit's own slot.
/// </summary>
internal sealed class Receiver(Tile tile, TileTiming timing, TileProgram program) : Unit(tile, Units.Receiver, timing.QueueDepth)
{
    private readonly int[] received = new int[program.Receives.Length];
    private short[] bank = [];
    private Operation current;
    private bool isFilling;
    private int remaining;

    /// <inheritdoc/>
    public override string Name => "receiver";

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (IsBusy || (!isFilling && !Reserve()))
        {
            return;
        }

        int words = 0;
        for (int channel = current.Channel; channel < current.Channel + current.Channels; channel++)
        {
            ReceiveBuffer buffer = Tile.Incoming[channel];
            ReceiveChannel source = program.Receives[channel];
            while (received[channel] < source.Words && buffer.Count > 0 && words < timing.VectorWidth)
            {
                foreach (long word in buffer.PeekWords())
                {
                    bank[source.RowBase + received[channel]++] = (short)word;
                    words++;
                }

                Tile.ConsumeFlit(channel);
            }

            if (received[channel] < source.Words)
            {
                Wait(StallCause.Message, WaitFor.IncomingChannel, channel);
            }
        }

        if (words == 0)
        {
            return;
        }

        remaining -= words;
        Picoseconds duration = timing.Clock * ((words + timing.VectorWidth - 1) / timing.VectorWidth);
        Report(ActivityKind.ReceiveVector, in current, now, duration, words);
        IsBusy = true;
        Tile.Schedule(now + duration, TileEvent.ReceiverDone);
    }

    /// <summary>The words moved are in the bank; after the last one the bank is full.</summary>
    public void OnDone()
    {
        IsBusy = false;
        if (remaining == 0)
        {
            isFilling = false;
            Tile.Blocks[current.Pair].FillInput();
            Begin();
        }
    }

    private bool Reserve()
    {
        if (Queue.Count == 0)
        {
            return false;
        }

        current = Queue.Head;
        BlockState block = Tile.Blocks[current.Pair];
        if (!block.HasEmptyInputBank)
        {
            Wait(StallCause.DestinationFull, WaitFor.InputBank);
            return false;
        }

        bank = block.ReserveInput();
        isFilling = true;
        remaining = 0;
        for (int channel = current.Channel; channel < current.Channel + current.Channels; channel++)
        {
            received[channel] = 0;
            remaining += program.Receives[channel].Words;
        }

        return true;
    }
}

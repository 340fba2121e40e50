using SpinArch.Components.Receiver;
using SpinArch.Components.Windows;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Words of the receiver: an input vector, or feature maps, from a range of channels, what has arrived at a time, up to the vector width.
/// </summary>
internal sealed class ReceiverUnit : Unit
{
    private readonly TileProgram _program;
    private readonly StoreRings _input;
    private readonly int[] _received;
    private int _remaining;

    public ReceiverUnit(Tile tile)
        : base(tile, ReceiverComponent.Unit)
    {
        _program = tile.Program;
        _input = tile.Stores.Of(ReceiverComponent.Input);
        _received = new int[_program.Receives.Length];
    }

    /// <inheritdoc/>
    protected override bool HasTakenAll => _remaining == 0;

    /// <inheritdoc/>
    protected override bool IsMessageReady(in Operation operation, Store store)
    {
        // Room in the window buffer is looked at channel by channel, together with what has arrived on it.
        if (store == WindowComponent.Map)
        {
            return true;
        }

        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            if (Left(in operation, channel) > 0 && Tile.Incoming[channel].Count > 0 && HasRoom(in operation, channel))
            {
                return true;
            }
        }

        WaitForWords(in operation);
        return false;
    }

    /// <inheritdoc/>
    protected override int TakeWords(in Operation operation)
    {
        if (Part == 0)
        {
            Open(in operation);
        }

        short[] bank = operation.Opcode == Opcode.ReceiveMap ? []
            : Tile.Blocks[operation.Block].Inputs[_input.Of(operation.Block).Youngest];
        int words = 0;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            ReceiveBuffer buffer = Tile.Incoming[channel];
            while (Left(in operation, channel) > 0 && buffer.Count > 0 && words < Tile.Timing.VectorWidth && HasRoom(in operation, channel))
            {
                foreach (long word in buffer.PeekWords())
                {
                    if (bank.Length == 0)
                    {
                        _received[channel]++;
                        Tile.Maps.Store(channel - operation.Channel, word);
                    }
                    else
                    {
                        bank[_program.Receives[channel].RowBase + _received[channel]++] = (short)word;
                    }

                    words++;
                }

                Tile.ConsumeFlit(channel);
            }
        }

        WaitForWords(in operation);
        _remaining -= words;
        return words;
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        // The words are in the bank.
    }

    /// <inheritdoc/>
    protected override void OnFreed(in Operation operation, Picoseconds now)
    {
        if (operation.Opcode == Opcode.ReceiveMap)
        {
            Tile.Maps.Arrive();
        }

        if (_remaining == 0)
        {
            _received.AsSpan(operation.Channel, operation.Channels).Clear();
        }
    }

    /// <inheritdoc/>
    protected override void OnLookedAtBusy()
    {
        // A vector that is still on its way is waited for, whatever the unit does with what has come.
    }

    /// <inheritdoc/>
    protected override void WriteOwn(StateWriter state)
    {
        state.Write(_remaining);
        foreach (int received in _received)
        {
            state.Write(received);
        }
    }

    private int Left(in Operation operation, int channel) => WordsOf(in operation, channel) - _received[channel];

    // Words that a channel brings until the operation is done: its part of a vector, or of a whole map.
    private int WordsOf(in Operation operation, int channel) =>
        operation.Opcode == Opcode.ReceiveMap ? Tile.Maps.Words(channel - operation.Channel) : _program.Receives[channel].Words;

    private bool HasRoom(in Operation operation, int channel) => operation.Opcode != Opcode.ReceiveMap
        || Tile.Maps.HasRoom(channel - operation.Channel, Tile.Incoming[channel].PeekWords().Length);

    private void Open(in Operation operation)
    {
        _remaining = 0;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            _remaining += WordsOf(in operation, channel);
        }
    }

    private void WaitForWords(in Operation operation)
    {
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            if (Left(in operation, channel) > 0)
            {
                Wait(StallCause.Message, ReceiverComponent.Incoming, channel);
                if (Tile.Incoming[channel].Count > 0 && !HasRoom(in operation, channel))
                {
                    Wait(StallCause.DestinationFull, WindowComponent.Map, Tile.Maps.BlockOf(channel - operation.Channel));
                    return;
                }
            }
        }
    }
}

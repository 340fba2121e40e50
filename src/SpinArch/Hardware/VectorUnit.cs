using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: one vector operation at a time, in order, ceil(words read / width) clocks each; it starts when every word it reads
/// is latched or received and its result has an empty latch.
/// </summary>
internal sealed class VectorUnit(Tile tile, TileTiming timing) : Unit(tile, Units.Vector, timing.QueueDepth)
{
    // A partial sum of two words can come in two flits; its operand register takes the first, so that one flit of buffer is enough.
    private readonly int[] channelWords = [.. tile.Program.Receives.Select(channel => channel.Words)];
    private readonly int[] takenWords = new int[tile.Program.Receives.Length];
    private readonly long[] operands = new long[tile.Program.Receives.Length];
    private Operation current;

    /// <inheritdoc/>
    public override string Name => "vector";

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady())
        {
            return;
        }

        ref readonly Operation operation = ref Queue.Head;
        BlockState block = Tile.Blocks[operation.Pair];
        if (!SourcesFull(in operation, block) || !MessagesArrived(in operation) || !DestinationEmpty(in operation, block))
        {
            return;
        }

        current = operation;
        long value = Operand(block);
        switch (current.Opcode)
        {
            case Opcode.Activate:
                long result = Result(block, value);
                block.Output.Reserve(current.Column, current.Activation == Activation.None ? result : block.Codes.DriveCode(result));
                break;
            case Opcode.Accumulate:
                Accumulate(block, Result(block, value));
                break;
            default:
                block.PartialSum.Reserve(current.Column, value);
                break;
        }

        int received = 0;
        for (int channel = current.Channel; channel < current.Channel + current.Channels; channel++)
        {
            received += channelWords[channel];
        }

        int words = (ReadsLatches(in current) && !block.IsNeuron ? 2 : 1) + (current.Carry ? 1 : 0) + received;
        Picoseconds duration = timing.Clock * ((words + timing.VectorWidth - 1) / timing.VectorWidth);
        if (current.Channels > 0)
        {
            Report(ActivityKind.ReceiveWord, in current, now, duration, received);
        }

        Report(Kind(current.Opcode), in current, now, duration, words);
        IsBusy = true;
        Tile.Schedule(now + duration, TileEvent.VectorDone);
        Begin();
    }

    /// <summary>The result is latched and the sources are used up.</summary>
    public void OnDone(Picoseconds now)
    {
        IsBusy = false;
        BlockState block = Tile.Blocks[current.Pair];
        FreeSources(block);
        switch (current.Opcode)
        {
            case Opcode.Activate:
                block.Output.Fill(current.Column);
                break;
            case Opcode.Accumulate:
                Tile.Machine.OnSampleAccumulated(current.Input, current.Sample, now);
                if (current.Last)
                {
                    block.Sum.Fill(current.Column);
                    block.SquareSum.Fill(current.Column);
                }

                break;
            default:
                block.PartialSum.Fill(current.Column);
                break;
        }
    }

    private static bool ReadsLatches(in Operation operation) =>
        operation.Source == OperandSource.Latch || operation.Opcode is Opcode.Add or Opcode.ReceiveAdd;

    private static ActivityKind Kind(Opcode opcode) => opcode switch
    {
        Opcode.Activate => ActivityKind.Activate,
        Opcode.Accumulate => ActivityKind.Accumulate,
        _ => ActivityKind.Add,
    };

    private bool SourcesFull(in Operation operation, BlockState block)
    {
        int column = operation.Column;
        if (ReadsLatches(in operation))
        {
            if (!block.Sigma.IsFull(column))
            {
                Wait(StallCause.SourceEmpty, WaitFor.SigmaLatch);
                return false;
            }

            if (!block.IsNeuron && !block.Mean.IsFull(column))
            {
                Wait(StallCause.SourceEmpty, WaitFor.MeanLatch);
                return false;
            }

            if (operation.Carry && !Tile.Blocks[operation.Pair - 1].PartialSum.IsFull(column))
            {
                Wait(StallCause.SourceEmpty, WaitFor.PartialSumLatch);
                return false;
            }

            return true;
        }

        bool partial = operation.Source == OperandSource.PartialSum;
        if (!(partial ? block.PartialSum : block.Output).IsFull(column))
        {
            Wait(StallCause.SourceEmpty, partial ? WaitFor.PartialSumLatch : WaitFor.OutputLatch);
            return false;
        }

        return true;
    }

    private bool MessagesArrived(in Operation operation)
    {
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            if (!HasArrived(channel))
            {
                Wait(StallCause.Message, WaitFor.IncomingChannel, channel);
                return false;
            }
        }

        return true;
    }

    private bool HasArrived(int channel)
    {
        ReceiveBuffer buffer = Tile.Incoming[channel];
        if (channelWords[channel] == 1)
        {
            return buffer.Count > 0;
        }

        while (takenWords[channel] < channelWords[channel] && buffer.Count > 0)
        {
            foreach (long word in buffer.PeekWords())
            {
                operands[channel] += word << (16 * takenWords[channel]++);
            }

            Tile.ConsumeFlit(channel);
        }

        return takenWords[channel] == channelWords[channel];
    }

    private bool DestinationEmpty(in Operation operation, BlockState block)
    {
        (LatchFile latches, WaitFor name) = operation.Opcode switch
        {
            Opcode.Activate => (block.Output, WaitFor.OutputLatch),
            Opcode.Accumulate => (block.Sum, WaitFor.StatisticsBank),
            _ => (block.PartialSum, WaitFor.PartialSumLatch),
        };

        // An accumulation in place needs no empty bank except where it starts anew.
        if ((operation.Opcode == Opcode.Accumulate && !operation.First) || latches.HasEmpty(operation.Column))
        {
            return true;
        }

        Wait(StallCause.DestinationFull, name);
        return false;
    }

    private long Operand(BlockState block)
    {
        int column = current.Column;
        if (!ReadsLatches(in current))
        {
            return (current.Source == OperandSource.PartialSum ? block.PartialSum : block.Output).Peek(column);
        }

        long sum = block.IsNeuron ? block.Sigma.Peek(column) : block.Codes.Word(block.Mean.Peek(column), block.Sigma.Peek(column));
        for (int channel = current.Channel; channel < current.Channel + current.Channels; channel++)
        {
            sum += channelWords[channel] == 1 ? Tile.Incoming[channel].PeekWord() : operands[channel];
        }

        return current.Carry ? sum + Tile.Blocks[current.Pair - 1].PartialSum.Peek(column) : sum;
    }

    /// <summary>What an operand becomes; the state of a spin neuron and an output latch are results already.</summary>
    private long Result(BlockState block, long value) =>
        current.Source == OperandSource.Output || (current.Source == OperandSource.Latch && block.IsNeuron)
            ? value
            : block.Codes.Result(value, current.Activation);

    private void Accumulate(BlockState block, long result)
    {
        if (current.First)
        {
            block.Sum.Reserve(current.Column, 0);
            block.SquareSum.Reserve(current.Column, 0);
        }

        block.Sum.AddToYoungest(current.Column, result);
        block.SquareSum.AddToYoungest(current.Column, result * result);
    }

    private void FreeSources(BlockState block)
    {
        if (ReadsLatches(in current))
        {
            block.Sigma.Free(current.Column);
            if (current.Mean && !block.IsNeuron)
            {
                block.Mean.Free(current.Column);
            }

            if (current.Carry)
            {
                Tile.Blocks[current.Pair - 1].PartialSum.Free(current.Column);
            }
        }
        else
        {
            (current.Source == OperandSource.PartialSum ? block.PartialSum : block.Output).Free(current.Column);
        }

        for (int channel = current.Channel; channel < current.Channel + current.Channels; channel++)
        {
            if (channelWords[channel] == 1)
            {
                Tile.ConsumeFlit(channel);
            }
            else
            {
                operands[channel] = 0;
                takenWords[channel] = 0;
            }
        }
    }
}

using SpinArch.Components.Arrays;
using SpinArch.Components.Elements;
using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Values of the vector unit: sums, activations, running statistics; and the partial sums of other tiles that it takes up.</summary>
internal sealed class VectorUnit : Unit
{
    // A partial sum of two words can come in two flits; its operand register takes the first, so that one flit of buffer is enough.
    private readonly int[] _channelWords;
    private readonly int[] _takenWords;
    private readonly long[] _operands;
    private readonly StoreRings? _sigma;
    private readonly StoreRings? _mean;
    private readonly StoreRings? _codes;
    private readonly long[][][] _code;
    private readonly StoreRings _partialSum;
    private readonly StoreRings _output;
    private readonly StoreRings _statistics;
    private readonly long[][][] _sums = [];
    private readonly StoreRings? _sumBanks;
    private readonly bool _hasValues;

    public VectorUnit(Tile tile)
        : base(tile, VectorComponent.Unit)
    {
        _hasValues = tile.Machine.Program.HasValues;
        _channelWords = [.. tile.Program.Receives.Select(channel => channel.Words)];
        _takenWords = new int[_channelWords.Length];
        _operands = new long[_channelWords.Length];
        bool readsWhole = tile.Spec.ReadsWhole;
        _sigma = readsWhole || !tile.Spec.HasSigma ? null : tile.Stores.Of(VectorComponent.SigmaLatch);
        _mean = readsWhole ? null : tile.Stores.Of(VectorComponent.MeanLatch);
        _codes = readsWhole ? tile.Stores.Of(ArrayComponent.Codes) : null;
        _code = readsWhole ? tile.Stores.LinesOfBlocks<long>(ArrayComponent.Codes) : [];
        _partialSum = tile.Stores.Of(VectorComponent.PartialSum);
        _output = tile.Stores.Of(VectorComponent.Output);
        _statistics = tile.Stores.Of(VectorComponent.Statistics);
        if (tile.Stores.Has(ElementsComponent.Sums))
        {
            _sums = tile.Stores.ColumnsOfBlocks<long>(ElementsComponent.Sums);
            _sumBanks = tile.Stores.Of(ElementsComponent.Sums);
        }
    }

    /// <inheritdoc/>
    protected override bool IsMessageReady(in Operation operation, Store store)
    {
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            if (!HasArrived(channel))
            {
                Wait(StallCause.Message, store, channel);
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override int TakeWords(in Operation operation)
    {
        int words = operation.Opcode switch
        {
            Opcode.Pool => Tile.Maps[operation.Block].KernelWords,
            Opcode.Merge => operation.Block + 1,
            _ => 0,
        };
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            words += _channelWords[channel];
        }

        return words;
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block)
    {
        (int index, int column) = (operation.Block, operation.Column);
        if (operation.Opcode is Opcode.Pool or Opcode.Merge)
        {
            _output.Youngest(index, column) = !_hasValues ? 0
                : operation.Opcode == Opcode.Pool ? MapValues.Pool(Tile.Maps[index], operation.Position, column)
                : MapValues.Merge(Tile.Maps, index, operation.Position, column);
            return;
        }

        long value = operation.Opcode == Opcode.Tally ? block.Codes.Word(_sums[index][_sumBanks!.Of(index).Bank(0)][column], 0)
            : Operand(in operation, block);
        switch (operation.Opcode)
        {
            case Opcode.Activate:
                long result = Result(in operation, block, value);
                _output.Youngest(index, column) = operation.Activation == Activation.None ? result : block.Codes.DriveCode(result);
                break;
            case Opcode.Accumulate or Opcode.Tally:
                Accumulate(in operation, block, Result(in operation, block, value));
                break;
            default:
                _partialSum.Youngest(index, column) = value;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnFreed(in Operation operation, Picoseconds now)
    {
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            if (_channelWords[channel] == 1)
            {
                Tile.ConsumeFlit(channel);
            }
            else
            {
                _operands[channel] = 0;
                _takenWords[channel] = 0;
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnResult(in Operation operation, Picoseconds now)
    {
        if (operation.Opcode is Opcode.Accumulate or Opcode.Tally)
        {
            Tile.Machine.OnSampleAccumulated(operation.Input, operation.Sample, now);
        }
    }

    /// <inheritdoc/>
    protected override void WriteOwn(StateWriter state)
    {
        foreach (int taken in _takenWords)
        {
            state.Write(taken);
        }
    }

    private bool HasArrived(int channel)
    {
        ReceiveBuffer buffer = Tile.Incoming[channel];
        if (_channelWords[channel] == 1)
        {
            return buffer.Count > 0;
        }

        while (_takenWords[channel] < _channelWords[channel] && buffer.Count > 0)
        {
            foreach (long word in buffer.PeekWords())
            {
                _operands[channel] += word << (16 * _takenWords[channel]++);
            }

            Tile.ConsumeFlit(channel);
        }

        return _takenWords[channel] == _channelWords[channel];
    }

    private long Operand(in Operation operation, BlockState block)
    {
        (int index, int column) = (operation.Block, operation.Column);
        if (!operation.Has(Traits.FromLatches))
        {
            return (operation.Has(Traits.FromPartialSum) ? _partialSum : _output).Oldest(index, column);
        }

        long sum = _codes is not null ? block.Codes.Word(_code[index][_codes.Of(index).Bank(0)][column], 0)
            : block.IsNeuron ? (_sigma ?? _mean)!.Oldest(index, column)
            : block.Codes.Word(_mean!.Oldest(index, column), _sigma?.Oldest(index, column) ?? 0);
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            sum += _channelWords[channel] == 1 ? Tile.Incoming[channel].PeekWord() : _operands[channel];
        }

        return operation.Has(Traits.Carry) ? sum + _partialSum.Oldest(index - 1, column) : sum;
    }

    /// <summary>What an operand becomes; the state of a spin neuron and an output latch are results already.</summary>
    private static long Result(in Operation operation, BlockState block, long value) =>
        operation.Source == OperandSource.Output || (operation.Source == OperandSource.Latch && block.IsNeuron)
            ? value
            : block.Codes.Result(value, operation.Activation);

    private void Accumulate(in Operation operation, BlockState block, long result)
    {
        ref long sum = ref _statistics.Youngest(operation.Block, operation.Column);
        ref long squares = ref block.SquareSums[_statistics.Of(operation.Block, operation.Column).Youngest][operation.Column];
        if (operation.Has(Traits.First))
        {
            (sum, squares) = (0, 0);
        }

        sum += result;
        squares += result * result;
    }
}

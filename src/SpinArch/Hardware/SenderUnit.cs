using SpinArch.Components.Sender;
using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Words of the sender: those of one column's result, cut into flits, and the credits that they need.</summary>
internal sealed class SenderUnit : Unit
{
    private readonly Outlet _outlet;
    private readonly int[] _partialSumWords;
    private readonly StoreRings _partialSum;
    private readonly StoreRings _output;
    private readonly StoreRings _statistics;
    private readonly long[] _words = new long[Program.StatisticsWords];
    private int _count;
    private int _sent;
    private int _flitWords;

    public SenderUnit(Tile tile, Outlet outlet)
        : base(tile, SenderComponent.Unit)
    {
        _outlet = outlet;
        _partialSumWords = [.. tile.Program.Sends.Select(tile.Machine.Program.WordsOfPartialSum)];
        _partialSum = tile.Stores.Of(VectorComponent.PartialSum);
        _output = tile.Stores.Of(VectorComponent.Output);
        _statistics = tile.Stores.Of(VectorComponent.Statistics);
    }

    /// <inheritdoc/>
    protected override bool HasTakenAll => _sent + _flitWords == _count;

    /// <summary>The credits of a channel, one number a destination.</summary>
    public ReadOnlySpan<int> CreditsOf(int channel) => _outlet.CreditsOf(channel);

    /// <summary>A credit has come back.</summary>
    public void OnCredit(int packed) => _outlet.OnCredit(packed);

    /// <inheritdoc/>
    protected override bool IsMessageReady(in Operation operation, Store store)
    {
        if (store == SenderComponent.Credits)
        {
            if (_outlet.HasCredit(operation.Channel))
            {
                return true;
            }

            Wait(StallCause.Credit, store, operation.Channel);
            return false;
        }

        if (_outlet.HasRoom)
        {
            return true;
        }

        Wait(StallCause.Network, store);
        return false;
    }

    /// <inheritdoc/>
    protected override int TakeWords(in Operation operation)
    {
        if (Part == 0)
        {
            Split(in operation);
        }

        _flitWords = Math.Min(Tile.Timing.WordsPerFlit, _count - _sent);
        return _flitWords;
    }

    /// <inheritdoc/>
    protected override void Compute(in Operation operation, BlockState block) => _outlet.TakeCredit(operation.Channel);

    /// <inheritdoc/>
    protected override void OnFreed(in Operation operation, Picoseconds now)
    {
        _outlet.Inject(now, operation.Channel, _words.AsSpan(_sent, _flitWords));
        _sent += _flitWords;
    }

    /// <inheritdoc/>
    protected override void WriteOwn(StateWriter state)
    {
        state.Write(_count);
        state.Write(_sent);
        state.Write(_flitWords);
        _outlet.Write(state);
    }

    private void Split(in Operation operation)
    {
        (int block, int column) = (operation.Block, operation.Column);
        _sent = 0;
        if (operation.Has(Traits.FromStatistics))
        {
            long sum = _statistics.Oldest(block, column);
            long squares = Tile.Blocks[block].SquareSums[_statistics.Of(block, column).Bank(0)][column];
            _words[0] = sum & 0xFFFF;
            _words[1] = sum >> 16;
            _words[2] = squares & 0xFFFF;
            _words[3] = (squares >> 16) & 0xFFFF;
            _words[4] = squares >> 32;
            _count = Program.StatisticsWords;
            return;
        }

        long word = (operation.Has(Traits.FromOutput) ? _output : _partialSum).Oldest(block, column);
        if (operation.Source == OperandSource.PartialSum && _partialSumWords[operation.Channel] == 2)
        {
            (_words[0], _words[1], _count) = (word & 0xFFFF, word >> 16, 2);
        }
        else
        {
            (_words[0], _count) = (word, 1);
        }
    }
}

using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <content>Words of other tiles, and flits to them.</content>
internal sealed partial class FollowedTile
{
    // Of a vector operation that has not begun: who sent the flits of sums in several words that it has taken, and when it took the last.
    private readonly List<FlitMark> _early = [];
    private long _operandsAt;

    /// <summary>Lets the vector unit take what it has waited for until a time: sums in several words leave their buffers before the operation begins.</summary>
    public void TakeOperands(long now)
    {
        int before = _mesh.Sources.Count;
        foreach (FollowedUnit unit in _units)
        {
            if (!IsLost && !unit.IsReporting && unit.TryPeek(out Operation operation, out long posted)
                && _plan.StepOf(operation.Opcode, unit.Unit) is { } step
                && step.Accesses.Any(access => access is { Store.Scope: StoreScope.Channel, Use: Tiles.Use.Take, IsPerPart: false }))
            {
                var due = new Due(new Picoseconds(Math.Max(posted, unit.FreeAt)), "");
                Traits traits = operation.Traits;
                int words = 0;
                foreach (Access access in step.Accesses)
                {
                    if (access.Applies(traits) && Ready(access, unit, in operation, traits, new Picoseconds(now), ref due, ref words) is not null)
                    {
                        break;
                    }
                }
            }
        }

        _early.AddRange(_mesh.Sources[before..]);
        _mesh.Sources.RemoveRange(before, _mesh.Sources.Count - before);
    }

    private int WordsOf(Step step, in Operation operation) => step.Parts switch
    {
        Parts.Batches => Received(in operation),
        Parts.Flits => operation.Source switch
        {
            OperandSource.Statistics => Program.StatisticsWords,
            OperandSource.PartialSum => _program.WordsOfPartialSum(_tile.Sends[operation.Channel]),
            OperandSource.Output or OperandSource.Latch => 1,
        },
        Parts.One or Parts.Slices or Parts.Drives => 0,
    };

    private int Received(in Operation operation)
    {
        int words = 0;
        int lane = 0;
        for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
        {
            words += operation.Opcode == Opcode.ReceiveMap ? _lanes[lane].Channels * _lanes[lane++].Places : _tile.Receives[channel].Words;
        }

        return words;
    }

    // When a message, a credit or the router lets a part start; or what is missing for good. Whoever knows nothing of flits leaves it open.
    private string? Message(Access access, FollowedUnit unit, in Operation operation, Picoseconds now, ref Due due, ref int words)
    {
        bool isTaken = access.Use == Tiles.Use.Take;
        words = isTaken ? Received(in operation) : Math.Min(_wordsPerFlit, unit.WordsLeft);
        if (_mesh.IsLost)
        {
            due = due with { IsOpen = true };
            return null;
        }

        bool isReady;
        long since;
        if (!isTaken)
        {
            isReady = access.Store.Scope == StoreScope.Router ? _mesh.TryRoom(_index, out since) : _mesh.TryCredit(_index, operation.Channel, now.Value, out since);
        }
        else if (access.IsPerPart)
        {
            words = _mesh.ReceiveVector(_index, in operation, now.Value, out since);
            isReady = words > 0;
        }
        else
        {
            isReady = TryOperands(in operation, now.Value, _plan.Earliest(unit.Unit, due.At).Value, out since);
        }

        due = due.Or(_plan.Earliest(unit.Unit, new Picoseconds(since)), Name(access, in operation));
        return isReady ? null : $"it starts before {Name(access, in operation)} is there";
    }

    private void UseMessage(Access access, in Operation operation, int words, long freed)
    {
        if (_mesh.IsLost)
        {
            return;
        }

        if (access.Store.Scope == StoreScope.Router)
        {
            _mesh.Send(_index, operation.Channel, words, freed);
        }
        else if (access is { Use: Tiles.Use.Take, IsPerPart: false })
        {
            for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
            {
                if (_tile.Receives[channel].Words == 1)
                {
                    _mesh.Take(_index, channel, freed);
                }

                _mesh.Restart(_index, channel);
            }

            _mesh.Sources.AddRange(_early);
            _early.Clear();
            _operandsAt = 0;
        }
    }

    // Channels are looked at in order. A sum in several words leaves its buffer a flit at a time, as soon as the unit looks for it; one in a word stays until it is used up.
    private bool TryOperands(in Operation operation, long now, long looksAt, out long since)
    {
        since = Math.Max(looksAt, _operandsAt);
        int end = operation.Channel + operation.Channels;
        for (int channel = operation.Channel; channel < end; channel++)
        {
            int wanted = _tile.Receives[channel].Words;
            if (wanted == 1)
            {
                if (!_mesh.TryArrival(_index, channel, out long arrival))
                {
                    return false;
                }

                since = Math.Max(since, arrival);
                continue;
            }

            while (_mesh.Taken(_index, channel) < wanted)
            {
                if (!_mesh.TryArrival(_index, channel, out long arrival) || Math.Max(since, arrival) > now)
                {
                    return false;
                }

                since = Math.Max(since, arrival);
                _mesh.Take(_index, channel, since);
                _operandsAt = since;
            }
        }

        return true;
    }
}

namespace SpinArch.Cycles;

/// <summary>
/// Events of one kind in their order, counted from the start of the program; those of one period are kept, and stand for all that come
/// before and after: event number n is the kept one with the same rest by the events of a period, so many periods away.
/// </summary>
internal sealed class EventList
{
    private readonly List<(int Node, Delay Delay)> _kept = [];
    private long _base = -1;

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>Events of a period.</summary>
    public int PerPeriod => _kept.Count;

    /// <summary>The next event.</summary>
    /// <param name="node">Its node; negative outside the kept period.</param>
    /// <param name="delay">How long after it.</param>
    public void Add(int node, Delay delay)
    {
        if (node >= 0)
        {
            _base = _kept.Count == 0 ? Count : _base;
            _kept.Add((node, delay));
        }

        Count++;
    }

    /// <summary>An event by its number; false where none happens in a period, so that nothing waits for it.</summary>
    public bool TryGet(long number, out int node, out Delay delay, out int tokens)
    {
        (node, delay, tokens) = (-1, default, 0);
        if (_kept.Count == 0)
        {
            return false;
        }

        long distance = number - _base;
        long periods = Math.DivRem(distance, _kept.Count, out long index);
        if (index < 0)
        {
            (index, periods) = (index + _kept.Count, periods - 1);
        }

        (node, delay) = _kept[(int)index];
        tokens = checked((int)-periods);
        return true;
    }
}

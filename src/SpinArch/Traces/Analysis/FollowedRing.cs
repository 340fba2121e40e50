namespace SpinArch.Traces.Analysis;

/// <summary>
/// The banks of one store in a recorded run, by the times at which they become full and empty: known as soon as whoever does so has started,
/// so they may lie ahead. Banks are numbered in the order in which they are reserved.
/// </summary>
internal sealed class FollowedRing(int banks)
{
    private readonly long[] _filled = new long[banks];
    private readonly long[] _freed = new long[banks];
    private long _reserved;
    private long _filledCount;
    private long _freedCount;
    private long _kept;

    /// <summary>All banks.</summary>
    public int Banks => banks;

    /// <summary>Whether the next bank to be reserved is empty, or known to become so; and since when.</summary>
    public bool TryEmpty(out long since)
    {
        since = _reserved < banks ? 0 : _freed[_reserved % banks];
        return _reserved - _freedCount < banks;
    }

    /// <summary>Whether the oldest full bank is there, or known to come; and since when.</summary>
    public bool TryFull(out long since)
    {
        since = _filled[_freedCount % banks];
        return _freedCount < _filledCount;
    }

    /// <summary>Whether the bank that a unit which keeps them is at is full, or known to become so; and since when.</summary>
    /// <param name="now">The present: a bank that is emptied until then is behind it.</param>
    /// <param name="since">Since when.</param>
    public bool TryKept(long now, out long since)
    {
        while (_kept < _freedCount && _freed[_kept % banks] <= now)
        {
            _kept++;
        }

        since = _filled[_kept % banks];
        return _kept < _filledCount;
    }

    /// <summary>A bank is reserved.</summary>
    public void Reserve() => _reserved++;

    /// <summary>The oldest reserved bank is full at a time.</summary>
    public void Fill(long at) => _filled[_filledCount++ % banks] = at;

    /// <summary>The oldest full bank is empty at a time.</summary>
    public void Free(long at) => _freed[_freedCount++ % banks] = at;

    /// <summary>The unit that keeps banks goes on to the next.</summary>
    public void Pass() => _kept++;
}

namespace SpinArch.Traces.Analysis;

/// <summary>Slots that are taken and given back in order: of a queue, a buffer, or credits. Each knows since when it is free.</summary>
internal sealed class FollowedSlots(int count)
{
    private readonly Queue<long> _returned = new();
    private int _fresh = count;

    /// <summary>All slots.</summary>
    public int Count { get; } = count;

    /// <summary>Whether one is free or known to become free, and since when [ps].</summary>
    public bool TryPeek(out long since)
    {
        since = 0;
        return _fresh > 0 || _returned.TryPeek(out since);
    }

    /// <summary>The slot that has been free for longest is taken; in a trace that is wrong there may be none.</summary>
    public void Take()
    {
        if (_fresh > 0)
        {
            _fresh--;
        }
        else
        {
            _returned.TryDequeue(out _);
        }
    }

    /// <summary>A slot is free again at a time.</summary>
    public void Return(long at) => _returned.Enqueue(at);
}

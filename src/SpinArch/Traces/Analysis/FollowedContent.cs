using SpinArch.Tiles;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// What is on a crossbar pair of a recorded run and since when, and when its reads end: a write waits for those that were posted before it.
/// </summary>
internal sealed class FollowedContent(int block, int reads)
{
    private readonly long[] _ends = new long[reads];
    private int _block = block;
    private bool _hasMean = true;
    private long _since;
    private int _posted;
    private int _done;

    /// <summary>Column reads posted so far.</summary>
    public int Posted => _posted;

    /// <summary>A column read is posted.</summary>
    public void Post() => _posted++;

    /// <summary>Whether a block is on the pair or on its way there, and since when.</summary>
    public bool TryHolds(in Operation read, out long since)
    {
        since = _since;
        return _block == read.Block && (_hasMean || !read.Has(Traits.Mean));
    }

    /// <summary>A column read ends at a time.</summary>
    public void End(long at) => _ends[_done++ % _ends.Length] = at;

    /// <summary>Whether the reads that were posted before a write are over or will be, and since when.</summary>
    public bool TryIdle(int before, out long since)
    {
        since = before == 0 ? 0 : _ends[(before - 1) % _ends.Length];
        return _done >= before;
    }

    /// <summary>A block is on the pair from a time on, and nothing until then.</summary>
    public void Replace(in Operation write, long at) => (_block, _hasMean, _since) = (write.Block, write.Has(Traits.Mean), at);
}

using SpinArch.Hardware;

namespace SpinArch.Traces.Analysis;

/// <summary>One input of a router: its flits in order, the outputs that the first of them still has to go to, and the places in its buffer.</summary>
internal sealed class FollowedInput(int capacity)
{
    private readonly Queue<FollowedFlit> _flits = new();
    private int _headOutputs;
    private long _nextRead;

    /// <summary>Places of its buffer.</summary>
    public FollowedSlots Places { get; } = new(capacity);

    /// <summary>Flits in it and on their way to it.</summary>
    public int Count => _flits.Count;

    /// <summary>The first flit.</summary>
    public FollowedFlit Head => _flits.Peek();

    /// <summary>When the first flit can be read.</summary>
    public long HeadReady => Math.Max(Head.Arrival, _nextRead);

    /// <summary>A flit has been sent here.</summary>
    public void Push(FollowedFlit flit, RouteNode[] nodes)
    {
        Places.Take();
        if (_flits.Count == 0)
        {
            _headOutputs = nodes[flit.Node].Outputs;
        }

        _flits.Enqueue(flit);
    }

    /// <summary>Outputs that the first flit can ask for at a time.</summary>
    public int Wanted(long now) => _flits.Count > 0 && HeadReady <= now ? _headOutputs : 0;

    /// <summary>The first flit goes to an output, and leaves with the last one.</summary>
    public void Take(int output, RouteNode[] nodes, long now, long nextRead)
    {
        _headOutputs &= ~(1 << output);
        if (_headOutputs == 0)
        {
            _flits.Dequeue();
            Places.Return(now);
            _nextRead = nextRead;
            _headOutputs = _flits.TryPeek(out FollowedFlit head) ? nodes[head.Node].Outputs : 0;
        }
    }
}

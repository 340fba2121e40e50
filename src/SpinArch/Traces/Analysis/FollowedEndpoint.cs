namespace SpinArch.Traces.Analysis;

/// <summary>One end of a channel: the flits in its receive buffer or on the last link to it, and the credits that its sender has.</summary>
internal sealed class FollowedEndpoint(int credits)
{
    private readonly Queue<FollowedFlit> _flits = new();

    /// <summary>Credits, by the times at which they are back.</summary>
    public FollowedSlots Credits { get; } = new(credits);

    /// <summary>Words of the vector or partial sum being received that have been taken so far.</summary>
    public int Taken { get; set; }

    /// <summary>Flits sent here and not taken.</summary>
    public int Count => _flits.Count;

    /// <summary>A flit has entered the last link.</summary>
    public void Push(FollowedFlit flit) => _flits.Enqueue(flit);

    /// <summary>The oldest flit, there or on its last link.</summary>
    public bool TryPeek(out FollowedFlit flit) => _flits.TryPeek(out flit);

    /// <summary>The oldest flit is taken; its credit will be back at a time.</summary>
    public void Pop(long creditBack)
    {
        Taken += _flits.Dequeue().Words;
        Credits.Return(creditBack);
    }
}

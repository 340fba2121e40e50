namespace SpinArch.Traces.Analysis;

/// <summary>One end of a channel: the flits in its receive buffer or on the last link to it, and the credits that its sender has.</summary>
internal sealed class FollowedEndpoint(int credits)
{
    private readonly Queue<FollowedFlit> flits = new();
    private readonly Queue<long> returning = new();
    private int left = credits;
    private int taken;

    /// <summary>Words of the vector or partial sum being received that have been taken so far.</summary>
    public ref int Taken => ref taken;

    /// <summary>Flits sent here and not taken.</summary>
    public int Count => flits.Count;

    /// <summary>Whether the sender had a credit just before a time.</summary>
    public bool HasCreditBefore(long now) => HasCredit(now - 1);

    /// <summary>Whether the sender has a credit at a time.</summary>
    public bool HasCredit(long now)
    {
        while (returning.TryPeek(out long at) && at <= now)
        {
            returning.Dequeue();
            left++;
        }

        return left > 0;
    }

    /// <summary>The sender uses a credit.</summary>
    public void Spend() => left--;

    /// <summary>A flit has entered the last link.</summary>
    public void Push(FollowedFlit flit) => flits.Enqueue(flit);

    /// <summary>The oldest flit, where one is there at a time.</summary>
    public bool TryPeek(long now, out FollowedFlit flit) => flits.TryPeek(out flit) && flit.Arrival <= now;

    /// <summary>The oldest flit is taken; its credit will be back at a time.</summary>
    public void Pop(long creditBack)
    {
        flits.Dequeue();
        returning.Enqueue(creditBack);
    }
}

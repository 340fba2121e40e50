using SpinArch.Hardware;

namespace SpinArch.Traces.Analysis;

/// <summary>One input of a router: its flits in order, and the outputs that the first of them still has to go to.</summary>
internal sealed class FollowedInput
{
    private readonly Queue<FollowedFlit> flits = new();
    private int headOutputs;
    private long nextRead;

    /// <summary>Flits in it and on their way to it.</summary>
    public int Count => flits.Count;

    /// <summary>The first flit.</summary>
    public FollowedFlit Head => flits.Peek();

    /// <summary>A flit has been sent here.</summary>
    public void Push(FollowedFlit flit, RouteNode[] nodes)
    {
        if (flits.Count == 0)
        {
            headOutputs = nodes[flit.Node].Outputs;
        }

        flits.Enqueue(flit);
    }

    /// <summary>Outputs that the first flit can ask for at a time.</summary>
    public int Wanted(long now) => flits.TryPeek(out FollowedFlit head) && head.Arrival <= now && nextRead <= now ? headOutputs : 0;

    /// <summary>The first flit goes to an output, and leaves with the last one.</summary>
    public void Take(int output, RouteNode[] nodes, long nextRead)
    {
        headOutputs &= ~(1 << output);
        if (headOutputs == 0)
        {
            flits.Dequeue();
            this.nextRead = nextRead;
            headOutputs = flits.TryPeek(out FollowedFlit head) ? nodes[head.Node].Outputs : 0;
        }
    }
}

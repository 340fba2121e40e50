using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SpinArch.Kernel;

/// <summary>
/// The nodes of pending events, the last one given back being the first to be taken again (it is still in the cache). Grows by
/// doubling, never shrinks. A mutable struct, so that its one owner reaches the nodes without a detour.
/// </summary>
internal struct EventPool
{
    /// <summary>The link of nothing.</summary>
    public const int None = -1;

    private int _free;
    private int _used;

    public EventPool(int capacity)
    {
        Nodes = new EventNode[capacity];
        _free = None;
    }

    /// <summary>All nodes, in use or not; another array after growth.</summary>
    public EventNode[] Nodes { get; private set; }

    /// <summary>Takes a node and writes an event into it; the link is left to the caller.</summary>
    public int Take(long ticks, long order, int target, int kind, int argument)
    {
        int index = _free;
        if (index != None)
        {
            _free = Nodes[index].Next;
        }
        else
        {
            index = _used++;
            if (index == Nodes.Length)
            {
                Grow();
            }
        }

        ref EventNode node = ref Nodes[index];
        node.Ticks = ticks;
        node.Order = order;
        node.Target = target;
        node.Kind = kind;
        node.Argument = argument;
        return index;
    }

    /// <summary>Gives a node back; its event must have been copied out.</summary>
    public void Give(int index)
    {
        Nodes[index].Next = _free;
        _free = index;
    }

    /// <summary>Calls a node near: with many pending events the next one would not be in a near cache when it is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void Prefetch(int index)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: should the collector move the array meanwhile, a wrong line is fetched and nothing else happens.
            Sse.Prefetch0(Unsafe.AsPointer(ref Nodes[index]));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        EventNode[] nodes = Nodes;
        Array.Resize(ref nodes, 2 * nodes.Length);
        Nodes = nodes;
    }
}

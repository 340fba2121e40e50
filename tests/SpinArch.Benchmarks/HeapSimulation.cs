namespace SpinArch.Benchmarks;

/// <summary>What one would write without a kernel: the same dispatch to components on .NET's PriorityQueue.</summary>
internal sealed class HeapSimulation
{
    private readonly PriorityQueue<HeapEvent, HeapKey> _queue = new();
    private readonly List<HeapTarget> _registered = [];
    private HeapTarget[] _components = [];
    private long _sequence;

    public int Register(HeapTarget component)
    {
        _registered.Add(component);
        _components = [.. _registered];
        return _components.Length - 1;
    }

    public void Schedule(long at, int phase, int target, int kind, int argument) =>
        _queue.Enqueue(new HeapEvent(at, target, kind, argument), new HeapKey(at, ((long)phase << 48) | _sequence++));

    public bool Step()
    {
        if (!_queue.TryDequeue(out HeapEvent next, out _))
        {
            return false;
        }

        _components[next.Target].Handle(in next);
        return true;
    }
}

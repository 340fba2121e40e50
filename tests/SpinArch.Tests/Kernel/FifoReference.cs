using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

/// <summary>The order of events as its definition says it: .NET's heap on (time, phase, sequence), and nothing clever.</summary>
internal sealed class FifoReference
{
    private readonly PriorityQueue<int, (long Time, int Phase, long Sequence)> _queue = new();
    private long _sequence;

    public int Count => _queue.Count;

    public void Schedule(Picoseconds at, int phase, int argument) => _queue.Enqueue(argument, (at.Value, phase, _sequence++));

    public (long Time, int Phase, long Sequence, int Argument) Pop()
    {
        _queue.TryDequeue(out int argument, out (long Time, int Phase, long Sequence) key);
        return (key.Time, key.Phase, key.Sequence, argument);
    }
}

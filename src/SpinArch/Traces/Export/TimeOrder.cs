using SpinArch.Kernel;

namespace SpinArch.Traces.Export;

/// <summary>
/// Puts changes into the order of time while a trace is read. Activities come in the order of their decision, and none starts more
/// than a clock before it (a fetch is reported when it has issued), so only a little has to wait.
/// </summary>
/// <typeparam name="T">A change.</typeparam>
internal sealed class TimeOrder<T>(Picoseconds clock, Action<long, T> write)
{
    private readonly PriorityQueue<T, (long Time, int Rank, long Number)> waiting = new();
    private long latest;
    private long number;

    /// <summary>Tells that an activity starts: everything well before it is final.</summary>
    public void Reach(Picoseconds start)
    {
        latest = Math.Max(latest, start.Value);
        Write(latest - clock.Value);
    }

    /// <summary>Adds a change; of those at one time the lower rank goes first.</summary>
    public void Add(long time, int rank, T change) => waiting.Enqueue(change, (time, rank, number++));

    /// <summary>Writes what is left.</summary>
    public void Close() => Write(long.MaxValue);

    private void Write(long before)
    {
        while (waiting.TryPeek(out T? change, out (long Time, int Rank, long Number) key) && key.Time < before)
        {
            waiting.Dequeue();
            write(key.Time, change);
        }
    }
}

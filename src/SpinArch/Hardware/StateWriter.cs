using SpinArch.Kernel;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>
/// Takes down all of a machine that its future depends on, values aside, as a row of numbers: times relative to the present, and network
/// inputs relative to the number of them that are complete. Two machines with the same row do the same from then on, so much later and so
/// many inputs on.
/// </summary>
internal sealed class StateWriter
{
    private long[] _words = new long[1 << 12];
    private int _count;

    /// <param name="now">The present.</param>
    /// <param name="completed">Inputs that are complete.</param>
    public StateWriter(Picoseconds now, int completed)
    {
        Now = now;
        Completed = completed;
    }

    /// <summary>The present.</summary>
    public Picoseconds Now { get; }

    /// <summary>Inputs that are complete.</summary>
    public int Completed { get; }

    /// <summary>What was written.</summary>
    public long[] ToArray() => _words.AsSpan(0, _count).ToArray();

    /// <summary>A number.</summary>
    public void Write(long value)
    {
        if (_count == _words.Length)
        {
            Array.Resize(ref _words, 2 * _count);
        }

        _words[_count++] = value;
    }

    /// <summary>A yes or no.</summary>
    public void Write(bool value) => Write(value ? 1L : 0);

    /// <summary>A time that is set, or negative where none is.</summary>
    public void WriteTime(long ticks) => Write(ticks < 0 ? -1 : ticks - Now.Value);

    /// <summary>A time of which only matters whether it is past, and if not, how far off.</summary>
    public void WriteDeadline(Picoseconds time) => Write(Math.Max(0, time.Value - Now.Value));

    /// <summary>What holds an operation up.</summary>
    public void Write(Obstacle obstacle, TilePlan plan)
    {
        Write((long)obstacle.Cause);
        Write(obstacle.Store is null ? -1 : plan.Stores.IndexOf(obstacle.Store));
        Write(obstacle.Index);
    }

    /// <summary>An operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="shift">How its counters go on with inputs.</param>
    /// <param name="readsBefore">For a write, reads that it still waits for.</param>
    public void Write(in Operation operation, CounterShift shift, int readsBefore)
    {
        Write(operation.Instruction);
        Write(operation.Column);
        Write(operation.Sample - ((long)shift.OfSample * Completed));
        Write(operation.Input - ((long)shift.OfInput * Completed));
        Write(operation.Channel);
        Write(operation.Channels);
        Write(operation.Block);
        Write(readsBefore);
        Write((long)operation.Traits);
        Write((long)operation.Opcode);
        Write((long)operation.Source);
        Write((long)operation.Activation);
    }
}

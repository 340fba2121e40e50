using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>Notes mx of every trial at equal distances of steps.</summary>
internal readonly struct CorrelationWatch : ISpinWatch
{
    private readonly Vector256<double>[] _record;
    private readonly int _every;
    private readonly int _samples;

    /// <param name="record">Takes samples of a group one after another, group after group.</param>
    /// <param name="every">Steps from one to the next.</param>
    /// <param name="samples">Samples of a group.</param>
    public CorrelationWatch(Vector256<double>[] record, int every, int samples) => (_record, _every, _samples) = (record, every, samples);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(int group, long step, Vector256<double> x, Vector256<double> y, Vector256<double> z)
    {
        if (step % _every == 0)
        {
            _record[((long)group * _samples) + (step / _every) - 1] = x;
        }
    }

    /// <inheritdoc/>
    public bool IsDone(int group) => false;
}

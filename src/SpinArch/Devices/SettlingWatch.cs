using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>Notes when each trial settles first, and at chosen steps how many are up and how many unsettled, apart for the two start
/// states.</summary>
internal struct SettlingWatch : ISpinWatch
{
    private readonly SettlingRecord _record;
    private readonly Vector256<double> _settled;
    private int _nextRead;

    /// <param name="record">Takes what is seen.</param>
    public SettlingWatch(SettlingRecord record) => (_record, _settled) = (record, Vector256.Create(record.Settled));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(int group, long step, Vector256<double> x, Vector256<double> y, Vector256<double> z)
    {
        Vector256<double> isSettled = Vector256.GreaterThan(Vector256.Abs(z), _settled);
        if (isSettled != Vector256<double>.Zero)
        {
            _record.Settle(group, step, isSettled);
        }

        if (_nextRead < _record.ReadSteps.Length && step == _record.ReadSteps[_nextRead])
        {
            _record.Read(group, _nextRead++, isSettled, z);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsDone(int group) => _nextRead == _record.ReadSteps.Length && _record.AreSettled(group);
}

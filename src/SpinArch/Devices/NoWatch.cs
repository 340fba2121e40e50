using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>Looks away.</summary>
internal struct NoWatch : ISpinWatch
{
    /// <inheritdoc/>
    public readonly void See(int group, long step, Vector256<double> x, Vector256<double> y, Vector256<double> z)
    {
    }

    /// <inheritdoc/>
    public readonly bool IsDone(int group) => false;
}

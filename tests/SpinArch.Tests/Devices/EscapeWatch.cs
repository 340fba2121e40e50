using System.Runtime.Intrinsics;
using SpinArch.Devices;

namespace SpinArch.Tests.Devices;

/// <summary>Notes the first step at which mz of a trial is below a bound; infinite until then.</summary>
internal readonly struct EscapeWatch(Vector256<double>[] escapedAt, double bound) : ISpinWatch
{
    public void See(int group, long step, Vector256<double> x, Vector256<double> y, Vector256<double> z) => escapedAt[
        group] = Vector256.Min(
        escapedAt[group],
        Vector256.ConditionalSelect(
            Vector256.LessThan(z, Vector256.Create(bound)), Vector256.Create((double)step), Vector256.Create(double.PositiveInfinity)));

    public bool IsDone(int group) => Vector256.LessThanAll(escapedAt[group], Vector256.Create(double.PositiveInfinity));
}

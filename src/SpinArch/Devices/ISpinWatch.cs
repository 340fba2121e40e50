using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>Looks at four trials after every step. Calls for different groups come from different threads, those for one group in
/// order.</summary>
internal interface ISpinWatch
{
    /// <summary>Sees four trials.</summary>
    /// <param name="group">Trials 4 group to 4 group + 3.</param>
    /// <param name="step">Steps done in this phase, from 1.</param>
    /// <param name="x">Their mx.</param>
    /// <param name="y">Their my.</param>
    /// <param name="z">Their mz.</param>
    void See(int group, long step, Vector256<double> x, Vector256<double> y, Vector256<double> z);

    /// <summary>Whether nothing more is wanted of the four trials, whose phase may then end.</summary>
    /// <param name="group">The four trials.</param>
    bool IsDone(int group);
}

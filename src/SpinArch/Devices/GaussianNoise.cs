using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpinArch.Kernel;

namespace SpinArch.Devices;

/// <summary>
/// Normal numbers of four trials at once. A number depends on the seed, the phase of the experiment, its place in the phase and the
/// trial, on no thread and no neighbour (docs/device-physics.md, section 6).
/// </summary>
internal static class GaussianNoise
{
    /// <summary>Normal numbers of a block.</summary>
    public const int BlockNumbers = 4;

    /// <summary>Sets these draws apart from those of networks and chips: the letters SPIN.</summary>
    private const uint Domain = 0x5350494E;

    /// <summary>Four standard normal numbers of each of four trials, by Box and Muller from the four words of a block.</summary>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="phase">Which part of the experiment.</param>
    /// <param name="block">Which four numbers of the part.</param>
    /// <param name="trials">The four trials.</param>
    /// <param name="numbers">Takes the numbers, one a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ulong seed, uint phase, uint block, Vector256<ulong> trials, ref Vector256<double> numbers)
    {
        PhiloxLanes.FourBlocks(
            seed, block, phase, Domain, trials, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2,
            out Vector256<ulong> w3);
        Pair(w0, w1, out numbers, out Unsafe.Add(ref numbers, 1));
        Pair(w2, w3, out Unsafe.Add(ref numbers, 2), out Unsafe.Add(ref numbers, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Vector256<ulong> radius, Vector256<ulong> angle, out Vector256<double> first, out Vector256<double> second)
    {
        Vector256<double> part = Vector256.Create(1 / 4294967296.0);
        Vector256<double> u = (LaneMath.ToDouble(radius) + Vector256.Create(0.5)) * part;
        Vector256<double> r = Vector256.Sqrt(LaneMath.Log(u) * Vector256.Create(-2.0));
        LaneMath.SinCosTurns(LaneMath.ToDouble(angle) * part, out Vector256<double> sin, out Vector256<double> cos);
        first = r * cos;
        second = r * sin;
    }
}

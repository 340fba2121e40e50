using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MathNet.Numerics.Distributions;

namespace SpinArch.Functional;

/// <summary>
/// Real Gaussians from the bytes of the draws: z = quantile of (65536 b0 + 256 b1 + b2 + 1/2) / 2^24 of the normal
/// distribution. Policy: between two table entries of b0, b1 a straight line (error below 1e-5), in the outermost 2 x 64 of
/// them, where the curve bends, a table of every value.
/// </summary>
internal sealed class NormalQuantiles
{
    /// <summary>Bytes a Gaussian: variables 0, 1, 2 of the weight.</summary>
    public const int Bytes = 3;

    private const int Coarse = 1 << 16;
    private const int Ends = 64;

    private readonly float[] start = new float[Coarse];
    private readonly float[] slope = new float[Coarse];
    private readonly float[] lowEnd = new float[Ends * 256];

    public NormalQuantiles()
    {
        for (int i = 0; i < lowEnd.Length; i++)
        {
            lowEnd[i] = (float)Normal.InvCDF(0, 1, (i + 0.5) / (1 << 24));
        }

        double from = Normal.InvCDF(0, 1, (double)Ends / Coarse);
        for (int i = Ends; i < Coarse / 2; i++)
        {
            double to = Normal.InvCDF(0, 1, (i + 1.0) / Coarse);
            start[i] = (float)from;
            slope[i] = (float)(to - from);
            int mirror = Coarse - 1 - i;
            start[mirror] = -(float)to;
            slope[mirror] = slope[i];
            from = to;
        }
    }

    /// <summary>Gaussians of consecutive bytes.</summary>
    /// <param name="high">b0.</param>
    /// <param name="middle">b1.</param>
    /// <param name="low">b2.</param>
    /// <param name="z">Receives one Gaussian a byte.</param>
    public unsafe void Fill(ReadOnlySpan<byte> high, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> low, Span<float> z)
    {
        _ = high[..z.Length];
        _ = middle[..z.Length];
        _ = low[..z.Length];
        int at = 0;
        if (Avx2.IsSupported)
        {
            fixed (float* starts = start, slopes = slope)
            {
                ref float target = ref MemoryMarshal.GetReference(z);
                var ends = Vector256.Create(Coarse - (2 * Ends) - 1);
                for (; at + 8 <= z.Length; at += 8)
                {
                    Vector256<int> index = (Widen(high, at) << 8) | Widen(middle, at);
                    Vector256<float> part = (Vector256.ConvertToSingle(Widen(low, at)) + Vector256.Create(0.5f)) * Vector256.Create(1 / 256f);
                    Vector256<float> line = Avx2.GatherVector256(starts, index, 4) + (part * Avx2.GatherVector256(slopes, index, 4));
                    line.StoreUnsafe(ref target, (nuint)at);
                    if (Vector256.GreaterThanAny((index - Vector256.Create(Ends)).AsUInt32(), ends.AsUInt32()))
                    {
                        for (int i = at; i < at + 8; i++)
                        {
                            z[i] = Quantile(high[i], middle[i], low[i]);
                        }
                    }
                }
            }
        }

        for (; at < z.Length; at++)
        {
            z[at] = Quantile(high[at], middle[at], low[at]);
        }
    }

    /// <summary>One Gaussian.</summary>
    public float Quantile(byte high, byte middle, byte low)
    {
        int index = (high << 8) | middle;
        int all = (index << 8) | low;
        return index < Ends ? lowEnd[all]
            : index >= Coarse - Ends ? -lowEnd[(1 << 24) - 1 - all]
            : start[index] + ((low + 0.5f) * (1 / 256f) * slope[index]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ReadOnlySpan<byte> bytes, int at) => Avx2.ConvertToVector256Int32(
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at))).AsByte());
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpinArch.Arithmetic;

/// <summary>The integer sums of a column read (<c>docs/arithmetic.md</c>, sections 4 and 10), exact on every machine, vectorised where AVX2 is there.</summary>
internal static class ColumnMath
{
    // 2 * 4095 * 127 is the largest sum of two products; 1024 of them stay far below 2^31.
    private const int DotFlush = 1024;

    // Sixteen rows an iteration must stay a row number.
    private const int LongestFlush = 1 << 20;

    /// <summary>Integer division rounded to nearest, halves away from zero.</summary>
    public static long RoundDivide(long dividend, long divisor)
    {
        long magnitude = ((2 * Math.Abs(dividend)) + divisor) / (2 * divisor);
        return dividend < 0 ? -magnitude : magnitude;
    }

    /// <summary><c>rdiv(value, 2^shift)</c> of any shift; a negative shift multiplies, and what leaves 64 bits stays at their end.</summary>
    /// <param name="value">Above -2^63.</param>
    /// <param name="shift">Places to the right.</param>
    public static long RoundShift(long value, int shift)
    {
        if (shift <= 0)
        {
            return shift > -63 && value << -shift >> -shift == value ? value << -shift
                : value == 0 ? 0
                : value > 0 ? long.MaxValue : -long.MaxValue;
        }

        if (shift > 63)
        {
            return 0;
        }

        long magnitude = (long)(((ulong)Math.Abs(value) + (1UL << (shift - 1))) >> shift);
        return value < 0 ? -magnitude : magnitude;
    }

    /// <summary>How many iterations <see cref="Dot"/> may add in 32 bits before it must widen.</summary>
    public static int DotFlushInterval(int inputMaximum, ReadOnlySpan<short> levels)
    {
        int largest = 1;
        foreach (short level in levels)
        {
            largest = Math.Max(largest, Math.Abs((int)level));
        }

        return (int)Math.Clamp(int.MaxValue / (2L * inputMaximum * largest), 1, LongestFlush);
    }

    /// <summary>Sum of code times level over the rows.</summary>
    /// <param name="codes">Drive codes, magnitude at most 4095.</param>
    /// <param name="levels">Levels; at most 127 unless <paramref name="flush"/> is given.</param>
    /// <param name="flush">See <see cref="DotFlushInterval"/>.</param>
    public static long Dot(ReadOnlySpan<short> codes, ReadOnlySpan<short> levels, int flush = DotFlush)
    {
        long sum = 0;
        int row = 0;
        if (Avx2.IsSupported)
        {
            ref short code = ref MemoryMarshal.GetReference(codes);
            ref short level = ref MemoryMarshal.GetReference(levels);
            while (row + 16 <= codes.Length)
            {
                Vector256<int> lanes = Vector256<int>.Zero;
                int end = Math.Min(codes.Length - 15, row + (16 * flush));
                for (; row < end; row += 16)
                {
                    lanes += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref code, (nuint)row), Vector256.LoadUnsafe(ref level, (nuint)row));
                }

                (Vector256<long> low, Vector256<long> high) = Vector256.Widen(lanes);
                sum += Vector256.Sum(low + high);
            }
        }

        for (; row < codes.Length; row++)
        {
            sum += codes[row] * levels[row];
        }

        return sum;
    }

    /// <summary>Sum of code squared times the magnitude of the level over the rows, and sum of code squared.</summary>
    /// <param name="codes">Drive codes, magnitude at most 4095.</param>
    /// <param name="magnitudes">Levels without sign, at most 127.</param>
    /// <param name="flush">How many products of a lane fit into 31 bits: see <see cref="FlushInterval"/>.</param>
    /// <param name="drive">Sum of code squared.</param>
    public static long SquareDot(ReadOnlySpan<short> codes, ReadOnlySpan<short> magnitudes, int flush, out long drive)
    {
        long sum = 0;
        drive = 0;
        int row = 0;
        ref short code = ref MemoryMarshal.GetReference(codes);
        ref short level = ref MemoryMarshal.GetReference(magnitudes);
        if (Vector256.IsHardwareAccelerated && flush > 0)
        {
            while (row + 16 <= codes.Length)
            {
                Vector256<int> lanes = Vector256<int>.Zero;
                Vector256<int> squares = Vector256<int>.Zero;
                int end = Math.Min(codes.Length - 15, row + (16 * flush));
                for (; row < end; row += 16)
                {
                    (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.LoadUnsafe(ref code, (nuint)row));
                    (Vector256<int> levelLow, Vector256<int> levelHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref level, (nuint)row));
                    low *= low;
                    high *= high;
                    squares += low + high;
                    lanes += (low * levelLow) + (high * levelHigh);
                }

                (Vector256<long> a, Vector256<long> b) = Vector256.Widen(lanes);
                sum += Vector256.Sum(a + b);
                (a, b) = Vector256.Widen(squares);
                drive += Vector256.Sum(a + b);
            }
        }

        for (; row < codes.Length; row++)
        {
            long square = (long)codes[row] * codes[row];
            drive += square;
            sum += square * magnitudes[row];
        }

        return sum;
    }

    /// <summary>How many iterations of two products a lane <see cref="SquareDot"/> may add in 32 bits before it must widen; 0 when not even one.</summary>
    public static int FlushInterval(int inputMaximum, int levelMaximum) =>
        (int)Math.Min(LongestFlush, int.MaxValue / (2L * inputMaximum * inputMaximum * Math.Max(1, levelMaximum)));

    /// <summary>Sigma drive codes <c>D = rdiv(X Z, Zmax)</c>.</summary>
    public static void Scale(ReadOnlySpan<short> x, ReadOnlySpan<int> z, int zMaximum, int inputMaximum, Span<short> drive)
    {
        int row = 0;

        // The quotient of two exact floats, rounded down, is exact as long as 1 / (2 Zmax) is more than one unit in the last
        // place of the largest quotient; beyond that (more than 8-bit codes of many variables) integers do it.
        if (Vector256.IsHardwareAccelerated && 4L * zMaximum * (inputMaximum + 1) < 1 << 24)
        {
            var divisor = Vector256.Create(2f * zMaximum);
            var half = Vector256.Create(zMaximum);
            ref short xs = ref MemoryMarshal.GetReference(x);
            ref int zs = ref MemoryMarshal.GetReference(z);
            ref short ds = ref MemoryMarshal.GetReference(drive);
            for (; row + 16 <= x.Length; row += 16)
            {
                (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.LoadUnsafe(ref xs, (nuint)row));
                low = Quotient(low * Vector256.LoadUnsafe(ref zs, (nuint)row), half, divisor);
                high = Quotient(high * Vector256.LoadUnsafe(ref zs, (nuint)row + 8), half, divisor);
                Vector256.Narrow(low, high).StoreUnsafe(ref ds, (nuint)row);
            }
        }

        for (; row < x.Length; row++)
        {
            drive[row] = (short)RoundDivide((long)x[row] * z[row], zMaximum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Quotient(Vector256<int> product, Vector256<int> half, Vector256<float> divisor)
    {
        Vector256<int> sign = product >> 31;
        Vector256<int> magnitude = (product ^ sign) - sign;
        Vector256<float> quotient = Vector256.ConvertToSingle(magnitude + magnitude + half) / divisor;
        return (Vector256.ConvertToInt32(quotient) ^ sign) - sign;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpinArch.Functional;

/// <summary>
/// <c>D = rdiv(X Z, Zmax)</c> without a division, exact. With R = ceil(X 2^p / Zmax) the product |Z| R exceeds the true
/// |X Z| 2^p / Zmax by less than Zmax; a rounded quotient can only change if that reaches 2^p / (2 Zmax), the smallest
/// distance of a value to a half. So p with 2^p > 2 Zmax^2 makes <c>(|Z| R + 2^(p-1)) >> p</c> exact, ties included. The
/// product is formed of 16-bit parts: |Z| 2^h times R >> h, and |Z| times the low h bits of R.
/// </summary>
internal sealed class ReciprocalScale
{
    private const int Rows = GroupDraws.Rows;

    private readonly int zMaximum;
    private readonly int fraction;
    private readonly int split;

    public ReciprocalScale(int zMaximum, int inputMaximum)
    {
        this.zMaximum = zMaximum;
        long gap = 2L * zMaximum * zMaximum;
        fraction = BitOperations.Log2((ulong)gap) + 1;
        split = zMaximum <= short.MaxValue ? BitOperations.Log2((uint)(short.MaxValue / zMaximum)) : 0;
        long largest = Reciprocal(inputMaximum);
        IsExact = Avx2.IsSupported
            && fraction < 31
            && zMaximum <= short.MaxValue / 2
            && largest >> split <= short.MaxValue
            && (zMaximum * largest) + (1L << (fraction - 1)) <= int.MaxValue;
    }

    /// <summary>Whether this machine and these widths allow it.</summary>
    public bool IsExact { get; }

    /// <summary>Lays the reciprocals of the drive codes out as <see cref="Apply"/> reads them: 32 values a group of sixteen rows.</summary>
    public void Prepare(ReadOnlySpan<short> x, Span<short> reciprocals)
    {
        for (int row = 0; row < x.Length; row++)
        {
            // Unpacking works on halves of eight rows: rows 0-3 of each half first, then rows 4-7 of each.
            int inGroup = row % Rows;
            int place = ((inGroup & 4) << 2) + ((inGroup & 8) + ((inGroup & 3) << 1));
            long value = Reciprocal(x[row]);
            int at = (2 * (row - inGroup)) + place;
            reciprocals[at] = (short)(value >> split);
            reciprocals[at + 1] = (short)(value & ((1L << split) - 1));
        }
    }

    /// <summary>Adds up the uniform variables of consecutive rows and scales them.</summary>
    /// <param name="uniforms">One byte a row and variable.</param>
    /// <param name="at">First row's byte of variable 0.</param>
    /// <param name="stride">Bytes from one variable to the next.</param>
    /// <param name="variables">V.</param>
    /// <param name="shift">Low bits of a byte that do not count.</param>
    /// <param name="reciprocals">What <see cref="Prepare"/> laid out.</param>
    /// <param name="drive">Receives D; whole groups.</param>
    public void Apply(
        ReadOnlySpan<byte> uniforms, int at, int stride, int variables, int shift, ReadOnlySpan<short> reciprocals, Span<short> drive)
    {
        _ = uniforms.Slice(at + ((variables - 1) * stride), drive.Length);
        _ = reciprocals[..(2 * drive.Length)];
        ref byte source = ref MemoryMarshal.GetReference(uniforms);
        ref short factors = ref MemoryMarshal.GetReference(reciprocals);
        ref short target = ref MemoryMarshal.GetReference(drive);
        var maximum = Vector256.Create((short)zMaximum);
        var half = Vector256.Create(1 << (fraction - 1));
        for (int row = 0; row < drive.Length; row += Rows)
        {
            Vector256<short> sum = Vector256<short>.Zero;
            for (int variable = 0; variable < variables; variable++)
            {
                Vector256<short> uniform = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref source, (nuint)(at + (variable * stride) + row)));
                sum += uniform >>> shift;
            }

            Vector256<short> z = sum + sum - maximum;
            Vector256<short> magnitude = Avx2.Abs(z).AsInt16();
            Vector256<short> high = magnitude << split;
            Vector256<int> a = Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(high, magnitude), Vector256.LoadUnsafe(ref factors, (nuint)(2 * row)));
            Vector256<int> b = Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(high, magnitude), Vector256.LoadUnsafe(ref factors, (nuint)((2 * row) + Rows)));
            Vector256<short> quotient = Avx2.PackSignedSaturate((a + half) >> fraction, (b + half) >> fraction);
            Avx2.Sign(quotient, z).StoreUnsafe(ref target, (nuint)row);
        }
    }

    private long Reciprocal(int code) => (((long)code << fraction) + zMaximum - 1) / zMaximum;
}

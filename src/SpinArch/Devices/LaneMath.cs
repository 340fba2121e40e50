using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>
/// Functions of four numbers at once, of additions, multiplications, divisions and square roots alone. Policy: no fused
/// multiplication and no library function, so that every machine, with whatever vector instructions, computes the same bits.
/// </summary>
internal static class LaneMath
{
    private const ulong TwoTo52Bits = 0x4330000000000000;
    private const double TwoTo52 = 4503599627370496;

    // 1.5 x 2^52: added to a number of moderate size it leaves the nearest whole number in the low bits.
    private const double RoundingShift = 6755399441055744;

    // Bits of sqrt(1/2), and of the exponent's zero: mantissas are taken from sqrt(1/2) to sqrt(2).
    private const ulong RootHalfBits = 0x3FE6A09E667F3BCD;
    private const ulong ExponentBias = 1023UL << 52;

    /// <summary>Whole numbers below 2^52 as doubles, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToDouble(Vector256<ulong> whole) =>
        (whole | Vector256.Create(TwoTo52Bits)).AsDouble() - Vector256.Create(TwoTo52);

    /// <summary>Natural logarithm of normal positive numbers, to 2 ulp: ln 2^e m = e ln 2 + 2 atanh((m - 1) / (m + 1)), as a
    /// series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<ulong> bits = x.AsUInt64();
        Vector256<ulong> exponent = (bits - Vector256.Create(RootHalfBits) + Vector256.Create(ExponentBias)) >>> 52;
        Vector256<double> e = ToDouble(exponent) - Vector256.Create(1023.0);
        Vector256<double> m = (bits - ((exponent - Vector256.Create(1023UL)) << 52)).AsDouble();
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> s = (m - one) / (m + one);
        Vector256<double> s2 = s * s;
        Vector256<double> sum = Vector256.Create(1.0 / 19);
        sum = (sum * s2) + Vector256.Create(1.0 / 17);
        sum = (sum * s2) + Vector256.Create(1.0 / 15);
        sum = (sum * s2) + Vector256.Create(1.0 / 13);
        sum = (sum * s2) + Vector256.Create(1.0 / 11);
        sum = (sum * s2) + Vector256.Create(1.0 / 9);
        sum = (sum * s2) + Vector256.Create(1.0 / 7);
        sum = (sum * s2) + Vector256.Create(1.0 / 5);
        sum = (sum * s2) + Vector256.Create(1.0 / 3);
        Vector256<double> atanh = s + (s * s2 * sum);
        return (e * Vector256.Create(Math.Log(2))) + (atanh + atanh);
    }

    /// <summary>Sine and cosine of an angle in turns (1 is a full circle) of size below 2^49: the turn is cut to an eighth, then Taylor's
    /// series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosTurns(Vector256<double> turns, out Vector256<double> sin, out Vector256<double> cos)
    {
        Vector256<double> quarters = turns * Vector256.Create(4.0);
        Vector256<double> shifted = quarters + Vector256.Create(RoundingShift);
        Vector256<ulong> quadrant = shifted.AsUInt64();
        Vector256<double> angle = (quarters - (shifted - Vector256.Create(RoundingShift))) * Vector256.Create(Math.PI / 2);
        Vector256<double> a2 = angle * angle;
        Vector256<double> s = Vector256.Create(-1.0 / 1307674368000);
        s = (s * a2) + Vector256.Create(1.0 / 6227020800);
        s = (s * a2) + Vector256.Create(-1.0 / 39916800);
        s = (s * a2) + Vector256.Create(1.0 / 362880);
        s = (s * a2) + Vector256.Create(-1.0 / 5040);
        s = (s * a2) + Vector256.Create(1.0 / 120);
        s = (s * a2) + Vector256.Create(-1.0 / 6);
        s = angle + (angle * a2 * s);
        Vector256<double> c = Vector256.Create(-1.0 / 87178291200);
        c = (c * a2) + Vector256.Create(1.0 / 479001600);
        c = (c * a2) + Vector256.Create(-1.0 / 3628800);
        c = (c * a2) + Vector256.Create(1.0 / 40320);
        c = (c * a2) + Vector256.Create(-1.0 / 720);
        c = (c * a2) + Vector256.Create(1.0 / 24);
        c = (c * a2) + Vector256.Create(-0.5);
        c = Vector256<double>.One + (a2 * c);

        // An odd quadrant exchanges the two; the sign bit of a sine is bit 1 of the quadrant, that of a cosine bit 1 of the next one.
        Vector256<double> isOdd = Vector256.Equals(quadrant & Vector256<ulong>.One, Vector256<ulong>.One).AsDouble();
        Vector256<ulong> two = Vector256.Create(2UL);
        sin = (Vector256.ConditionalSelect(isOdd, c, s).AsUInt64() ^ ((quadrant & two) << 62)).AsDouble();
        cos = (Vector256.ConditionalSelect(isOdd, s, c).AsUInt64() ^ (((quadrant + Vector256<ulong>.One) & two) << 62)).AsDouble();
    }
}

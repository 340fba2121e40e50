using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>
/// Exponential, logarithm, softplus and the normal quantile in eight lanes, made of IEEE additions, multiplications, divisions and square roots in
/// a fixed order and never fused: the same bits on every machine, which the mathematical library of the platform does not promise.
/// Errors are a few units in the last place, plenty for training.
/// </summary>
internal static class VectorMath
{
    /// <summary>e to the power x; x is held within -87 .. 88, so the result is a normal finite number.</summary>
    /// <param name="x">The exponents.</param>
    /// <returns>The powers. Source of the polynomial: Cephes, expf.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-87f)), Vector256.Create(88f));
        Vector256<float> n = Vector256.Floor((x * Vector256.Create(1.44269504088896341f)) + Vector256.Create(0.5f));
        Vector256<float> r = x - (n * Vector256.Create(0.693359375f)) - (n * Vector256.Create(-2.12194440e-4f));
        Vector256<float> p = Vector256.Create(1.9875691500e-4f);
        p = (p * r) + Vector256.Create(1.3981999507e-3f);
        p = (p * r) + Vector256.Create(8.3334519073e-3f);
        p = (p * r) + Vector256.Create(4.1665795894e-2f);
        p = (p * r) + Vector256.Create(1.6666665459e-1f);
        p = (p * r) + Vector256.Create(5.0000001201e-1f);
        p = (p * (r * r)) + r + Vector256<float>.One;
        Vector256<int> power = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23);
        return p * power.AsSingle();
    }

    /// <summary>The natural logarithm of a positive normal number.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The logarithms. Source of the polynomial: Cephes, logf.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<int> bits = x.AsInt32();
        Vector256<float> exponent = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(bits, 23) - Vector256.Create(126));
        Vector256<float> m = ((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F000000)).AsSingle();
        Vector256<float> low = Vector256.LessThan(m, Vector256.Create(0.707106781186547524f));
        exponent -= low & Vector256<float>.One;
        m = m + (low & m) - Vector256<float>.One;
        Vector256<float> square = m * m;
        Vector256<float> p = Vector256.Create(7.0376836292e-2f);
        p = (p * m) + Vector256.Create(-1.1514610310e-1f);
        p = (p * m) + Vector256.Create(1.1676998740e-1f);
        p = (p * m) + Vector256.Create(-1.2420140846e-1f);
        p = (p * m) + Vector256.Create(1.4249322787e-1f);
        p = (p * m) + Vector256.Create(-1.6668057665e-1f);
        p = (p * m) + Vector256.Create(2.0000714765e-1f);
        p = (p * m) + Vector256.Create(-2.4999993993e-1f);
        p = (p * m) + Vector256.Create(3.3333331174e-1f);
        p = (p * m * square) + (exponent * Vector256.Create(-2.12194440e-4f)) - (square * Vector256.Create(0.5f));
        return m + p + (exponent * Vector256.Create(0.693359375f));
    }

    /// <summary>sigma = ln(1 + e^rho), accurate also where e^rho is small.</summary>
    /// <param name="rho">The arguments.</param>
    /// <param name="slope">d sigma / d rho = e^rho / (1 + e^rho).</param>
    /// <returns>sigma.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> rho, out Vector256<float> slope)
    {
        Vector256<float> t = Exp(rho);
        Vector256<float> u = t + Vector256<float>.One;
        slope = t / u;

        // Kahan: the rounding error of 1 + t cancels in log(u) / (u - 1).
        Vector256<float> tiny = Vector256.Equals(u, Vector256<float>.One);
        Vector256<float> difference = Vector256.ConditionalSelect(tiny, Vector256<float>.One, u - Vector256<float>.One);
        return Vector256.ConditionalSelect(tiny, t, t * (Log(u) / difference));
    }

    /// <summary>The standard normal quantile of (x + 1) / 2 for x in (-1, 1).</summary>
    /// <param name="x">Uniform over (-1, 1), ends excluded.</param>
    /// <returns>sqrt(2) erfinv(x). Source: M. Giles, "Approximating the erfinv function", GPU Computing Gems 2 (single precision).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalQuantile(Vector256<float> x)
    {
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> w = -Log((one - x) * (one + x));
        Vector256<float> c = w - Vector256.Create(2.5f);
        Vector256<float> p = Vector256.Create(2.81022636e-08f);
        p = (p * c) + Vector256.Create(3.43273939e-07f);
        p = (p * c) + Vector256.Create(-3.5233877e-06f);
        p = (p * c) + Vector256.Create(-4.39150654e-06f);
        p = (p * c) + Vector256.Create(0.00021858087f);
        p = (p * c) + Vector256.Create(-0.00125372503f);
        p = (p * c) + Vector256.Create(-0.00417768164f);
        p = (p * c) + Vector256.Create(0.246640727f);
        p = (p * c) + Vector256.Create(1.50140941f);
        Vector256<float> s = Vector256.Sqrt(Vector256.Max(w, Vector256.Create(5f))) - Vector256.Create(3f);
        Vector256<float> q = Vector256.Create(-0.000200214257f);
        q = (q * s) + Vector256.Create(0.000100950558f);
        q = (q * s) + Vector256.Create(0.00134934322f);
        q = (q * s) + Vector256.Create(-0.00367342844f);
        q = (q * s) + Vector256.Create(0.00573950773f);
        q = (q * s) + Vector256.Create(-0.0076224613f);
        q = (q * s) + Vector256.Create(0.00943887047f);
        q = (q * s) + Vector256.Create(1.00167406f);
        q = (q * s) + Vector256.Create(2.83297682f);
        Vector256<float> central = Vector256.LessThan(w, Vector256.Create(5f));
        return Vector256.ConditionalSelect(central, p, q) * x * Vector256.Create(1.41421356237f);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>
/// How a processing element makes a weight: mean plus deviation times draw, rounded to the grid of the means and held at its ends
/// (<c>docs/arithmetic.md</c>, section 11). One definition for the machine and the functional path.
/// </summary>
internal readonly struct ElementWeights(BlockArithmetic constants)
{
    /// <summary>k of section 11: fraction bits of the factor that brings deviation times draw to the grid of the means.</summary>
    public const int Shift = 20;

    private readonly int _factor = (int)Math.Min(constants.SigmaMultiplier, int.MaxValue);
    private readonly int _most = constants.CodeMaximum;

    /// <summary>Iterations that a sum of products may go on in 32 bits.</summary>
    public int Flush { get; } = (int)Math.Clamp(
        int.MaxValue / (2L * constants.InputMaximum * Math.Max(1, constants.CodeMaximum)), 1, 1 << 20);

    /// <summary>Makes the weights of a column.</summary>
    /// <param name="mean">L_mu of its rows.</param>
    /// <param name="sigma">L_sigma of its rows.</param>
    /// <param name="draws">A draw a row, magnitude at most 255.</param>
    /// <param name="weights">Receives them.</param>
    public void Weigh(ReadOnlySpan<short> mean, ReadOnlySpan<short> sigma, ReadOnlySpan<short> draws, Span<short> weights)
    {
        int row = 0;
        if (Vector256.IsHardwareAccelerated && BitOperations.Log2((uint)_factor) < 16)
        {
            // 127 x 255 x factor stays below 2^31, and the result of two sums within 16 bits.
            ref short means = ref MemoryMarshal.GetReference(mean);
            ref short sigmas = ref MemoryMarshal.GetReference(sigma);
            ref short z = ref MemoryMarshal.GetReference(draws);
            ref short target = ref MemoryMarshal.GetReference(weights);
            for (; row + 16 <= weights.Length; row += 16)
            {
                (Vector256<int> lowSigma, Vector256<int> highSigma) = Vector256.Widen(Vector256.LoadUnsafe(ref sigmas, (nuint)row));
                (Vector256<int> lowZ, Vector256<int> highZ) = Vector256.Widen(Vector256.LoadUnsafe(ref z, (nuint)row));
                Vector256<short> spread = Vector256.Narrow(Spread(lowSigma * lowZ), Spread(highSigma * highZ));
                Vector256<short> sum = Vector256.LoadUnsafe(ref means, (nuint)row) + spread;
                Vector256.Min(Vector256.Max(sum, Vector256.Create((short)-_most)), Vector256.Create((short)_most))
                    .StoreUnsafe(ref target, (nuint)row);
            }
        }

        for (; row < weights.Length; row++)
        {
            weights[row] = (short)Math.Clamp(Exact(mean[row], sigma[row], draws[row]), -_most, _most);
        }
    }

    private long Exact(int mean, int sigma, int draw) => mean + ColumnMath.RoundShift((long)_factor * (sigma * draw), Shift);

    // rshift(factor product, k), halves away from zero.
    private Vector256<int> Spread(Vector256<int> product)
    {
        Vector256<int> sign = product >> 31;
        Vector256<int> magnitude = ((Vector256.Abs(product) * _factor) + Vector256.Create(1 << (Shift - 1))) >>> Shift;
        return (magnitude ^ sign) - sign;
    }
}

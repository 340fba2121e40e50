using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>Constants of sums that no converter rounds (<c>docs/arithmetic.md</c>, section 7): of a layer, whatever its blocks.</summary>
internal static class ExactConstants
{
    private const int UnitBits = 20;

    /// <summary>The constants of a layer.</summary>
    /// <param name="weights">Its levels and their units.</param>
    /// <param name="none">The constants that nothing is computed with.</param>
    public static BlockArithmetic Of(QuantisedLayer weights, BlockArithmetic none)
    {
        double unit = Math.Max(weights.MeanUnit, weights.SigmaUnit);
        int fraction = unit > 0 ? (int)Math.Floor(Math.Log2(Math.ScaleB(1, UnitBits) / unit)) : 0;
        return none with
        {
            CodeMaximum = 0,
            MeanMultiplier = Rounded(Math.ScaleB(weights.MeanUnit, fraction)),
            SigmaMultiplier = Rounded(Math.ScaleB(weights.SigmaUnit, fraction)),
            WordFraction = fraction,
            OutputFraction = weights.OutputFraction,
        };
    }

    private static long Rounded(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}

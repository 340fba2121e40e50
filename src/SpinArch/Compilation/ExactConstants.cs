using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>Constants of sums that no converter rounds (<c>docs/arithmetic.md</c>, section 7): of a layer, whatever its blocks.</summary>
internal static class ExactConstants
{
    private const int UnitBits = 20;

    /// <summary>Constants that nothing is computed with: the widths of the architecture alone.</summary>
    /// <param name="spec">The architecture.</param>
    public static BlockArithmetic None(ArchitectureSpec spec) => new()
    {
        InputMaximum = (1 << spec.Dac.Bits) - 1,
        MeanStep = 1,
        SigmaStep = 1,
        CodeMaximum = Math.Max(1, (1 << (spec.Adc.Bits - 1)) - 1),
        MeanMultiplier = 1,
        SigmaMultiplier = 1,
        WordShift = 0,
        WordFraction = 0,
        OutputFraction = 0,
        ActivationMaximum = (1 << spec.Neuron.Bits) - 1,
    };

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

namespace SpinArch.Isa;

/// <summary>The integer constants of one block's arithmetic, as <c>docs/arithmetic.md</c> names them.</summary>
public sealed record BlockArithmetic
{
    /// <summary>Xmax: the full drive code, 2^dac.bits - 1.</summary>
    public required int InputMaximum { get; init; }

    /// <summary>Step of the mean ADC, in units of M.</summary>
    public required long MeanStep { get; init; }

    /// <summary>Step of the sigma ADC, in units of S.</summary>
    public required long SigmaStep { get; init; }

    /// <summary>Codes are clamped to plus and minus this; 0 means lossless: the sums themselves.</summary>
    public required int CodeMaximum { get; init; }

    /// <summary>A: word = (A codeM + B codeS) / 2^WordShift.</summary>
    public required long MeanMultiplier { get; init; }

    /// <summary>B.</summary>
    public required long SigmaMultiplier { get; init; }

    /// <summary>k: rounding shift of a word.</summary>
    public required int WordShift { get; init; }

    /// <summary>f: fraction bits of a word and of a sum of words.</summary>
    public required int WordFraction { get; init; }

    /// <summary>For an unactivated layer: fraction bits of its 16-bit result.</summary>
    public required int OutputFraction { get; init; }

    /// <summary>For a saturating-linear layer: 2^neuron.bits - 1.</summary>
    public required int ActivationMaximum { get; init; }
}

using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>What becomes of the sums of a block: codes, words, results (<c>docs/arithmetic.md</c>, sections 5 to 8). One definition for the machine, the compiler's calibration and the functional path.</summary>
internal readonly struct BlockCodes(BlockArithmetic constants)
{
    /// <summary>Code of the mean converter.</summary>
    public long MeanCode(long sum) => Code(sum, constants.MeanStep);

    /// <summary>Code of the sigma converter.</summary>
    public long SigmaCode(long sum) => Code(sum, constants.SigmaStep);

    /// <summary>State of the spin neuron, 0..2^neuron.bits - 1.</summary>
    public long NeuronCode(long mean, long sigma) => ActivationCode((constants.MeanMultiplier * mean) + (constants.SigmaMultiplier * sigma));

    /// <summary>The block's word for a pair of codes.</summary>
    public long Word(long meanCode, long sigmaCode) => ColumnMath.RoundShift(
        (constants.MeanMultiplier * meanCode) + (constants.SigmaMultiplier * sigmaCode), constants.WordShift);

    /// <summary>Result of a column's sum of words: an activation code or a 16-bit result.</summary>
    public long Result(long sum, Activation activation) => activation switch
    {
        Activation.SaturatingLinear => ActivationCode(sum),
        Activation.None => Math.Clamp(
            ColumnMath.RoundShift(sum, constants.WordFraction - constants.OutputFraction), short.MinValue, short.MaxValue),
    };

    /// <summary>Drive code of the next layer for an activation code.</summary>
    public long DriveCode(long activation) => ColumnMath.RoundDivide(activation * constants.InputMaximum, constants.ActivationMaximum);

    private long ActivationCode(long sum) => Math.Clamp(
        ColumnMath.RoundShift(sum * constants.ActivationMaximum, constants.WordFraction), 0, constants.ActivationMaximum);

    private long Code(long sum, long step) => constants.CodeMaximum == 0
        ? sum
        : Math.Clamp(ColumnMath.RoundDivide(sum, step), -constants.CodeMaximum, constants.CodeMaximum);
}

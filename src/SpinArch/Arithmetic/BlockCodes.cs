using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>What becomes of the sums of a block: codes, words, results (<c>docs/arithmetic.md</c>, sections 5 to 8). One definition for the machine, the compiler's calibration and the functional path.</summary>
/// <param name="constants">The block's constants.</param>
/// <param name="meanUnit">Parts of a level in which the sums of the mean crossbar are counted: more than 1 where cells are not ideal.</param>
/// <param name="sigmaUnit">Likewise of the sigma crossbar.</param>
internal readonly struct BlockCodes(BlockArithmetic constants, int meanUnit = 1, int sigmaUnit = 1)
{
    /// <summary>Code of the mean converter.</summary>
    public long MeanCode(long sum) => Code(sum, constants.MeanStep, meanUnit);

    /// <summary>Code of the sigma converter.</summary>
    public long SigmaCode(long sum) => Code(sum, constants.SigmaStep, sigmaUnit);

    /// <summary>State of the spin neuron, 0..2^neuron.bits - 1.</summary>
    public long NeuronCode(long mean, long sigma) => ActivationCode(
        (constants.MeanMultiplier * ColumnMath.RoundDivide(mean, meanUnit)) + (constants.SigmaMultiplier * ColumnMath.RoundDivide(sigma, sigmaUnit)));

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

    private long Code(long sum, long step, int unit) => constants.CodeMaximum == 0
        ? ColumnMath.RoundDivide(sum, unit)
        : Math.Clamp(ColumnMath.RoundDivide(sum, step * unit), -constants.CodeMaximum, constants.CodeMaximum);
}

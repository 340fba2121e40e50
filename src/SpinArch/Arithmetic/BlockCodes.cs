using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>What becomes of the sums of a block: codes, words, results (<c>docs/arithmetic.md</c>, sections 5 to 8). One definition for the machine, the compiler's calibration and the functional path.</summary>
/// <param name="constants">The block's constants.</param>
/// <param name="meanUnit">Parts of a level in which the sums of the mean crossbar are counted: more than 1 where cells are not ideal.</param>
/// <param name="sigmaUnit">Likewise of the sigma crossbar.</param>
internal readonly struct BlockCodes(BlockArithmetic constants, int meanUnit = 1, int sigmaUnit = 1)
{
    private readonly long meanLimit = Limit(constants, constants.MeanStep, meanUnit);
    private readonly long sigmaLimit = Limit(constants, constants.SigmaStep, sigmaUnit);

    /// <summary>Whether sums are converted to codes, not taken as they are.</summary>
    public bool Converts => constants.CodeMaximum != 0;

    /// <summary>Whether the mean converter clips a sum: its code would lie beyond the last.</summary>
    public bool ClipsMean(long sum) => Math.Abs(sum) >= meanLimit;

    /// <summary>Likewise of the sigma converter.</summary>
    public bool ClipsSigma(long sum) => Math.Abs(sum) >= sigmaLimit;

    /// <summary>Whether a result without an activation leaves the 16 bits that it has.</summary>
    /// <param name="sum">Sum of a column's words.</param>
    public bool ClipsResult(long sum) => PlainResult(sum) is < short.MinValue or > short.MaxValue;

    /// <summary>Code of the mean converter.</summary>
    public long MeanCode(long sum) => Code(sum, constants.MeanStep, meanUnit);

    /// <summary>Code of the sigma converter.</summary>
    public long SigmaCode(long sum) => Code(sum, constants.SigmaStep, sigmaUnit);

    /// <summary>Converts the currents of all bit lines of an array, and shifts and adds the codes to those of columns.</summary>
    /// <param name="currents">A sum a bit line.</param>
    /// <param name="slices">The bit lines of a column.</param>
    /// <param name="drive">Which slice of the inputs; the first starts anew.</param>
    /// <param name="shift">Its lowest bit.</param>
    /// <param name="codes">A code a column.</param>
    public void Convert(ReadOnlySpan<long> currents, WeightSlices slices, int drive, int shift, Span<long> codes)
    {
        for (int column = 0; column < codes.Length; column++)
        {
            long code = 0;
            for (int slice = 0; slice < slices.Count; slice++)
            {
                code += slices.Place(MeanCode(currents[(column * slices.Count) + slice]), slice);
            }

            codes[column] = (drive == 0 ? 0 : codes[column]) + (code << shift);
        }
    }

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
        Activation.Sign => sum >= 0 ? constants.ActivationMaximum : -constants.ActivationMaximum,
        Activation.Linear => sum < 0 ? -ActivationCode(-sum) : ActivationCode(sum),
        Activation.None => Math.Clamp(PlainResult(sum), short.MinValue, short.MaxValue),
    };

    /// <summary>Drive code of the next layer for an activation code.</summary>
    public long DriveCode(long activation) => ColumnMath.RoundDivide(activation * constants.InputMaximum, constants.ActivationMaximum);

    private long PlainResult(long sum) => ColumnMath.RoundShift(sum, constants.WordFraction - constants.OutputFraction);

    // clamp(rshift(sum Cmax, f), 0, Cmax) for any f: a sum of 2^f or more stands for 1 or more; the product of a smaller one has at most 79
    // bits.
    private long ActivationCode(long sum)
    {
        int fraction = constants.WordFraction;
        if (sum <= 0 || fraction > 79)
        {
            return 0;
        }

        if (fraction < 63 && (fraction <= 0 || sum >> fraction != 0))
        {
            return constants.ActivationMaximum;
        }

        return fraction < 47
            ? ColumnMath.RoundShift(sum * constants.ActivationMaximum, fraction)
            : (long)((((UInt128)(ulong)sum * (uint)constants.ActivationMaximum) + (UInt128.One << (fraction - 1))) >> fraction);
    }

    // rdiv(sum, step) > Cadc, without dividing: 2 |sum| >= (2 Cadc + 1) step.
    private static long Limit(BlockArithmetic constants, long step, int unit) => constants.CodeMaximum == 0
        ? long.MaxValue
        : (long)Int128.Min(long.MaxValue, (((((Int128)2 * constants.CodeMaximum) + 1) * step * unit) + 1) / 2);

    private long Code(long sum, long step, int unit) => constants.CodeMaximum == 0
        ? ColumnMath.RoundDivide(sum, unit)
        : Math.Clamp(ColumnMath.RoundDivide(sum, step * unit), -constants.CodeMaximum, constants.CodeMaximum);
}

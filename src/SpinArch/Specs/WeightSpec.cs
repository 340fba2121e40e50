namespace SpinArch.Specs;

/// <summary>The levels of a weight cell.</summary>
public sealed record WeightSpec
{
    /// <summary><c>weight.meanBits</c>: magnitude bits of a mean level, sign by line.</summary>
    public required int MeanBits { get; init; }

    /// <summary><c>weight.sigmaBits</c>: bits of a sigma level.</summary>
    public required int SigmaBits { get; init; }

    /// <summary>Cells of a weight: one on the positive and one on the negative line of each crossbar.</summary>
    /// <param name="mean">Whether those of the mean crossbar count too.</param>
    public long CellsOfWeight(bool mean) => mean ? 4 : 2;

    /// <summary>Bits of a weight's levels: the sigma's magnitude, and the mean's with its sign.</summary>
    /// <param name="mean">Whether the mean's count too.</param>
    public int LevelBits(bool mean) => SigmaBits + (mean ? MeanBits + 1 : 0);
}

namespace SpinArch.Specs;

/// <summary>The levels of a weight, and the cells that hold them.</summary>
public sealed record WeightSpec
{
    /// <summary><c>weight.meanBits</c>: magnitude bits of a mean level, sign by line.</summary>
    public required int MeanBits { get; init; }

    /// <summary><c>weight.sigmaBits</c>: bits of a sigma level; 0 where weights have no sigma.</summary>
    public required int SigmaBits { get; init; }

    /// <summary><c>weight.cellBits</c>: bits that one cell holds.</summary>
    public required int CellBits { get; init; }

    /// <summary><c>weight.unity</c>: which weight the highest level stands for.</summary>
    public WeightUnity Unity { get; init; }

    /// <summary>Cells that a level lies over, on as many adjacent bit lines, in the mean and in the sigma crossbar alike: the two are read together.</summary>
    public int Slices => (Math.Max(MeanBits, SigmaBits) + CellBits - 1) / CellBits;

    /// <summary>Bits of a mean level in each of its cells: as even a share as there is, at most <see cref="CellBits"/>.</summary>
    public int MeanSliceBits => (MeanBits + Slices - 1) / Slices;

    /// <summary>Bits of a sigma level in each of its cells, likewise.</summary>
    public int SigmaSliceBits => (SigmaBits + Slices - 1) / Slices;

    /// <summary>Highest level of a cell of the mean crossbar.</summary>
    public int MeanCellMaximum => (1 << MeanSliceBits) - 1;

    /// <summary>Highest level of a cell of the sigma crossbar.</summary>
    public int SigmaCellMaximum => (1 << SigmaSliceBits) - 1;

    /// <summary>Cells of a weight: for every slice one on the positive and one on the negative line of each crossbar.</summary>
    /// <param name="mean">Whether those of the mean crossbar count too.</param>
    public long CellsOfWeight(bool mean) => ((mean ? 2 : 0) + (SigmaBits > 0 ? 2 : 0)) * Slices;

    /// <summary>Bits of a weight's levels: the sigma's magnitude, and the mean's with its sign.</summary>
    /// <param name="mean">Whether the mean's count too.</param>
    public int LevelBits(bool mean) => SigmaBits + (mean ? MeanBits + 1 : 0);
}

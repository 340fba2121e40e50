using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// Levels of one crossbar over several cells (<c>docs/arithmetic.md</c>, section 2). Policy: slice t of a weight holds bits t w to t w + w - 1 of its
/// magnitude, w an even share of the bits, with the weight's sign, on bit line (column x slices + t) of the block.
/// </summary>
internal readonly struct WeightSlices
{
    private readonly int bits;

    private WeightSlices(int bits, int count)
    {
        this.bits = bits;
        Count = count;
    }

    /// <summary>Cells of a level, 1 where a cell holds all of it.</summary>
    public int Count { get; }

    /// <summary>What a unit of all slices together is worth: the sum of 2^(w t).</summary>
    public long Weight
    {
        get
        {
            long sum = 0;
            for (int slice = 0; slice < Count; slice++)
            {
                sum += 1L << (bits * slice);
            }

            return sum;
        }
    }

    /// <summary>The slices of the mean crossbars.</summary>
    public static WeightSlices OfMean(WeightSpec weight) => new(weight.MeanSliceBits, weight.Slices);

    /// <summary>The slices of the sigma crossbars.</summary>
    public static WeightSlices OfSigma(WeightSpec weight) => new(weight.SigmaSliceBits, weight.Slices);

    /// <summary>Looks whether a block of a program can lie on the cells of the architecture.</summary>
    /// <exception cref="InputException">
    /// Its columns are summed as those of other arrays, or in the spin neuron while a weight has more than one cell; or it has sigmas and
    /// the architecture none, or the reverse.
    /// </exception>
    public static void Check(ArchitectureSpec spec, LayerBlock block)
    {
        if (spec.ReadsWhole != (block.ColumnSum == ColumnSum.Cell))
        {
            throw new InputException(
                $"layer '{block.LayerName}'",
                spec.ReadsWhole
                    ? $"its columns are summed in {ColumnSumNames.Of(block.ColumnSum)}, and {spec.Name} reads arrays whole: write sum cell"
                    : $"its columns are summed in cells, and {spec.Name} reads crossbars column by column: write sum digital or neuron");
        }

        if (block.ColumnSum == ColumnSum.Neuron && spec.Weight.Slices > 1)
        {
            throw new InputException($"layer '{block.LayerName}'", NeuronRefusal(spec.Weight));
        }

        if (!block.MeanLevels.IsEmpty && block.SigmaLevels.IsEmpty == spec.HasSigma)
        {
            throw new InputException($"layer '{block.LayerName}'", spec.HasSigma
                ? $"has no sigma levels, and {spec.Name} has sigma crossbars, which need one a weight"
                : $"has sigma levels, and {spec.Name} has no sigma crossbars (it lists no \"scaler\")");
        }
    }

    /// <summary>Why slices and the spin neuron's column sum exclude each other.</summary>
    public static string NeuronRefusal(WeightSpec weight) => FormattableString.Invariant(
        $"a column summed in the spin neuron is one bit line, but weight.cellBits = {weight.CellBits} spreads {Math.Max(weight.MeanBits, weight.SigmaBits)}-bit weights over {weight.Slices}; use crossbar.columnSum = digital or weight.cellBits = {Math.Max(weight.MeanBits, weight.SigmaBits)}");

    /// <summary>The level of a slice's cell.</summary>
    public int Digit(int level, int slice)
    {
        int magnitude = Math.Abs(level) >> (bits * slice);
        magnitude = slice == Count - 1 ? magnitude : magnitude & ((1 << bits) - 1);
        return level < 0 ? -magnitude : magnitude;
    }

    /// <summary>The same of a weight that is on no level: the lowest cell takes what the others leave.</summary>
    public double Digit(double level, int slice)
    {
        double magnitude = Math.Abs(level);
        double digit = slice == 0 ? magnitude : Math.Floor(Math.ScaleB(magnitude, -bits * slice));
        digit -= slice == Count - 1 ? 0 : Math.ScaleB(Math.Floor(Math.ScaleB(magnitude, -bits * (slice + 1))), bits);
        return level < 0 ? -digit : digit;
    }

    /// <summary>A slice's code, sum or level at its place in the whole.</summary>
    public long Place(long code, int slice) => code << (bits * slice);

    /// <inheritdoc cref="Place(long, int)"/>
    public double Place(double value, int slice) => Math.ScaleB(value, bits * slice);

    /// <summary>The levels of the cells of every bit line, line by line.</summary>
    /// <param name="levels">Levels, [columns][rows].</param>
    /// <param name="rows">Rows of the block.</param>
    public ReadOnlySpan<sbyte> OnBitLines(ReadOnlySpan<sbyte> levels, int rows)
    {
        if (Count == 1)
        {
            return levels;
        }

        sbyte[] cells = new sbyte[levels.Length * Count];
        for (int weight = 0; weight < levels.Length; weight++)
        {
            for (int slice = 0; slice < Count; slice++)
            {
                cells[(((weight / rows * Count) + slice) * rows) + (weight % rows)] = (sbyte)Digit(levels[weight], slice);
            }
        }

        return cells;
    }
}

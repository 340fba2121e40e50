using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A block of a layer as the functional path reads it: levels padded with zeros to whole groups of sixteen rows of the layer.</summary>
internal sealed class FunctionalBlock
{
    private const int Rows = GroupDraws.Rows;

    private readonly short[] mean;
    private readonly short[] sigma;
    private readonly int flush;

    public FunctionalBlock(ArchitectureSpec spec, PlacedBlock placed)
    {
        LayerBlock block = placed.Block;
        WeightSlices.Check(spec, block);
        MeanSlices = WeightSlices.OfMean(spec.Weight);
        SigmaSlices = WeightSlices.OfSigma(spec.Weight);
        var meanCells = new CellPairs(spec, spec.Weight.MeanCellMaximum, placed.X, placed.Y, placed.Pair, isSigma: false);
        var sigmaCells = new CellPairs(spec, spec.Weight.SigmaCellMaximum, placed.X, placed.Y, placed.Pair, isSigma: true);
        Columns = block.Columns;
        ColumnBase = block.ColumnBase;
        IsNeuron = block.ColumnSum == ColumnSum.Neuron;
        Codes = new BlockCodes(block.Arithmetic, meanCells.Unit, sigmaCells.Unit);
        MeanNoise = meanCells.Noise(block);
        SigmaNoise = sigmaCells.Noise(block);
        FirstGroup = block.RowBase / Rows;
        Groups = ((block.RowBase + block.Rows - 1) / Rows) - FirstGroup + 1;
        mean = Padded(block, meanCells.Effective(MeanSlices.OnBitLines(block.MeanLevels.AsSpan(), block.Rows), block.Rows));
        HasSigma = spec.HasSigma;
        sigma = !HasSigma ? [] : Padded(block,
            sigmaCells.Effective(SigmaSlices.OnBitLines(block.SigmaLevels.AsSpan(), block.Rows), block.Rows));
        flush = Math.Min(
            ColumnMath.DotFlushInterval(block.Arithmetic.InputMaximum, mean), ColumnMath.DotFlushInterval(block.Arithmetic.InputMaximum, sigma));
    }

    public int Columns { get; }

    public int ColumnBase { get; }

    /// <summary>The cells of a mean.</summary>
    public WeightSlices MeanSlices { get; }

    /// <summary>The cells of a sigma, as many.</summary>
    public WeightSlices SigmaSlices { get; }

    /// <summary>Whether there is a sigma crossbar.</summary>
    public bool HasSigma { get; }

    /// <summary>Whether mean and sigma meet in the spin neuron.</summary>
    public bool IsNeuron { get; }

    public BlockCodes Codes { get; }

    /// <summary>Of reads of the mean crossbar.</summary>
    public ReadNoise MeanNoise { get; }

    /// <summary>Of reads of the sigma crossbar.</summary>
    public ReadNoise SigmaNoise { get; }

    /// <summary>First group of sixteen rows of the layer that the block has rows of.</summary>
    public int FirstGroup { get; }

    /// <summary>Number of such groups.</summary>
    public int Groups { get; }

    /// <summary>Which of the driven groups are the block's: first and one behind the last.</summary>
    /// <param name="groups">Groups with a driven row, ascending, in the layer.</param>
    public (int First, int End) Driven(ReadOnlySpan<int> groups)
    {
        int first = groups.BinarySearch(FirstGroup);
        int end = groups.BinarySearch(FirstGroup + Groups);
        return (first < 0 ? ~first : first, end < 0 ? ~end : end);
    }

    /// <summary>M of a bit line: sum of X L_mu over the groups that have a driven row.</summary>
    /// <param name="line">Bit line in the block: its column, where a weight has one.</param>
    /// <param name="groups">Groups with a driven row, ascending, in the layer.</param>
    /// <param name="driven">What <see cref="Driven"/> says of them.</param>
    /// <param name="codes">Drive codes of those groups.</param>
    public long MeanSum(int line, ReadOnlySpan<int> groups, (int First, int End) driven, ReadOnlySpan<short> codes) =>
        Sum(mean, line, groups, driven, codes);

    /// <summary>S of a bit line, likewise.</summary>
    public long SigmaSum(int line, ReadOnlySpan<int> groups, (int First, int End) driven, ReadOnlySpan<short> codes) =>
        Sum(sigma, line, groups, driven, codes);

    private long Sum(short[] levels, int line, ReadOnlySpan<int> groups, (int First, int End) driven, ReadOnlySpan<short> codes)
    {
        (int first, int end) = driven;
        int at = (line * Groups * Rows) - (FirstGroup * Rows);
        long sum = 0;
        if (!Avx2.IsSupported)
        {
            for (int i = first; i < end; i++)
            {
                sum += ColumnMath.Dot(codes.Slice(i * Rows, Rows), levels.AsSpan(at + (groups[i] * Rows), Rows), flush);
            }

            return sum;
        }

        ref short code = ref MemoryMarshal.GetReference(codes);
        ref short level = ref MemoryMarshal.GetArrayDataReference(levels);
        for (int i = first; i < end;)
        {
            Vector256<int> lanes = Vector256<int>.Zero;
            for (int stop = Math.Min(end, i + flush); i < stop; i++)
            {
                lanes += Avx2.MultiplyAddAdjacent(
                    Vector256.LoadUnsafe(ref code, (nuint)(i * Rows)), Vector256.LoadUnsafe(ref level, (nuint)(at + (groups[i] * Rows))));
            }

            // A lane holds less than 2^31; their sum may not.
            (Vector256<long> low, Vector256<long> high) = Vector256.Widen(lanes);
            sum += Vector256.Sum(low + high);
        }

        return sum;
    }

    private short[] Padded(LayerBlock block, ReadOnlySpan<short> levels)
    {
        int lines = block.Columns * MeanSlices.Count;
        short[] padded = new short[lines * Groups * Rows];
        int offset = block.RowBase - (FirstGroup * Rows);
        for (int line = 0; line < lines; line++)
        {
            for (int row = 0; row < block.Rows; row++)
            {
                padded[(line * Groups * Rows) + offset + row] = levels[(line * block.Rows) + row];
            }
        }

        return padded;
    }
}

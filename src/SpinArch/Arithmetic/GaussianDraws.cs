using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpinArch.Kernel;

namespace SpinArch.Arithmetic;

/// <summary>
/// The draws of a weight: a function of seed, input, sample, layer, column and row alone (<c>docs/arithmetic.md</c>,
/// section 3), so that no partition, lane or thread changes one.
/// </summary>
internal sealed class GaussianDraws
{
    private readonly ulong seed;
    private readonly int variables;
    private readonly int bits;
    private byte[] blocks = [];
    private byte[] random = [];
    private byte[] below = [];

    public GaussianDraws(ulong seed, int variables, int bits)
    {
        this.seed = seed;
        this.variables = variables;
        this.bits = bits;
        Maximum = variables * ((1 << bits) - 1);
    }

    /// <summary>Zmax: the largest magnitude of a draw.</summary>
    public int Maximum { get; }

    /// <summary>Draws Z for consecutive rows of one column.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="column">Column in the layer.</param>
    /// <param name="rowBase">First row in the layer.</param>
    /// <param name="z">Receives one integer Gaussian a row.</param>
    /// <param name="bias">The junctions that draw for these rows; null where they are fair.</param>
    /// <param name="position">Which vector of the sample the draw is for, where a matrix meets several; 0 where it meets one.</param>
    public void Fill(int input, int sample, int layer, int column, int rowBase, Span<int> z, BiasPlanes? bias = null, int position = 0)
    {
        uint word = SampleWord(sample, position);
        int rowShift = bits <= 8 ? 4 : 3;
        int bytesPerRow = bits <= 8 ? 1 : 2;
        int first = rowBase >> rowShift;
        int count = ((rowBase + z.Length - 1) >> rowShift) - first + 1;
        if (blocks.Length < count * 16)
        {
            blocks = new byte[count * 16];
        }

        int offset = (rowBase - (first << rowShift)) * bytesPerRow;
        z.Fill(-Maximum);
        for (int variable = 0; variable < variables; variable++)
        {
            Philox4x32.FillBlocks(
                seed, (uint)input, word, ((uint)layer << 16) | (uint)variable, ((uint)column << 16) | (uint)first, count, blocks);
            Span<byte> uniform = blocks.AsSpan(offset, z.Length * bytesPerRow);
            if (bias is not null)
            {
                Bias(bias, input, word, layer, variable, ((uint)column << 16) | (uint)first, count, offset, uniform);
            }

            if (bytesPerRow == 1)
            {
                AddBytes(uniform, 8 - bits, z);
            }
            else
            {
                AddWords(uniform, 16 - bits, z);
            }
        }
    }

    /// <summary>
    /// Word 1 of the draw counter: the sample, and above its 16 bits the position. Draws of the first position are those of the sample
    /// alone, whatever its number; where positions are told apart there are at most 65,536 of them and of samples, so that no two draws are
    /// the same.
    /// </summary>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="position">Position in the sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position beside the first, and one of the two does not fit its 16 bits.</exception>
    public static uint SampleWord(int sample, int position)
    {
        if (position == 0)
        {
            return (uint)sample;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)sample, (uint)ushort.MaxValue, nameof(sample));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)ushort.MaxValue, nameof(position));
        return (uint)sample | ((uint)position << 16);
    }

    private void Bias(
        BiasPlanes bias, int input, uint word, int layer, int variable, uint firstBlock, int count, int offset, Span<byte> uniform)
    {
        if (random.Length < count * 16)
        {
            random = new byte[count * 16];
            below = new byte[count * 16];
        }

        Span<byte> compared = below.AsSpan(0, uniform.Length);
        compared.Clear();
        for (int plane = bias.FirstPlane; plane < JunctionBiases.Places; plane++)
        {
            Philox4x32.FillBlocks(seed, (uint)input, word, BiasPlanes.Counter(layer, variable, plane), firstBlock, count, random);
            bias.Compare(variable, plane, random.AsSpan(offset, uniform.Length), compared);
        }

        bias.Turn(variable, compared, uniform);
    }

    private static void AddBytes(ReadOnlySpan<byte> uniform, int shift, Span<int> z)
    {
        int row = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref byte source = ref MemoryMarshal.GetReference(uniform);
            ref int target = ref MemoryMarshal.GetReference(z);
            for (; row + 16 <= z.Length; row += 16)
            {
                Vector256<ushort> words = Vector256.WidenLower(Vector128.LoadUnsafe(ref source, (nuint)row).ToVector256Unsafe());
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(words >> shift);
                (Vector256.LoadUnsafe(ref target, (nuint)row) + (low << 1).AsInt32()).StoreUnsafe(ref target, (nuint)row);
                (Vector256.LoadUnsafe(ref target, (nuint)row + 8) + (high << 1).AsInt32()).StoreUnsafe(ref target, (nuint)row + 8);
            }
        }

        for (; row < z.Length; row++)
        {
            z[row] += 2 * (uniform[row] >> shift);
        }
    }

    private static void AddWords(ReadOnlySpan<byte> uniform, int shift, Span<int> z)
    {
        for (int row = 0; row < z.Length; row++)
        {
            z[row] += 2 * ((uniform[2 * row] | (uniform[(2 * row) + 1] << 8)) >> shift);
        }
    }
}

using System.Buffers.Binary;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// The noise of a crossbar's column currents, in the units of their integer sums (<c>docs/device-model.md</c>, section 5). Policy: every read has a
/// draw of its own, which depends on seed, input, sample, crossbar, column, slice and, where a matrix meets several vectors in a sample, on
/// which of them, alone.
/// </summary>
internal readonly struct ReadNoise
{
    private const int Words = 8;
    private const int Shift = 24;

    // Counter word 2: no uniform variable and no plane of a bias gets here.
    private const uint Domain = 0xFF00;

    private readonly uint source;
    private readonly uint columnBase;
    private readonly uint rowBase;
    private readonly long amplitude;

    /// <param name="spec">The architecture: <c>device.readNoise</c>.</param>
    /// <param name="layer">Layer of the block.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="rowBase">Its first row in the layer.</param>
    /// <param name="columnBase">Its first column in the layer.</param>
    /// <param name="unit">Sum of a cell at the highest level under the highest drive.</param>
    /// <param name="isSigma">Which crossbar of the pair.</param>
    public ReadNoise(ArchitectureSpec spec, int layer, int rows, int rowBase, int columnBase, long unit, bool isSigma)
    {
        source = ((uint)layer << 16) | Domain | (isSigma ? 1u : 0u);
        this.columnBase = (uint)columnBase;
        this.rowBase = (uint)rowBase;
        double deviation = Math.Sqrt(Words * (Math.Pow(4, 16) - 1) / 3);
        amplitude = (long)Math.Round(spec.Device.ReadNoise * Math.Sqrt(rows) * unit * (1 << Shift) / deviation, MidpointRounding.AwayFromZero);
    }

    /// <summary>Whether reads are without noise.</summary>
    public bool IsSilent => amplitude == 0;

    /// <summary>What a read adds to its sum.</summary>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample in which the column is read.</param>
    /// <param name="column">Column of the block.</param>
    /// <param name="slice">Which of its bit lines.</param>
    /// <param name="position">Which vector of the sample is read, where a matrix meets several.</param>
    public long Draw(ulong seed, int input, int sample, int column, int slice = 0, int position = 0)
    {
        if (amplitude == 0)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[Philox4x32.BlockBytes];
        Philox4x32.Block(
            seed,
            (uint)input,
            GaussianDraws.SampleWord(sample, position),
            source + (2 * (uint)slice),
            ((columnBase + (uint)column) << 16) | rowBase,
            bytes);
        long gaussian = -Words * (long)ushort.MaxValue;
        for (int word = 0; word < Words; word++)
        {
            gaussian += 2 * BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * word)..]);
        }

        return ColumnMath.RoundShift(gaussian * amplitude, Shift);
    }
}

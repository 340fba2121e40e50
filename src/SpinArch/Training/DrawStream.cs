using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using SpinArch.Kernel;

namespace SpinArch.Training;

/// <summary>
/// One stream of the random numbers of training: Philox with key = seed and counter = (purpose, part, round, block). Nothing is carried from
/// draw to draw, so a resumed run and any number of threads see the same numbers.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Purpose">What the draws are for.</param>
/// <param name="Round">Epoch, step or sample.</param>
/// <param name="Part">Layer, or 0.</param>
internal readonly record struct DrawStream(ulong Seed, DrawPurpose Purpose, int Round = 0, int Part = 0)
{
    private const int WordBytes = sizeof(uint);
    private const int BlocksAtOnce = 64;

    /// <summary>Fills a span with standard normal numbers: word i of the stream decides element i.</summary>
    /// <param name="target">Filled; the length is a multiple of eight.</param>
    public void FillNormal(Span<float> target)
    {
        Span<byte> bytes = stackalloc byte[BlocksAtOnce * Philox4x32.BlockBytes];
        Span<float> uniform = stackalloc float[8];
        for (int at = 0; at < target.Length; at += 8)
        {
            int inBytes = at * WordBytes % bytes.Length;
            if (inBytes == 0)
            {
                FillBytes(at * WordBytes / Philox4x32.BlockBytes, BlocksAtOnce, bytes);
            }

            for (int lane = 0; lane < 8; lane++)
            {
                // The middle of one of 2^23 equal cells of (-1, 1): exact in single precision, and never an end.
                int cell = (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(inBytes + (lane * WordBytes))..]) >> 9);
                uniform[lane] = (((2 * cell) + 1) * (1f / (1 << 23))) - 1f;
            }

            VectorMath.NormalQuantile(Vector256.Create<float>(uniform)).CopyTo(target[at..]);
        }
    }

    /// <summary>Whole numbers, each from 0 to <paramref name="limit"/> - 1 (uniform within 2^-32 x limit).</summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">The number of outcomes.</param>
    /// <returns>The numbers.</returns>
    public int[] Below(int count, int limit) => [.. Words(count).Select(word => (int)(((ulong)word * (ulong)limit) >> 32))];

    /// <summary>A permutation of 0 .. count - 1 (Fisher and Yates; word i decides step i).</summary>
    /// <param name="count">How many.</param>
    /// <returns>The permutation.</returns>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        uint[] words = Words(count);
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)(((ulong)words[i] * (ulong)(i + 1)) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private uint[] Words(int count)
    {
        int blocks = ((count * WordBytes) + Philox4x32.BlockBytes - 1) / Philox4x32.BlockBytes;
        byte[] bytes = new byte[blocks * Philox4x32.BlockBytes];
        FillBytes(0, blocks, bytes);
        uint[] words = new uint[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * WordBytes));
        }

        return words;
    }

    private void FillBytes(int firstBlock, int blocks, Span<byte> bytes) =>
        Philox4x32.FillBlocks(Seed, (uint)Purpose, (uint)Part, (uint)Round, (uint)firstBlock, blocks, bytes);
}

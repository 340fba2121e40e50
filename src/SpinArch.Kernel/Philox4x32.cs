using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpinArch.Kernel;

/// <summary>
/// The counter-based random generator Philox 4x32 with 10 rounds (J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011; Random123): 16 random bytes are a pure function of a key and a counter.
/// </summary>
public static class Philox4x32
{
    /// <summary>Bytes in a block.</summary>
    public const int BlockBytes = 16;

    private const int Rounds = 10;
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    /// <summary>One block: the four output words, each little-endian, in order.</summary>
    /// <param name="key">The seed: its low word is key word 0, its high word key word 1.</param>
    /// <param name="c0">Counter word 0.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3">Counter word 3.</param>
    /// <param name="destination16">At least 16 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than a block.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Optimised from the first call: a short run never sees a second tier.
    public static void Block(ulong key, uint c0, uint c1, uint c2, uint c3, Span<byte> destination16)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        // The last word first: a short destination is then refused before anything is written.
        BinaryPrimitives.WriteUInt32LittleEndian(destination16[12..], c3);
        BinaryPrimitives.WriteUInt32LittleEndian(destination16, c0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination16[4..], c1);
        BinaryPrimitives.WriteUInt32LittleEndian(destination16[8..], c2);
    }

    /// <summary>The blocks of consecutive values of the last counter word, bit for bit what <see cref="Block"/> gives one by one.</summary>
    /// <param name="key">The seed: its low word is key word 0, its high word key word 1.</param>
    /// <param name="c0">Counter word 0.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3First">Counter word 3 of the first block; it wraps round after 2^32 - 1.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="destination">At least 16 bytes a block.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the destination too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillBlocks(ulong key, uint c0, uint c1, uint c2, uint c3First, int blocks, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        Span<byte> rest = destination[..checked(BlockBytes * blocks)];
        uint c3 = c3First;
        if (Avx2.IsSupported)
        {
            for (; rest.Length >= PhiloxVector.Bytes; rest = rest[PhiloxVector.Bytes..])
            {
                PhiloxVector.EightBlocks(key, c0, c1, c2, c3, ref MemoryMarshal.GetReference(rest));
                c3 += PhiloxVector.Blocks;
            }

            if (rest.Length > BlockBytes)
            {
                Span<byte> spare = stackalloc byte[PhiloxVector.Bytes];
                PhiloxVector.EightBlocks(key, c0, c1, c2, c3, ref MemoryMarshal.GetReference(spare));
                spare[..rest.Length].CopyTo(rest);
                return;
            }
        }

        for (; rest.Length > 0; rest = rest[BlockBytes..])
        {
            Block(key, c0, c1, c2, c3++, rest);
        }
    }

    /// <summary>The blocks of chosen values of the last counter word, bit for bit what <see cref="Block"/> gives one by one.</summary>
    /// <param name="key">The seed: its low word is key word 0, its high word key word 1.</param>
    /// <param name="c0">Counter word 0.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3">Counter word 3 of each block, less <paramref name="c3Base"/>.</param>
    /// <param name="c3Base">Added to every value of <paramref name="c3"/>, modulo 2^32.</param>
    /// <param name="destination">At least 16 bytes a block.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public static void FillBlocks(ulong key, uint c0, uint c1, uint c2, ReadOnlySpan<uint> c3, uint c3Base, Span<byte> destination)
    {
        Span<byte> all = destination[..checked(BlockBytes * c3.Length)];
        int block = 0;
        if (Avx2.IsSupported)
        {
            var offset = Vector256.Create(c3Base);
            ref uint counters = ref MemoryMarshal.GetReference(c3);
            ref byte bytes = ref MemoryMarshal.GetReference(all);
            for (; block + PhiloxVector.Blocks <= c3.Length; block += PhiloxVector.Blocks)
            {
                PhiloxVector.EightBlocks(
                    key, c0, c1, c2, Vector256.LoadUnsafe(ref counters, (nuint)block) + offset, ref Unsafe.Add(ref bytes, block * BlockBytes));
            }
        }

        for (; block < c3.Length; block++)
        {
            Block(key, c0, c1, c2, c3[block] + c3Base, all[(block * BlockBytes)..]);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static SpinArch.Kernel.Philox4x32;

namespace SpinArch.Kernel;

/// <summary>
/// Philox for code that computes on four things at once: four blocks that differ in the last counter word, word by word instead of
/// block by block. Every word is the one that <see cref="Philox4x32.Block"/> gives, with and without vector instructions.
/// </summary>
public static class PhiloxLanes
{
    /// <summary>Blocks made at once.</summary>
    public const int Count = 4;

    private const int Rounds = 10;

    /// <summary>Word w of the block of lane i stands in the low half of lane i of the w-th result; the high halves are 0.</summary>
    /// <param name="key">The seed: its low word is key word 0, its high word key word 1.</param>
    /// <param name="c0">Counter word 0.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3">Counter word 3 of each block, below 2^32.</param>
    /// <param name="w0">Output word 0.</param>
    /// <param name="w1">Output word 1.</param>
    /// <param name="w2">Output word 2.</param>
    /// <param name="w3">Output word 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourBlocks(
        ulong key, uint c0, uint c1, uint c2, Vector256<ulong> c3, out Vector256<ulong> w0, out Vector256<ulong> w1,
            out Vector256<ulong> w2, out Vector256<ulong> w3)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        w0 = Vector256.Create((ulong)c0);
        w1 = Vector256.Create((ulong)c1);
        w2 = Vector256.Create((ulong)c2);
        w3 = c3;
        for (int round = 0; round < Rounds; round++)
        {
            // The high halves of w1 and w3 hold rubbish from here on: only low halves are multiplied, and what is kept is masked at the
            // end.
            Vector256<ulong> product0 = Multiply(w0, Multiplier0);
            Vector256<ulong> product1 = Multiply(w2, Multiplier1);
            w0 = (product1 >>> 32) ^ w1 ^ Vector256.Create((ulong)k0);
            w2 = (product0 >>> 32) ^ w3 ^ Vector256.Create((ulong)k1);
            w1 = product1;
            w3 = product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        w0 &= low;
        w1 &= low;
        w2 &= low;
        w3 &= low;
    }

    // 32 x 32 -> 64 bits of the low halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> words, uint factor) => Avx2.IsSupported
        ? Avx2.Multiply(words.AsUInt32(), Vector256.Create(factor))
        : (words & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)factor);
}

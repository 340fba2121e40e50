using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static SpinArch.Kernel.Philox4x32;

namespace SpinArch.Kernel;

/// <summary>
/// Philox on AVX2, eight blocks at a time. A 64-bit lane belongs to a block and carries a counter word in its low half; the
/// multiplication reads only low halves, so whatever the rounds leave in the high ones is never masked away.
/// </summary>
internal static class PhiloxVector
{
    public const int Blocks = 8;
    public const int Bytes = Blocks * BlockBytes;

    /// <summary>Writes the blocks of eight consecutive values of the last counter word, 128 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightBlocks(ulong key, uint c0, uint c1, uint c2, uint c3, ref byte destination)
    {
        Vector256<uint> c3s = Vector256.Create(c3);
        EightBlocks(
            key,
            c0,
            c1,
            c2,
            (c3s + Vector256.Create(0u, 0, 1, 0, 2, 0, 3, 0)).AsUInt64(),
            (c3s + Vector256.Create(4u, 0, 5, 0, 6, 0, 7, 0)).AsUInt64(),
            ref destination);
    }

    /// <summary>Writes the blocks of any eight values of the last counter word, 128 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightBlocks(ulong key, uint c0, uint c1, uint c2, Vector256<uint> c3, ref byte destination)
    {
        (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(c3);
        EightBlocks(key, c0, c1, c2, low, high, ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightBlocks(
        ulong key, uint c0, uint c1, uint c2, Vector256<ulong> c3Low, Vector256<ulong> c3High, ref byte destination)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);

        // Round 1 in scalars: only the last counter word differs from block to block, so only word 2 does afterwards.
        ulong scalar0 = (ulong)Multiplier0 * c0;
        ulong scalar1 = (ulong)Multiplier1 * c2;
        uint w0 = (uint)(scalar1 >> 32) ^ c1 ^ k0;
        Vector256<ulong> mixed = Vector256.Create((ulong)((uint)(scalar0 >> 32) ^ k1));
        Vector256<ulong> a2 = mixed ^ c3Low;
        Vector256<ulong> b2 = mixed ^ c3High;
        k0 += Weyl0;
        k1 += Weyl1;

        // Round 2: words 0 and 1 come to differ, words 2 and 3 are again the same for all.
        Vector256<uint> m0 = Vector256.Create(Multiplier0);
        Vector256<uint> m1 = Vector256.Create(Multiplier1);
        ulong scalar2 = (ulong)Multiplier0 * w0;
        Vector256<ulong> a1 = Avx2.Multiply(a2.AsUInt32(), m1);
        Vector256<ulong> b1 = Avx2.Multiply(b2.AsUInt32(), m1);
        Vector256<ulong> same = Vector256.Create((ulong)((uint)scalar1 ^ k0));
        Vector256<ulong> a0 = (a1 >>> 32) ^ same;
        Vector256<ulong> b0 = (b1 >>> 32) ^ same;
        uint w2 = (uint)(scalar2 >> 32) ^ (uint)scalar0 ^ k1;
        k0 += Weyl0;
        k1 += Weyl1;

        // Round 3: from here on every word differs.
        ulong scalar3 = (ulong)Multiplier1 * w2;
        Vector256<ulong> a3 = Avx2.Multiply(a0.AsUInt32(), m0);
        Vector256<ulong> b3 = Avx2.Multiply(b0.AsUInt32(), m0);
        same = Vector256.Create((ulong)((uint)scalar2 ^ k1));
        a2 = (a3 >>> 32) ^ same;
        b2 = (b3 >>> 32) ^ same;
        same = Vector256.Create((ulong)((uint)(scalar3 >> 32) ^ k0));
        a0 = a1 ^ same;
        b0 = b1 ^ same;
        a1 = b1 = Vector256.Create((ulong)(uint)scalar3);

        // Rounds 4 to 10.
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 += Weyl0, k1 += Weyl1);
        Round(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, m0, m1, k0 + Weyl0, k1 + Weyl1);
        Store(a0, a1, a2, a3, ref destination);
        Store(b0, b1, b2, b3, ref Unsafe.Add(ref destination, Bytes / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector256<ulong> a0, ref Vector256<ulong> a1, ref Vector256<ulong> a2, ref Vector256<ulong> a3,
        ref Vector256<ulong> b0, ref Vector256<ulong> b1, ref Vector256<ulong> b2, ref Vector256<ulong> b3,
        Vector256<uint> m0, Vector256<uint> m1, uint k0, uint k1)
    {
        Vector256<ulong> key0 = Vector256.Create((ulong)k0);
        Vector256<ulong> key1 = Vector256.Create((ulong)k1);
        Vector256<ulong> aProduct0 = Avx2.Multiply(a0.AsUInt32(), m0);
        Vector256<ulong> bProduct0 = Avx2.Multiply(b0.AsUInt32(), m0);
        Vector256<ulong> aProduct1 = Avx2.Multiply(a2.AsUInt32(), m1);
        Vector256<ulong> bProduct1 = Avx2.Multiply(b2.AsUInt32(), m1);
        a0 = (aProduct1 >>> 32) ^ (a1 ^ key0);
        b0 = (bProduct1 >>> 32) ^ (b1 ^ key0);
        a2 = (aProduct0 >>> 32) ^ (a3 ^ key1);
        b2 = (bProduct0 >>> 32) ^ (b3 ^ key1);
        a1 = aProduct1;
        b1 = bProduct1;
        a3 = aProduct0;
        b3 = bProduct0;
    }

    /// <summary>From four words in lanes of four blocks to the blocks one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ulong> w0, Vector256<ulong> w1, Vector256<ulong> w2, Vector256<ulong> w3, ref byte destination)
    {
        const byte OddWords = 0b10101010;
        Vector256<ulong> low = Avx2.Blend(w0.AsUInt32(), (w1 << 32).AsUInt32(), OddWords).AsUInt64();
        Vector256<ulong> high = Avx2.Blend(w2.AsUInt32(), (w3 << 32).AsUInt32(), OddWords).AsUInt64();
        Vector256<ulong> even = Avx2.UnpackLow(low, high);
        Vector256<ulong> odd = Avx2.UnpackHigh(low, high);
        Vector256.StoreUnsafe(Avx2.Permute2x128(even, odd, 0x20).AsByte(), ref destination);
        Vector256.StoreUnsafe(Avx2.Permute2x128(even, odd, 0x31).AsByte(), ref destination, 32);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// Turns fair random bits into those of biased junctions. Policy: a bit gets a number r of sixteen random bits of its own; where
/// r is below the junction's share the bit becomes the favoured value, else it stays. All bits of a byte are compared at once: plane m
/// holds binary place m of eight numbers, and from the lowest plane up <c>below = (~r &amp; share) | (~(r ^ share) &amp; below)</c>.
/// </summary>
internal sealed class BiasPlanes
{
    private const int Group = 16;

    private readonly int bits;
    private readonly int bytesPerRow;
    private readonly int width;
    private readonly byte[] shares;
    private readonly byte[] favoured;
    private readonly int variables;

    /// <param name="sampler">V and b.</param>
    /// <param name="rows">Rows, of which none is biased yet.</param>
    public BiasPlanes(SamplerSpec sampler, int rows)
    {
        bits = sampler.Bits;
        variables = sampler.Variables;
        bytesPerRow = bits <= 8 ? 1 : 2;
        width = rows * bytesPerRow;
        shares = new byte[variables * JunctionBiases.Places * width];
        favoured = new byte[variables * width];
    }

    /// <summary>The lowest plane with a share; below it nothing need be drawn. <see cref="JunctionBiases.Places"/> where no row is biased.</summary>
    public int FirstPlane { get; private set; } = JunctionBiases.Places;

    /// <summary>The planes of a block's rows, or null where the architecture's coins are fair.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="x">Mesh column of the tile.</param>
    /// <param name="y">Mesh row of the tile.</param>
    /// <param name="rows">Rows of the block.</param>
    public static BiasPlanes? OfBlock(ArchitectureSpec spec, int x, int y, int rows)
    {
        if (spec.Device.IsTrngFair)
        {
            return null;
        }

        var planes = new BiasPlanes(spec.Sampler, rows);
        planes.SetRows(0, new JunctionBiases(spec, x, y), rows);
        return planes;
    }

    /// <summary>Word 2 of the counter of the numbers r; the fair bits have plane -1.</summary>
    public static uint Counter(int layer, int variable, int plane) => ((uint)layer << 16) | ((uint)(plane + 1) << 8) | (uint)variable;

    /// <summary>Sets consecutive rows.</summary>
    /// <param name="at">Where the first stands.</param>
    /// <param name="junctions">Of the tile that draws for them.</param>
    /// <param name="rows">How many; row 0 of the block comes first.</param>
    public void SetRows(int at, in JunctionBiases junctions, int rows)
    {
        int top = (8 * bytesPerRow) - bits;
        for (int row = 0; row < rows; row++)
        {
            for (int variable = 0; variable < variables; variable++)
            {
                for (int bit = 0; bit < bits; bit++)
                {
                    (int share, bool favoursOne) = junctions.Of(row, variable, bit);
                    int place = ((at + row) * bytesPerRow) + ((top + bit) >> 3);
                    byte mask = (byte)(1 << ((top + bit) & 7));
                    favoured[(variable * width) + place] |= favoursOne ? mask : (byte)0;
                    FirstPlane = Math.Min(FirstPlane, share == 0 ? JunctionBiases.Places : BitOperations.TrailingZeroCount(share));
                    for (int plane = 0; plane < JunctionBiases.Places; plane++)
                    {
                        shares[(((variable * JunctionBiases.Places) + plane) * width) + place] |= (share >> plane & 1) == 1 ? mask : (byte)0;
                    }
                }
            }
        }
    }

    /// <summary>One step of the comparison for consecutive rows.</summary>
    /// <param name="variable">The uniform variable.</param>
    /// <param name="plane">Binary place, from <see cref="FirstPlane"/> on.</param>
    /// <param name="random">The plane of r, from the first row on.</param>
    /// <param name="below">The comparison so far, 0 at first.</param>
    public void Compare(int variable, int plane, ReadOnlySpan<byte> random, Span<byte> below)
    {
        ReadOnlySpan<byte> share = Shares(variable, plane);
        for (int i = 0; i < below.Length; i++)
        {
            below[i] = (byte)((~random[i] & share[i]) | (~(random[i] ^ share[i]) & below[i]));
        }
    }

    /// <summary>The same for groups of sixteen rows of one byte each.</summary>
    /// <param name="variable">The uniform variable.</param>
    /// <param name="plane">Binary place.</param>
    /// <param name="groups">The groups; their bytes follow each other in <paramref name="random"/> and <paramref name="below"/>.</param>
    /// <param name="random">The plane of r.</param>
    /// <param name="below">The comparison so far.</param>
    public void Compare(int variable, int plane, ReadOnlySpan<int> groups, ReadOnlySpan<byte> random, Span<byte> below)
    {
        ReadOnlySpan<byte> share = Shares(variable, plane);
        Check(groups, share, random, below);
        ref byte s = ref MemoryMarshal.GetReference(share);
        ref byte r = ref MemoryMarshal.GetReference(random);
        ref byte b = ref MemoryMarshal.GetReference(below);
        for (int i = 0; i < groups.Length; i++)
        {
            nuint at = (nuint)(i * Group);
            var drawn = Vector128.LoadUnsafe(ref r, at);
            var wanted = Vector128.LoadUnsafe(ref s, (nuint)(groups[i] * Group));
            (Vector128.AndNot(wanted, drawn) | Vector128.AndNot(Vector128.LoadUnsafe(ref b, at), drawn ^ wanted)).StoreUnsafe(ref b, at);
        }
    }

    /// <summary>Gives the bits that fell below their share the favoured value.</summary>
    /// <param name="variable">The uniform variable.</param>
    /// <param name="below">The whole comparison.</param>
    /// <param name="uniform">The fair bits, from the first row on.</param>
    public void Turn(int variable, ReadOnlySpan<byte> below, Span<byte> uniform)
    {
        ReadOnlySpan<byte> value = favoured.AsSpan(variable * width, width);
        for (int i = 0; i < uniform.Length; i++)
        {
            uniform[i] = (byte)((uniform[i] & ~below[i]) | (value[i] & below[i]));
        }
    }

    /// <summary>The same for groups of sixteen rows of one byte each.</summary>
    public void Turn(int variable, ReadOnlySpan<int> groups, ReadOnlySpan<byte> below, Span<byte> uniform)
    {
        ReadOnlySpan<byte> value = favoured.AsSpan(variable * width, width);
        Check(groups, value, below, uniform);
        ref byte v = ref MemoryMarshal.GetReference(value);
        ref byte b = ref MemoryMarshal.GetReference(below);
        ref byte u = ref MemoryMarshal.GetReference(uniform);
        for (int i = 0; i < groups.Length; i++)
        {
            nuint at = (nuint)(i * Group);
            Vector128.ConditionalSelect(
                Vector128.LoadUnsafe(ref b, at), Vector128.LoadUnsafe(ref v, (nuint)(groups[i] * Group)), Vector128.LoadUnsafe(ref u, at)).StoreUnsafe(ref u, at);
        }
    }

    private static void Check(ReadOnlySpan<int> groups, ReadOnlySpan<byte> rows, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        _ = first[..(groups.Length * Group)];
        _ = second[..(groups.Length * Group)];

        // Groups ascend: where the last one fits, all do.
        _ = rows[..(groups.Length == 0 ? 0 : (groups[^1] + 1) * Group)];
    }

    private ReadOnlySpan<byte> Shares(int variable, int plane) => shares.AsSpan(((variable * JunctionBiases.Places) + plane) * width, width);
}

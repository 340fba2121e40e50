using System.Buffers.Binary;
using SpinArch.Kernel;

namespace SpinArch.Sweeps;

/// <summary>The chance of a search: the same seed gives the same throws.</summary>
/// <param name="seed">The seed.</param>
internal sealed class SearchDice(ulong seed)
{
    // The letters SRCH: apart from all other uses of a seed.
    private const uint Domain = 0x53524348;

    private ulong _thrown;

    /// <summary>A whole number below a bound.</summary>
    /// <param name="bound">At least 1.</param>
    public int Below(int bound)
    {
        Span<byte> block = stackalloc byte[Philox4x32.BlockBytes];
        Philox4x32.Block(seed, (uint)_thrown, (uint)(_thrown >> 32), Domain, 0, block);
        _thrown++;
        return (int)(BinaryPrimitives.ReadUInt64LittleEndian(block) % (ulong)bound);
    }

    /// <summary>A number below a bound that is not a certain one.</summary>
    /// <param name="bound">At least 2.</param>
    /// <param name="other">What it is not.</param>
    public int BelowBut(int bound, int other)
    {
        int thrown = Below(bound - 1);
        return thrown < other ? thrown : thrown + 1;
    }

    /// <summary>Puts a list in an order by chance.</summary>
    /// <param name="list">The list.</param>
    public void Shuffle(Span<int> list)
    {
        for (int last = list.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }
    }
}

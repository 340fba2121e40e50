using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

public sealed class PhiloxLanesTests
{
    [Theory]
    [InlineData(0UL, 0u, 0u, 0u)]
    [InlineData(0x299f31d0a4093822UL, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu)]
    [InlineData(ulong.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue)]
    public void Four_blocks_are_the_blocks_one_by_one(ulong key, uint c0, uint c1, uint c2)
    {
        Vector256<ulong> c3 = Vector256.Create(0UL, 7, 0x03707344, uint.MaxValue);
        PhiloxLanes.FourBlocks(
            key, c0, c1, c2, c3, out Vector256<ulong> w0, out Vector256<ulong> w1, out Vector256<ulong> w2, out Vector256<ulong> w3);
        byte[] block = new byte[Philox4x32.BlockBytes];
        Vector256<ulong>[] words = [w0, w1, w2, w3];
        for (int lane = 0; lane < PhiloxLanes.Count; lane++)
        {
            Philox4x32.Block(key, c0, c1, c2, (uint)c3[lane], block);
            for (int word = 0; word < words.Length; word++)
            {
                Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(4 * word)), words[word][lane]);
            }
        }
    }
}

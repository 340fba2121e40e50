using System.Buffers.Binary;
using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

public sealed class Philox4x32Tests
{
    /// <summary>The known-answer vectors published with Random123 (kat_vectors, philox4x32 10): counter, key, output.</summary>
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void A_block_is_the_published_answer(uint[] counter, uint[] key, uint[] answer)
    {
        byte[] block = new byte[16];
        Philox4x32.Block(key[0] | ((ulong)key[1] << 32), counter[0], counter[1], counter[2], counter[3], block);
        for (int word = 0; word < 4; word++)
        {
            Assert.Equal(answer[word], BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(4 * word)));
        }
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Many_blocks_contain_the_published_answer(uint[] counter, uint[] key, uint[] answer)
    {
        // Every place among the blocks of a vector, the last counter word wrapping round in one of the vectors.
        for (uint place = 0; place < 20; place++)
        {
            byte[] blocks = new byte[16 * 20];
            Philox4x32.FillBlocks(
                key[0] | ((ulong)key[1] << 32), counter[0], counter[1], counter[2], counter[3] - place, 20, blocks);
            for (int word = 0; word < 4; word++)
            {
                Assert.Equal(answer[word], BinaryPrimitives.ReadUInt32LittleEndian(blocks.AsSpan((16 * (int)place) + (4 * word))));
            }
        }
    }

    [Fact]
    public void Many_blocks_are_the_single_blocks_and_nothing_else_is_written()
    {
        var random = new Random(5);
        for (int blocks = 0; blocks < 70; blocks++)
        {
            ulong key = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            uint[] counter = [(uint)random.NextInt64(1L << 32), (uint)random.Next(), (uint)random.NextInt64(1L << 32), 0xfffffff0u + (uint)random.Next(32)];
            byte[] expected = new byte[(16 * blocks) + 8];
            byte[] actual = new byte[(16 * blocks) + 8];
            Array.Fill(expected, (byte)0xA5);
            Array.Fill(actual, (byte)0xA5);
            for (int i = 0; i < blocks; i++)
            {
                Philox4x32.Block(key, counter[0], counter[1], counter[2], counter[3] + (uint)i, expected.AsSpan(16 * i));
            }

            Philox4x32.FillBlocks(key, counter[0], counter[1], counter[2], counter[3], blocks, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_short_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox4x32.Block(0, 0, 0, 0, 0, new byte[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox4x32.FillBlocks(0, 0, 0, 0, 0, 9, new byte[(16 * 9) - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox4x32.FillBlocks(0, 0, 0, 0, 0, -1, new byte[16]));
    }
}

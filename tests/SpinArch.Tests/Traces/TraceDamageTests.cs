using System.Buffers.Binary;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>Whatever is done to a file, there is a verdict: refused, damaged at an offset, or read as it was.</summary>
public sealed class TraceDamageTests
{
    private const int Places = 10_000;

    [Fact]
    public void Damage_at_any_place_has_a_clear_verdict()
    {
        using var run = RecordedRun.Compiled(2, 40, 20, 10);
        byte[] whole = File.ReadAllBytes(run.Path);
        int activities = run.Activities().Count;
        var draws = new Random(5);
        string path = run.Beside("damaged.strace");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int place = 0; place < Places; place++)
        {
            byte[] damaged = Damage(whole, draws);
            File.WriteAllBytes(path, damaged);
            bool isWhole = damaged.AsSpan().SequenceEqual(whole);
            try
            {
                using TraceReader reader = TraceReader.Open(path);
                int read = reader.Blocks().Sum(block => block.Length);
                if (place % 50 == 0)
                {
                    using TraceReader again = TraceReader.Open(path);
                    Assert.True(isWhole || !TraceVerifier.Verify(again).Failed.IsEmpty);
                    Assert.InRange(again.Blocks(new TraceFilter { To = new Picoseconds(100_000) }).Sum(block => block.Length), 0, activities);
                }

                Assert.InRange(read, 0, activities);
                Assert.True(isWhole || reader.Damage is not null, "a changed file was taken for whole");
                Assert.True(reader.Damage is null || reader.Damage.Contains("damaged at offset", StringComparison.Ordinal));
            }
            catch (InputException error)
            {
                Assert.False(isWhole);
                Assert.Contains("damaged.strace", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }

            // A whole reading takes some three megabytes; nothing that a file says makes it a different order.
            long now = GC.GetAllocatedBytesForCurrentThread();
            Assert.InRange(now - before, 0, 64 << 20);
            before = now;
        }
    }

    [Fact]
    public void Forged_blocks_with_right_checksums_are_refused_without_absurd_allocations()
    {
        using var run = RecordedRun.Compiled(1, 40, 20, 10);
        var decoder = new BlockDecoder(run.Program, ActivityCodes.Of(RecordedRun.Configuration().Architecture));
        var encoder = new BlockEncoder(ActivityCodes.Of(RecordedRun.Configuration().Architecture));
        foreach (SpinArch.Traces.Activity activity in run.Activities())
        {
            encoder.Add(in activity);
        }

        var buffer = new VarintBuffer();
        encoder.Flush(buffer, 0);
        byte[] block = buffer.Written.ToArray();
        var draws = new Random(6);
        for (int place = 0; place < Places; place++)
        {
            byte[] forged = (byte[])block.Clone();
            for (int change = 0; change <= place % 4; change++)
            {
                forged[draws.Next(forged.Length)] = (byte)draws.Next(256);
            }

            try
            {
                foreach (SpinArch.Traces.Activity activity in decoder.Decode(forged.AsSpan(0, draws.Next(4) == 0 ? draws.Next(forged.Length) : forged.Length), 0).Span)
                {
                    Assert.InRange(activity.Tile, -1, Math.Max(run.Program.Tiles.Length, run.Program.MeshWidth * run.Program.MeshHeight) - 1);
                    Assert.True(activity.Start >= Picoseconds.Zero);
                }
            }
            catch (TraceDamage damage)
            {
                Assert.NotEmpty(damage.Message);
            }
        }
    }

    [Fact]
    public void Sizes_that_a_chunk_cannot_have_are_refused()
    {
        using var run = RecordedRun.Compiled(1, 40, 20, 10);
        byte[] bytes = File.ReadAllBytes(run.Path);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(TraceFormat.PreambleBytes + 4), uint.MaxValue);
        File.WriteAllBytes(run.Path, bytes);

        Assert.Contains("4294967295 bytes", Assert.Throws<InputException>(run.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_is_no_trace()
    {
        using var run = RecordedRun.Compiled(1, 40, 20, 10);
        File.WriteAllText(run.Path, "SPINPROG is another kind of file");

        Assert.Contains("is no trace file", Assert.Throws<InputException>(run.Open).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TraceReader.Open(run.Beside("missing.strace")));
    }

    private static byte[] Damage(byte[] whole, Random draws)
    {
        int at = draws.Next(whole.Length);
        int length = Math.Min(draws.Next(1, 400), whole.Length - at);
        switch (draws.Next(7))
        {
            case 0:
                return whole[..at];
            case 1:
                return [.. whole[..at], .. whole[(at + length)..]];
            case 2:
                return [.. whole[..at], .. whole[at..(at + length)], .. whole[at..]];
            case 3:
                byte[] forged = (byte[])whole.Clone();
                BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(Math.Min(at, whole.Length - 4)), draws.Next());
                return forged;
            case 4:
                return ForgeSize(whole, draws);
            case 5:
                return ForgeBlock(whole, draws);
            default:
                byte[] flipped = (byte[])whole.Clone();
                flipped[at] ^= (byte)(1 << draws.Next(8));
                return flipped;
        }
    }

    // A chunk states another size of itself or of its content, under a checksum that fits.
    private static byte[] ForgeSize(byte[] whole, Random draws)
    {
        byte[] forged = (byte[])whole.Clone();
        int chunk = Chunk(whole, draws);
        int field = chunk + (draws.Next(2) == 0 ? 4 : 8);
        uint size = draws.Next(3) switch
        {
            0 => (uint)draws.Next(whole.Length),
            1 => (uint)draws.Next(),
            _ => uint.MaxValue >> draws.Next(32),
        };
        size += size == BinaryPrimitives.ReadUInt32LittleEndian(forged.AsSpan(field)) ? 1u : 0u;
        BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(field), size);
        int stored = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(forged.AsSpan(chunk + 4)), 0, whole.Length - chunk - ChunkFile.HeaderBytes);
        uint checksum = Crc32.Append(Crc32.Append(0, forged.AsSpan(chunk, 12)), forged.AsSpan(chunk + ChunkFile.HeaderBytes, stored));
        BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(chunk + 12), checksum);
        return forged;
    }

    // The content of a block is changed, packed again and has a checksum that fits.
    private static byte[] ForgeBlock(byte[] whole, Random draws)
    {
        int chunk;
        do
        {
            chunk = Chunk(whole, draws);
        }
        while (BinaryPrimitives.ReadUInt32LittleEndian(whole.AsSpan(chunk)) != (uint)ChunkTag.Activities);

        using var stream = new MemoryStream(whole);
        (ChunkTag tag, byte[] raw, long next) = ChunkFile.Read(stream, chunk);
        raw[draws.Next(raw.Length)] ^= (byte)(1 << draws.Next(8));
        using var forged = new MemoryStream();
        forged.Write(whole, 0, chunk);
        ChunkFile.Write(forged, tag, raw);
        forged.Write(whole, (int)next, whole.Length - (int)next);
        return forged.ToArray();
    }

    private static int Chunk(byte[] whole, Random draws)
    {
        var chunks = new List<int>();
        for (int at = TraceFormat.PreambleBytes; at < whole.Length - TraceFormat.TrailerBytes; at += ChunkFile.HeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(at + 4)))
        {
            chunks.Add(at);
        }

        return chunks[draws.Next(chunks.Count)];
    }
}

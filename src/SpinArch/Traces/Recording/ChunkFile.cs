using System.Buffers.Binary;
using System.IO.Compression;
using SpinArch.Files;

namespace SpinArch.Traces.Recording;

/// <summary>
/// Writes and reads the chunks of a trace file: tag, stored length, raw length, CRC-32 of these and the stored bytes, then the stored
/// bytes, which are a Brotli stream. Lengths are believed only after the checksum, and only as far as they go.
/// </summary>
internal static class ChunkFile
{
    public const int HeaderBytes = 16;

    // Measured on the paper's network (docs/trace-format.md): the smallest of those that cost a run little.
    private const int Quality = 4;
    private const int WindowBits = 20;
    private const int FirstBuffer = 1 << 20;

    /// <summary>Writes one chunk.</summary>
    /// <returns>Its length in the file.</returns>
    public static int Write(Stream stream, ChunkTag tag, ReadOnlySpan<byte> raw)
    {
        byte[] chunk = new byte[HeaderBytes + BrotliEncoder.GetMaxCompressedLength(raw.Length) + 64];
        if (!BrotliEncoder.TryCompress(raw, chunk.AsSpan(HeaderBytes), out int stored, Quality, WindowBits))
        {
            throw new InvalidOperationException("the bound on compressed lengths does not hold");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(chunk, (uint)tag);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), stored);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), raw.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(12), Checksum(chunk, chunk.AsSpan(HeaderBytes, stored)));
        stream.Write(chunk, 0, HeaderBytes + stored);
        return HeaderBytes + stored;
    }

    /// <summary>Reads the chunk at an offset.</summary>
    /// <returns>Its tag, its content, and the offset behind it.</returns>
    /// <exception cref="TraceDamage">There is no whole chunk.</exception>
    public static (ChunkTag Tag, byte[] Raw, long Next) Read(Stream stream, long offset)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        long room = stream.Length - offset - HeaderBytes;
        if (offset < 0 || room < 0)
        {
            throw new TraceDamage("the file ends where a chunk should begin");
        }

        stream.Position = offset;
        stream.ReadExactly(header);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        var tag = (ChunkTag)BinaryPrimitives.ReadUInt32LittleEndian(header);
        int limit = tag == ChunkTag.Activities ? TraceFormat.BlockBytes : TraceFormat.ChunkBytes;
        if (tag is not (ChunkTag.Header or ChunkTag.Activities or ChunkTag.Outcome or ChunkTag.Index))
        {
            throw new TraceDamage("no chunk begins here");
        }

        if (stored > room || stored > limit || length > limit)
        {
            throw new TraceDamage(FormattableString.Invariant($"the chunk states {stored} bytes for {length}; {room} are left and {limit} allowed"));
        }

        byte[] bytes = new byte[stored];
        stream.ReadExactly(bytes);
        if (Checksum(header, bytes) != BinaryPrimitives.ReadUInt32LittleEndian(header[12..]))
        {
            throw new TraceDamage("the checksum does not fit the content");
        }

        return (tag, Decompress(bytes, (int)length), offset + HeaderBytes + stored);
    }

    private static uint Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> stored) => Crc32.Append(Crc32.Append(0, header[..12]), stored);

    // A forged length allocates no more than twice what really comes.
    private static byte[] Decompress(byte[] stored, int length)
    {
        byte[] raw = new byte[Math.Min(length, FirstBuffer)];
        int filled = 0;
        using var stream = new BrotliStream(new MemoryStream(stored), CompressionMode.Decompress);
        try
        {
            while (true)
            {
                int read = stream.Read(raw, filled, raw.Length - filled);
                filled += read;
                if (filled == length)
                {
                    return stream.ReadByte() < 0 ? raw : throw VarintCursor.Fault("the length of a chunk");
                }

                if (read == 0)
                {
                    throw VarintCursor.Fault("the length of a chunk");
                }

                if (filled == raw.Length)
                {
                    Array.Resize(ref raw, (int)Math.Min(length, 2L * raw.Length));
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or InvalidOperationException)
        {
            throw new TraceDamage("the content cannot be decompressed");
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// The idx container of MNIST: a big-endian magic number (type 8 = unsigned byte, number of dimensions), the extents, the bytes.
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
/// </summary>
internal static class IdxFile
{
    /// <summary>Images, rows, columns.</summary>
    public const int ImageDimensions = 3;

    /// <summary>A number an image.</summary>
    public const int LabelDimensions = 1;

    private const int MaximumElements = 1 << 30;

    // Deflate cannot expand by more than 1032 to 1, so a larger declared size is a lie.
    private const long DeflateLimit = 1032;

    private const int TrailerBytes = 8;

    /// <summary>Reads a whole file, gzipped or plain; its length must be exactly what the header declares.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions"><see cref="ImageDimensions"/> (magic 2051) or <see cref="LabelDimensions"/> (2049).</param>
    /// <param name="what">"images" or "labels", for errors.</param>
    /// <returns>The extents and the bytes, last index fastest.</returns>
    public static (int[] Extents, byte[] Data) Read(string path, int dimensions, string what)
    {
        try
        {
            using FileStream file = InputFile.Open(path);
            if (!IsGzipped(file))
            {
                return Read(path, file, file.Length, isGzipped: false, dimensions, what);
            }

            byte[] trailer = Trailer(file);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            (int[] extents, byte[] data) = Read(path, plain, file.Length, isGzipped: true, dimensions, what);
            return trailer.AsSpan().SequenceEqual(TrailerOf(LastMember(ToBytes(extents, data), trailer)))
                ? (extents, data)
                : throw new InputException(path, "the content does not match the checksum at the end of the gzip file: it is damaged");
        }
        catch (Exception error) when (error is InvalidDataException || InputFile.IsRefusal(error))
        {
            throw new InputException(path, $"the idx {what} cannot be read ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="extents">The extents; their product is the number of bytes.</param>
    /// <param name="data">The bytes, last index fastest.</param>
    public static void Write(string path, IReadOnlyList<int> extents, byte[] data) =>
        AtomicFile.Write(path, stream => stream.Write(ToBytes(extents, data)));

    /// <summary>A file's bytes.</summary>
    /// <param name="extents">The extents; their product is the number of bytes.</param>
    /// <param name="data">The bytes, last index fastest.</param>
    public static byte[] ToBytes(IReadOnlyList<int> extents, byte[] data)
    {
        byte[] header = new byte[4 + (4 * extents.Count)];
        BinaryPrimitives.WriteInt32BigEndian(header, Magic(extents.Count));
        for (int i = 0; i < extents.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), extents[i]);
        }

        return [.. header, .. data];
    }

    private static int Magic(int dimensions) => (8 << 8) | dimensions;

    // CRC-32 and length of the content (RFC 1952): the platform's reader takes a file that is cut within them.
    private static byte[] Trailer(FileStream file)
    {
        byte[] trailer = new byte[TrailerBytes];
        file.Position = Math.Max(0, file.Length - TrailerBytes);
        file.ReadAtLeast(trailer, TrailerBytes, throwOnEndOfStream: false);
        file.Position = 0;
        return trailer;
    }

    // A gzip file may have several members, as block compressors write them; its end speaks of the last one. The platform's reader has
    // checked the others, whose ends it cannot miss.
    private static ReadOnlySpan<byte> LastMember(byte[] content, byte[] trailer)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4));
        return length <= content.Length ? content.AsSpan(content.Length - (int)length) : content;
    }

    private static byte[] TrailerOf(ReadOnlySpan<byte> content)
    {
        byte[] trailer = new byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Append(0, content));
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(4), content.Length);
        return trailer;
    }

    private static bool IsGzipped(FileStream file)
    {
        bool isGzipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzipped;
    }

    private static (int[] Extents, byte[] Data) Read(
        string path, Stream stream, long fileLength, bool isGzipped, int dimensions, string what)
    {
        byte[] header = new byte[4 + (4 * dimensions)];
        int headerRead = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        CheckMagic(path, header.AsSpan(0, headerRead), dimensions, what);
        if (headerRead < header.Length)
        {
            throw new InputException(path, $"the file is truncated; an idx file of {what} begins with {header.Length} bytes");
        }

        int[] extents = new int[dimensions];
        UInt128 count = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + (4 * i)));
            count *= extent;
            if (extent == 0 || count > MaximumElements)
            {
                throw new InputException(path, $"the declared extents are zero or hold more than {MaximumElements} bytes");
            }

            extents[i] = (int)extent;
        }

        long expected = header.Length + (long)count;
        if (isGzipped ? fileLength * DeflateLimit < expected : fileLength != expected)
        {
            string state = isGzipped || fileLength < expected ? "truncated" : "too long";
            string kind = isGzipped ? " of gzip" : "";
            throw new InputException(path, $"the file is {state}: {fileLength} bytes{kind} where the header declares {expected}");
        }

        byte[] data = new byte[(int)count];
        int read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length || stream.ReadByte() >= 0)
        {
            string state = read < data.Length
                ? $"truncated: {data.Length - read} bytes are missing"
                : "too long: it goes on after the last value";
            throw new InputException(path, $"the file is {state}");
        }

        return (extents, data);
    }

    private static void CheckMagic(string path, ReadOnlySpan<byte> header, int dimensions, string what)
    {
        if (header.Length < 4)
        {
            throw new InputException(path, $"the file is truncated; an idx file of {what} begins with {4 + (4 * dimensions)} bytes");
        }

        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic == Magic(dimensions))
        {
            return;
        }

        string other = dimensions == ImageDimensions ? "labels" : "images";
        throw new InputException(path, magic == Magic(dimensions == ImageDimensions ? LabelDimensions : ImageDimensions)
            ? $"holds {other} (magic number {magic}) where {what} are meant ({Magic(dimensions)}); are the two files swapped?"
            : $"the magic number is {magic}; an idx file of {what} has {Magic(dimensions)}");
    }
}

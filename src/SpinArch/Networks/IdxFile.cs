using System.Buffers.Binary;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// The idx container of MNIST: a big-endian magic number (type 8 = unsigned byte, number of dimensions), the extents, the bytes.
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
/// </summary>
internal static class IdxFile
{
    private const int MaximumElements = 1 << 30;

    /// <summary>Reads a whole file; its length must be exactly what the header declares.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">The number of dimensions wanted: 3 for images (magic 2051), 1 for labels (2049).</param>
    /// <param name="what">"images" or "labels", for errors.</param>
    /// <returns>The extents and the bytes, last index fastest.</returns>
    public static (int[] Extents, byte[] Data) Read(string path, int dimensions, string what)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(path, file, dimensions, what);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
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

    private static (int[] Extents, byte[] Data) Read(string path, FileStream file, int dimensions, string what)
    {
        byte[] header = new byte[4 + (4 * dimensions)];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new InputException(path, $"the file is truncated; an idx file of {what} begins with {header.Length} bytes");
        }

        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic != Magic(dimensions))
        {
            throw new InputException(path, $"the magic number is {magic}; an idx file of {what} has {Magic(dimensions)} (gunzip a .gz file first)");
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
        if (file.Length != expected)
        {
            string state = file.Length < expected ? "truncated" : "too long";
            throw new InputException(path, $"the file is {state}: {file.Length} bytes where the header declares {expected}");
        }

        byte[] data = new byte[(int)count];
        file.ReadExactly(data);
        return (extents, data);
    }
}

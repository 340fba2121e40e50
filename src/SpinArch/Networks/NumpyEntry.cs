using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>Reads one zip entry as a <c>.npy</c> file: preamble, header, elements, end; length and checksum must agree.</summary>
internal static class NumpyEntry
{
    // Deflate cannot expand by more than 1032 to 1, so a larger declared size is a lie.
    private const long DeflateLimit = 1032;

    /// <summary>Reads the entry.</summary>
    /// <param name="place">File and array, for errors.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="entry">The zip entry.</param>
    /// <param name="budget">What the archive may still allocate.</param>
    /// <returns>The array, in C order whatever the file's order.</returns>
    public static NumpyArray Read(string place, string name, ZipArchiveEntry entry, NumpyReadBudget budget)
    {
        if (entry.IsEncrypted)
        {
            throw new InputException(place, "the entry is encrypted; it must be plain");
        }

        using Stream stream = Open(place, entry);
        uint crc = 0;
        byte[] preamble = Take(place, stream, 8, ref crc);
        if (!preamble.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
        {
            throw new InputException(place, "the entry does not begin as a .npy array does");
        }

        int major = preamble[6];
        if (major is < 1 or > 3 || preamble[7] != 0)
        {
            throw new InputException(place, $".npy version {major}.{preamble[7]} is not read; allowed are 1.0, 2.0 and 3.0");
        }

        int lengthBytes = major == 1 ? 2 : 4;
        byte[] lengthField = Take(place, stream, lengthBytes, ref crc);
        long headerLength = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthField) : BinaryPrimitives.ReadUInt32LittleEndian(lengthField);
        if (headerLength > NumpyHeader.MaximumBytes)
        {
            throw new InputException(place, $"the .npy header claims {headerLength} bytes; at most {NumpyHeader.MaximumBytes} are read");
        }

        Encoding encoding = major == 3 ? Encoding.UTF8 : Encoding.Latin1;
        NumpyHeader header = NumpyHeader.Parse(place, encoding.GetString(Take(place, stream, (int)headerLength, ref crc)));
        byte[] data = Take(place, stream, DataBytes(place, entry, header, 8 + lengthBytes + headerLength, budget), ref crc);
        if (stream.ReadByte() >= 0)
        {
            throw new InputException(place, "the entry goes on after the last element");
        }

        if (crc != entry.Crc32)
        {
            throw new InputException(place, "the content does not match the archive's checksum; the file is damaged");
        }

        if (header.IsBigEndian)
        {
            Swap(data, header.ElementType.Bytes());
        }

        return new NumpyArray(place, name, header.ElementType, header.Shape, header.FortranOrder ? ToCOrder(header, data) : data);
    }

    private static Stream Open(string place, ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException error)
        {
            throw new InputException(
                place,
                $"the entry cannot be opened ({error.Message.ReplaceLineEndings(" ")}); np.savez and np.savez_compressed write what is read: "
                    + "stored or deflated",
                error);
        }
    }

    private static void Swap(byte[] data, int width)
    {
        for (int at = 0; at < data.Length; at += width)
        {
            data.AsSpan(at, width).Reverse();
        }
    }

    private static int DataBytes(string place, ZipArchiveEntry entry, NumpyHeader header, long before, NumpyReadBudget budget)
    {
        string shape = NumpyHeader.ShapeText(header.Shape);
        long count = header.Count ?? throw new InputException(place, $"the shape {shape} is too large");
        int width = header.ElementType.Bytes();
        budget.Spend(place, count, width);
        long expected = before + (count * width);
        if (entry.Length != expected)
        {
            throw new InputException(place, $"the shape {shape} needs an entry of {expected} bytes, but it has {entry.Length}");
        }

        return entry.Length / DeflateLimit <= entry.CompressedLength
            ? (int)(count * width)
            : throw new InputException(place, $"{entry.CompressedLength} compressed bytes cannot expand to the {entry.Length} declared");
    }

    private static byte[] Take(string place, Stream stream, int count, ref uint crc)
    {
        byte[] bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (read != count)
        {
            throw new InputException(place, $"the entry is truncated: {count - read} bytes are missing");
        }

        crc = Crc32.Append(crc, bytes);
        return bytes;
    }

    // A transposed array (weight.T of a framework that keeps outputs x inputs) is stored in Fortran order: first index fastest.
    private static byte[] ToCOrder(NumpyHeader header, byte[] fortran)
    {
        int width = header.ElementType.Bytes();
        ImmutableArray<int> shape = header.Shape;
        int[] index = new int[shape.Length];
        long[] strides = new long[shape.Length];
        long stride = width;
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            strides[dimension] = stride;
            stride *= shape[dimension];
        }

        byte[] ordered = new byte[fortran.Length];
        for (int at = 0; at < ordered.Length; at += width)
        {
            long from = 0;
            for (int dimension = 0; dimension < index.Length; dimension++)
            {
                from += index[dimension] * strides[dimension];
            }

            fortran.AsSpan((int)from, width).CopyTo(ordered.AsSpan(at));
            for (int dimension = index.Length - 1; dimension >= 0 && ++index[dimension] == shape[dimension]; dimension--)
            {
                index[dimension] = 0;
            }
        }

        return ordered;
    }
}

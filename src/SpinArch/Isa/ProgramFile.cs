using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SpinArch.Files;
using SpinArch.Isa.Binary;

namespace SpinArch.Isa;

/// <summary>
/// The binary container of a program: magic, version, body, SHA-256 of all before it; <c>docs/program-file.md</c> describes it byte
/// by byte. Reading proves that the file is whole and well formed; whether the program makes sense is asked of
/// <see cref="ProgramVerifier"/>.
/// </summary>
public static class ProgramFile
{
    /// <summary>The format's version of a program without stages.</summary>
    public const int Version = 3;

    /// <summary>The format's version of a program with stages; a reader refuses any other.</summary>
    public const int StagesVersion = 4;

    private const long LongestFile = 1L << 30;
    private const int HeaderBytes = 12;

    private static ReadOnlySpan<byte> Magic => "SPINPROG"u8;

    /// <summary>Reads a program file.</summary>
    /// <exception cref="InputException">Missing, truncated, changed, forged or of another version; names the file and the offset.</exception>
    public static Program Read(string path) => FromBytes(BoundedFile.Read(path, LongestFile), path);

    /// <summary>Writes a program file, whole or not at all.</summary>
    /// <exception cref="InputException">The file cannot be written, or an instruction or name has no encoding.</exception>
    public static void Write(string path, Program program)
    {
        byte[] bytes = ToBytes(program, path);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Reads a program from the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="place">The file's name, for messages.</param>
    /// <exception cref="InputException">As <see cref="Read"/>.</exception>
    public static Program FromBytes(ReadOnlyMemory<byte> bytes, string place)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < HeaderBytes + SHA256.HashSizeInBytes || !span.StartsWith(Magic))
        {
            throw new InputException(place, "offset 0: is no program file (it does not begin with SPINPROG, or ends within its header)");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(span[Magic.Length..]);
        if (version is not (Version or StagesVersion))
        {
            throw new InputException(place,
                FormattableString.Invariant($"offset 8: has format version {version}, this program reads versions {Version} and {StagesVersion}"));
        }

        int end = span.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(span[..end]).AsSpan().SequenceEqual(span[end..]))
        {
            throw new InputException(place, FormattableString.Invariant($"offset {end}: the checksum does not fit the content; the file is truncated or changed"));
        }

        var reader = new ByteReader(bytes[..end], place);
        reader.Take(HeaderBytes, "the header");
        return ProgramReader.Read(reader, version == StagesVersion);
    }

    /// <summary>The bytes of a program file; equal programs have equal bytes.</summary>
    /// <param name="program">The program.</param>
    /// <param name="place">The file's name, for messages.</param>
    /// <exception cref="InputException">An instruction or name that has no encoding.</exception>
    public static byte[] ToBytes(Program program, string place)
    {
        var writer = new ByteWriter();
        writer.Bytes(Magic);
        writer.Int32(program.Stages.IsEmpty ? Version : StagesVersion);
        try
        {
            ProgramWriter.Write(writer, program, place);
        }
        catch (EncoderFallbackException error)
        {
            throw new InputException(place, "a name holds half a surrogate pair, which UTF-8 cannot carry", error);
        }

        writer.Bytes(SHA256.HashData(writer.Written));
        return writer.Written.ToArray();
    }
}

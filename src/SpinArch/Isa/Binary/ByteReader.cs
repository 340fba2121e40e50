using System.Buffers.Binary;
using System.Text;
using SpinArch.Files;

namespace SpinArch.Isa.Binary;

/// <summary>Reads little-endian values from memory; nothing is allocated for a size that the remaining bytes cannot hold.</summary>
internal sealed class ByteReader(ReadOnlyMemory<byte> bytes, string place)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public int Position { get; private set; }

    public int Remaining => bytes.Length - Position;

    public ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count < 0 || count > Remaining)
        {
            throw Fault($"{what} needs {count} bytes, {Remaining} are left");
        }

        ReadOnlySpan<byte> span = bytes.Span.Slice(Position, count);
        Position += count;
        return span;
    }

    public byte Byte(string what) => Take(1, what)[0];

    public int Int32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what));

    public long Int64(string what) => BinaryPrimitives.ReadInt64LittleEndian(Take(8, what));

    public ulong Word(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    public double Double(string what) => BinaryPrimitives.ReadDoubleLittleEndian(Take(8, what));

    /// <summary>A count of elements, each at least so many bytes long.</summary>
    public int Count(string what, int bytesEach)
    {
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));
        if ((ulong)count * (ulong)bytesEach > (ulong)Remaining)
        {
            Position -= 4;
            throw Fault($"{what} states {count} entries, the file has room for {(Remaining - 4) / bytesEach}");
        }

        return (int)count;
    }

    public string Text(string what)
    {
        int start = Position;
        int count = Count(what, 1);
        try
        {
            return StrictUtf8.GetString(Take(count, what));
        }
        catch (DecoderFallbackException)
        {
            Position = start;
            throw Fault($"{what} is no UTF-8 text");
        }
    }

    public InputException Fault(FormattableString message) => new(Place(), message.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Place() => FormattableString.Invariant($"{place}: offset {Position}");
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SpinArch.Isa.Binary;

/// <summary>Writes what <see cref="ByteReader"/> reads.</summary>
internal sealed class ByteWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> buffer = new();

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Bytes(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

    public void Byte(byte value) => Bytes([value]);

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Word(ulong value) => Int64((long)value);

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text as its length in bytes and its UTF-8.</summary>
    /// <exception cref="EncoderFallbackException">Half a surrogate pair.</exception>
    public void Text(string text)
    {
        byte[] bytes = StrictUtf8.GetBytes(text);
        Int32(bytes.Length);
        Bytes(bytes);
    }
}

namespace SpinArch.Traces.Recording;

/// <summary>A growing array of bytes and variable-length numbers (LEB128, seven bits a byte, the lowest first).</summary>
internal sealed class VarintBuffer
{
    private const int LongestNumber = 10;
    private byte[] bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>A signed number as an unsigned one: small where its magnitude is.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        if (Length == bytes.Length)
        {
            Array.Resize(ref bytes, 2 * bytes.Length);
        }

        bytes[Length++] = value;
    }

    public void Unsigned(ulong value)
    {
        if (Length + LongestNumber > bytes.Length)
        {
            Array.Resize(ref bytes, 2 * bytes.Length);
        }

        while (value >= 0x80)
        {
            bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[Length++] = (byte)value;
    }

    public void Signed(long value) => Unsigned(ZigZag(value));

    /// <summary>A length, then that many bytes.</summary>
    public void Section(ReadOnlySpan<byte> section)
    {
        Unsigned((ulong)section.Length);
        Bytes(section);
    }

    public void Bytes(ReadOnlySpan<byte> more)
    {
        if (Length + more.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + more.Length));
        }

        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }
}

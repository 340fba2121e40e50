namespace SpinArch.Traces.Recording;

/// <summary>Reads what <see cref="VarintBuffer"/> wrote; the first read beyond the end or of an overlong number throws.</summary>
internal ref struct VarintCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    public readonly bool IsAtEnd => position == bytes.Length;

    public readonly int Remaining => bytes.Length - position;

    public ulong Unsigned()
    {
        if (position < bytes.Length && bytes[position] < 0x80)
        {
            return bytes[position++];
        }

        return Longer();
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number that must not exceed a limit.</summary>
    public int Bounded(int limit, string what)
    {
        ulong value = Unsigned();
        return value <= (ulong)limit ? (int)value : throw Fault(what);
    }

    /// <summary>A time or duration.</summary>
    public long Time(string what)
    {
        ulong value = Unsigned();
        return value <= TraceFormat.LatestTime ? (long)value : throw Fault(what);
    }

    public ReadOnlySpan<byte> Section(string what) => Bytes(Bounded(Remaining, what));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > Remaining)
        {
            throw Fault("a section");
        }

        ReadOnlySpan<byte> section = bytes.Slice(position, count);
        position += count;
        return section;
    }

    public static TraceDamage Fault(string what) => new($"{what} is out of range or cut off");

    private ulong Longer()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            byte next = bytes[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Fault("a number");
    }
}

namespace SpinArch.Pages;

/// <summary>
/// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, and a bit that says that more follow.
/// </summary>
internal sealed class VarintWriter
{
    private byte[] _bytes = new byte[256];

    /// <summary>How many bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Writes a number that is not negative.</summary>
    public void Write(long value)
    {
        ulong rest = checked((ulong)value);
        do
        {
            Append((byte)((rest & 0x7f) | (rest > 0x7f ? 0x80u : 0)));
            rest >>= 7;
        }
        while (rest != 0);
    }

    /// <summary>Writes a number of either sign, small ones short: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void WriteSigned(long value) => Write(value >= 0 ? checked(value * 2) : checked((-value * 2) - 1));

    /// <summary>Writes what another one has.</summary>
    public void Write(VarintWriter other)
    {
        foreach (byte value in other.Written)
        {
            Append(value);
        }
    }

    private void Append(byte value)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * Length);
        }

        _bytes[Length++] = value;
    }
}

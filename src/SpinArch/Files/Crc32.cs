using System.Collections.Immutable;

namespace SpinArch.Files;

/// <summary>
/// The CRC-32 of zip (reflected polynomial 0xEDB88320). The .NET zip reader does not compare an entry's content with its checksum,
/// and a flipped bit in a weight would otherwise be read in silence.
/// </summary>
internal static class Crc32
{
    private static readonly ImmutableArray<uint> Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Continues a checksum over more bytes.</summary>
    /// <param name="crc">The checksum so far; 0 to begin.</param>
    /// <param name="bytes">The next bytes.</param>
    /// <returns>The checksum including them.</returns>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Table.AsSpan();
        uint state = ~crc;
        foreach (byte value in bytes)
        {
            state = table[(byte)(state ^ value)] ^ (state >> 8);
        }

        return ~state;
    }

    private static uint Entry(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);
        }

        return value;
    }
}

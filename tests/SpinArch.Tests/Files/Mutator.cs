using System.Text;

namespace SpinArch.Tests.Files;

/// <summary>Damages files at random, by bytes and by the words that readers stumble over; the same seed, the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "0", "-1", "1e999", "-1e-400", "NaN", "null", "true", "{}", "[]", "\"\"", "\"\\ud800\"", "9223372036854775808", "2147483648",
            "4294967296", "0.1", "1e308", "\u0000", "\ufeff", "\r\n", "//", "/*", "\"\\u0000\"", ",", ":", "}", "]", "'", "\u00e9", "%",
                ";",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0x80], [0xc3], [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x00, 0x00, 0x00, 0x80],
        [.. Enumerable.Repeat((byte)'[', 300)],
        [.. Enumerable.Repeat((byte)'9', 400)],
    ];

    private readonly Random _draws = new(seed);

    /// <summary>One to four damages, one after another.</summary>
    public byte[] Damage(byte[] whole)
    {
        byte[] bytes = whole;
        for (int left = _draws.Next(1, 5); left > 0; left--)
        {
            bytes = Once(bytes);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes)
    {
        int at = _draws.Next(bytes.Length + 1);
        int length = Math.Min(bytes.Length - at, 1 << _draws.Next(9));
        byte[] word = Words[_draws.Next(Words.Length)];
        switch (_draws.Next(7))
        {
            case 0 when bytes.Length > 0:
                byte[] flipped = [.. bytes];
                flipped[Math.Min(at, bytes.Length - 1)] ^= (byte)(1 << _draws.Next(8));
                return flipped;
            case 1:
                return bytes[..at];
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4:
                return Number(bytes, at, word);
            case 5:
                return [.. bytes[..at], .. word, .. bytes[Math.Min(bytes.Length, at + word.Length)..]];
            default:
                return [.. bytes[..at], .. word, .. bytes[at..]];
        }
    }

    // The next run of digits, if there is one, becomes another word: damage that a parser lets through to the checks behind it.
    private static byte[] Number(byte[] bytes, int at, byte[] word)
    {
        int from = at;
        while (from < bytes.Length && !char.IsAsciiDigit((char)bytes[from]))
        {
            from++;
        }

        int to = from;
        while (to < bytes.Length && char.IsAsciiDigit((char)bytes[to]))
        {
            to++;
        }

        return [.. bytes[..from], .. word, .. bytes[to..]];
    }
}

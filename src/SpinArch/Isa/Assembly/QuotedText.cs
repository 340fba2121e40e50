using System.Globalization;
using System.Text;

namespace SpinArch.Isa.Assembly;

/// <summary>Texts in quotes: <c>\"</c>, <c>\\</c>, and <c>\uXXXX</c> for whatever a line cannot hold.</summary>
internal static class QuotedText
{
    public static string Write(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (char.IsControl(c) || char.IsSurrogate(c))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Reads the quoted text that starts at an index; returns its content and moves the index behind the closing quote.</summary>
    public static string Read(string line, ref int index)
    {
        int start = index++;
        var text = new StringBuilder();
        while (index < line.Length && line[index] != '"')
        {
            if (line[index] != '\\')
            {
                text.Append(line[index++]);
                continue;
            }

            char escaped = index + 1 < line.Length ? line[index + 1] : ' ';
            if (escaped is '"' or '\\')
            {
                text.Append(escaped);
                index += 2;
            }
            else if (escaped == 'u' && index + 6 <= line.Length
                && ushort.TryParse(line.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append((char)code);
                index += 6;
            }
            else
            {
                throw new AssemblyException(index + 1, "after a backslash stands a quote, a backslash or u and four hexadecimal digits");
            }
        }

        if (index >= line.Length)
        {
            throw new AssemblyException(start + 1, "the text has no closing quote");
        }

        index++;
        return text.ToString();
    }
}

namespace SpinArch.Specs;

/// <summary>Turns rising byte offsets into lines and columns, counting each line feed once.</summary>
internal sealed class TextPlaces(byte[] content)
{
    private int scanned;
    private int line = 1;
    private int lineStart;

    /// <summary>Line and column of an offset, both from 1; offsets must not fall.</summary>
    internal (int Line, int Column) Of(long offset)
    {
        for (; scanned < offset; scanned++)
        {
            if (content[scanned] == (byte)'\n')
            {
                line++;
                lineStart = scanned + 1;
            }
        }

        return (line, (int)offset - lineStart + 1);
    }
}

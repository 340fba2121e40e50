namespace SpinArch.Files;

/// <summary>Reads whole files that a user names, refusing what is missing, unreadable or beyond a stated size before any of it is read.</summary>
public static class BoundedFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">Most bytes it may have.</param>
    /// <exception cref="InputException">It is missing, a folder, unreadable or longer.</exception>
    public static byte[] Read(string path, long longest)
    {
        try
        {
            using FileStream stream = InputFile.Open(path);
            if (stream.Length > longest)
            {
                throw new InputException(path, FormattableString.Invariant($"is {stream.Length} bytes long, allowed are {longest}"));
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (InputFile.IsRefusal(error))
        {
            throw InputFile.Unreadable(path, error);
        }
    }
}

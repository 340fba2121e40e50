namespace SpinArch.Files;

/// <summary>Opens files that a user names. What is missing or a folder is said so: the platform calls a folder "access denied".</summary>
public static class InputFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="InputException">It is missing, a folder, or cannot be read.</exception>
    public static FileStream Open(string path, FileShare share = FileShare.Read)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new InputException(path, "is a folder; a file is meant here");
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "there is no such file", error);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Whether the platform refuses a file by such an exception.</summary>
    /// <param name="error">What was thrown.</param>
    internal static bool IsRefusal(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>The error that a file that was opened cannot be read on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">What the platform says.</param>
    internal static InputException Unreadable(string path, Exception error) =>
        new(path, $"cannot be read ({error.Message.ReplaceLineEndings(" ")})", error);
}

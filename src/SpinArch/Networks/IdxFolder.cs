using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>Finds idx files in a folder, as the original distribution names them, as other mirrors do, and gzipped.</summary>
internal static class IdxFolder
{
    private const string Gzipped = ".gz";

    /// <summary>
    /// The file that is there, the first of: <c>t10k-images-idx3-ubyte</c>, <c>t10k-images.idx3-ubyte</c>, each of them with <c>.gz</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The file's name in the original distribution.</param>
    /// <exception cref="InputException">The folder, or every such file, is missing.</exception>
    public static string Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            string problem = File.Exists(folder)
                ? "is a file; a folder with idx files is meant here, or a NumPy archive (.npz)"
                : "there is no such folder";
            throw new InputException(folder, $"{problem} (sought: {name})");
        }

        int kind = name.LastIndexOf("-idx", StringComparison.Ordinal);
        string other = $"{name[..kind]}.{name[(kind + 1)..]}";
        string[] names = [name, other, name + Gzipped, other + Gzipped];
        return names.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new InputException(folder, $"has none of {string.Join(", ", names)}");
    }
}

using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>
/// From a name to an architecture:
/// <code>
/// technology file -> architecture (base first) -> user file -> environment -> --set    each layer validated alone,
///      \__________________________ layered, the last one wins ______________/          then the whole
/// </code>
/// </summary>
public static class ArchitectureLoader
{
    private const int LongestBaseChain = 8;

    /// <summary>Loads an architecture.</summary>
    /// <param name="nameOrPath">Its name, file or folder.</param>
    /// <param name="settings"><c>KEY=VALUE</c> each, a key once.</param>
    /// <param name="userFile">A file above the architecture, or null.</param>
    /// <param name="environment">Environment variables; null for those of the process.</param>
    /// <param name="catalog">Where names are looked up; null for the shipped configurations.</param>
    /// <exception cref="InputException">Any layer is wrong; one line says where, what, and what is allowed.</exception>
    public static EffectiveConfiguration Load(
        string nameOrPath,
        IEnumerable<string>? settings = null,
        string? userFile = null,
        IReadOnlyDictionary<string, string>? environment = null,
        ConfigurationCatalog? catalog = null) =>
        Open(nameOrPath, userFile, environment, catalog).With(settings ?? []);

    /// <summary>A specification that a trace holds, with what is published of it where it is a shipped architecture as it stands.</summary>
    /// <param name="spec">The specification.</param>
    internal static ArchitectureSpec WithPublished(ArchitectureSpec spec)
    {
        var catalog = ConfigurationCatalog.Shipped();
        if (!catalog.Architectures.Contains(spec.Name) || PublishedFile.Beside(catalog.ResolveArchitecture(spec.Name)) is null)
        {
            return spec;
        }

        ArchitectureSpec shipped = Load(spec.Name, environment: new Dictionary<string, string>(), catalog: catalog).Architecture;
        bool isShipped = shipped.Hash == spec.Hash && shipped.Device == spec.Device && shipped.Activity == spec.Activity
            && spec.Technology.HasValuesOf(shipped.Technology);
        return isShipped ? spec with { Published = shipped.Published } : spec;
    }

    /// <summary>Reads all layers below the settings, for whoever loads the same architecture under many of them.</summary>
    /// <param name="nameOrPath">Its name, file or folder.</param>
    /// <param name="userFile">A file above the architecture, or null.</param>
    /// <param name="environment">Environment variables; null for those of the process.</param>
    /// <param name="catalog">Where names are looked up; null for the shipped configurations.</param>
    /// <exception cref="InputException">As <see cref="Load"/>.</exception>
    public static ArchitectureStack Open(
        string nameOrPath,
        string? userFile = null,
        IReadOnlyDictionary<string, string>? environment = null,
        ConfigurationCatalog? catalog = null)
    {
        catalog ??= ConfigurationCatalog.Shipped();
        string path = catalog.ResolveArchitecture(nameOrPath);
        List<ConfigurationLayer> own = Chain(path, catalog);
        var layers = new List<ConfigurationLayer>(own);
        if (userFile is not null)
        {
            layers.Add(FileLayer.Read($"file {Path.GetFileName(userFile)}", ConfigurationFile.Read(userFile), mayHaveBase: false));
        }

        layers.Add(TextLayer.Environment(environment));
        return new ArchitectureStack(NameOf(path), path, catalog, layers, own.Count, PublishedFile.Beside(path));
    }

    private static List<ConfigurationLayer> Chain(string path, ConfigurationCatalog catalog)
    {
        var chain = new List<ConfigurationLayer>();
        var files = new List<string>();
        for (string? next = path; next is not null;)
        {
            string full = Path.GetFullPath(next);
            if (files.Contains(full) || files.Count == LongestBaseChain)
            {
                throw new InputException(path, $"the chain of \"base\" comes back to {next} or is longer than {LongestBaseChain}");
            }

            files.Add(full);
            ConfigurationLayer layer = FileLayer.Read($"architecture {NameOf(next)}", ConfigurationFile.Read(next), mayHaveBase: true);
            chain.Insert(0, layer);
            next = layer.Values.TryGetValue("base", out LayerValue? value)
                ? Lookup(value, Path.GetDirectoryName(full)!, catalog.ResolveArchitecture)
                : null;
        }

        return chain;
    }

    internal static string Lookup(LayerValue named, string folder, Func<string, string> resolve)
    {
        bool isPath = named.Text.Contains('/', StringComparison.Ordinal) || named.Text.EndsWith(".json", StringComparison.Ordinal);
        try
        {
            return resolve(isPath ? Path.Combine(folder, named.Text) : named.Text);
        }
        catch (InputException error)
        {
            throw new InputException(named.Place, error.Message, error);
        }
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path) == ConfigurationCatalog.ArchitectureFile
            ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!
            : Path.GetFileNameWithoutExtension(path);
}

using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Specs;

/// <summary>The folder of shipped configurations: what there is, and from a name or a path to a file.</summary>
public sealed class ConfigurationCatalog
{
    /// <summary>The file of an architecture in its folder.</summary>
    internal const string ArchitectureFile = "architecture.json";

    private const string NetworkFile = "network.json";

    /// <summary>A catalogue over one folder with <c>architectures/</c>, <c>networks/</c> and <c>technologies/</c>.</summary>
    /// <param name="root">The folder; it need not exist, then nothing is known by name.</param>
    public ConfigurationCatalog(string root)
    {
        Root = root;
        Architectures = Folders("architectures", ArchitectureFile);
        Networks = Folders("networks", NetworkFile);
        string technologies = Path.Combine(root, "technologies");
        Technologies = Directory.Exists(technologies)
            ? [.. Directory.EnumerateFiles(technologies, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Names of the architectures, sorted.</summary>
    public ImmutableArray<string> Architectures { get; }

    /// <summary>Names of the networks, sorted.</summary>
    public ImmutableArray<string> Networks { get; }

    /// <summary>Names of the technologies, sorted.</summary>
    public ImmutableArray<string> Technologies { get; }

    /// <summary>The configurations that ship beside the program.</summary>
    public static ConfigurationCatalog Shipped() => new(ShippedFolder);

    /// <summary>Their folder.</summary>
    internal static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "configs");

    /// <summary>The file of an architecture.</summary>
    /// <param name="nameOrPath">A name, a file, or a folder with <c>architecture.json</c>. A known name wins over a path; write <c>./name</c> for the path.</param>
    /// <exception cref="InputException">There is no such architecture; the message names the nearest.</exception>
    public string ResolveArchitecture(string nameOrPath) =>
        Resolve("architecture", nameOrPath, Architectures, name => Path.Combine(Root, "architectures", name, ArchitectureFile), ArchitectureFile);

    /// <summary>The file of a network.</summary>
    /// <param name="nameOrPath">A name, a file, or a folder with <c>network.json</c>.</param>
    /// <exception cref="InputException">There is no such network; the message names the nearest.</exception>
    public string ResolveNetwork(string nameOrPath) =>
        Resolve("network", nameOrPath, Networks, name => Path.Combine(Root, "networks", name, NetworkFile), NetworkFile);

    /// <summary>The file of a technology.</summary>
    /// <param name="nameOrPath">A name or a file.</param>
    /// <exception cref="InputException">There is no such technology; the message names the nearest.</exception>
    public string ResolveTechnology(string nameOrPath) =>
        Resolve("technology", nameOrPath, Technologies, name => Path.Combine(Root, "technologies", name + ".json"), null);

    /// <summary>The <c>description</c> of a configuration file; empty where it has none or cannot be read, for a list must not fail over one file.</summary>
    /// <param name="file">The file.</param>
    public static string Description(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(
                stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("description", out JsonElement text)
                && text.ValueKind == JsonValueKind.String
                    ? text.GetString()!
                    : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Resolve(
        string kind, string nameOrPath, ImmutableArray<string> known, Func<string, string> file, string? fileInFolder)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (known.Contains(nameOrPath))
        {
            return file(nameOrPath);
        }

        if (File.Exists(nameOrPath))
        {
            return nameOrPath;
        }

        if (fileInFolder is not null && nameOrPath.Length > 0 && Directory.Exists(nameOrPath))
        {
            string inside = Path.Combine(nameOrPath, fileInFolder);
            return File.Exists(inside) ? inside : throw new InputException(Quoted.Short(nameOrPath), $"the folder has no {fileInFolder}");
        }

        string nearest = NearestName.Of(nameOrPath, known) is { } name ? $"; did you mean {name}? Known: {string.Join(", ", known)}" : "; none ship";
        throw new InputException($"{kind} '{Quoted.Short(nameOrPath)}' is neither a known name nor a file{nearest}");
    }

    private ImmutableArray<string> Folders(string folder, string file)
    {
        string path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateDirectories(path)
                .Where(inner => File.Exists(Path.Combine(inner, file)))
                .Select(inner => Path.GetFileName(inner)!)
                .Order(StringComparer.Ordinal)]
            : [];
    }
}

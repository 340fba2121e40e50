using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using SpinArch.Files;

namespace SpinArch.Specs;

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
    /// <param name="settings"><c>KEY=VALUE</c> each; the last of several for one key holds.</param>
    /// <param name="userFile">A file above the architecture, or null.</param>
    /// <param name="environment">Environment variables; null for those of the process.</param>
    /// <param name="catalog">Where names are looked up; null for the shipped configurations.</param>
    /// <exception cref="InputException">Any layer is wrong; one line says where, what, and what is allowed.</exception>
    public static EffectiveConfiguration Load(
        string nameOrPath,
        IEnumerable<string>? settings = null,
        string? userFile = null,
        IReadOnlyDictionary<string, string>? environment = null,
        ConfigurationCatalog? catalog = null)
    {
        catalog ??= ConfigurationCatalog.Shipped();
        string path = catalog.ResolveArchitecture(nameOrPath);
        var layers = new List<ConfigurationLayer>(Chain(path, catalog));
        if (userFile is not null)
        {
            layers.Add(FileLayer.Read($"file {Path.GetFileName(userFile)}", ConfigurationFile.Read(userFile), mayHaveBase: false));
        }

        layers.Add(TextLayer.Environment(environment));
        layers.Add(TextLayer.Settings(settings ?? []));

        TechnologySpec technology = Technology(layers, catalog, path, out ConfigurationLayer constants);
        layers.Insert(0, constants);
        return Combine(NameOf(path), technology, layers);
    }

    private static EffectiveConfiguration Combine(string name, TechnologySpec technology, List<ConfigurationLayer> layers)
    {
        var builder = new ConfigurationBuilder();
        foreach (ConfigurationLayer layer in layers)
        {
            builder.Add(layer.Source);
        }

        var root = (ConfigurationRoot)builder.Build();
        IConfigurationProvider[] providers = [.. root.Providers];
        ImmutableArray<EffectiveValue> values = [.. KeyTable.All.Select(key => Value(key, providers, layers))];
        ImmutableArray<EffectiveValue> constants =
            [.. technology.Constants.Values.Select(constant => Constant(constant, providers, layers))];
        TechnologySpec effective = technology with
        {
            Constants = constants
                .Select(value => new TechnologyConstant(
                    value.Key[ConfigurationLayer.ConstantsPrefix.Length..], NumberText.Parse(value.Value), value.Unit, value.Source, value.Assumption))
                .ToImmutableSortedDictionary(constant => constant.Key, constant => constant, StringComparer.Ordinal),
        };
        return new EffectiveConfiguration
        {
            Architecture = ArchitectureBuilder.Build(name, effective, values),
            Layers = [.. layers.Select(layer => layer.Label)],
            Values = values,
            Constants = constants,
        };
    }

    private static EffectiveValue Value(ConfigurationKey key, IConfigurationProvider[] providers, List<ConfigurationLayer> layers)
    {
        (ConfigurationLayer layer, LayerValue value) = Last(key.Name, providers, layers)
            ?? throw new InputException(
                $"{key.Name} has no value in any layer ({string.Join(", ", layers.Select(layer => layer.Label))}); set it to {key.Allowed}, or give the architecture a \"base\"");
        string text = value.Text;
        if (text == ExtentKey.RowsWord && key.Follows is { } followed)
        {
            text = Value(KeyTable.Find(followed)!, providers, layers).Value;
        }

        return new EffectiveValue(
            key.Name, key.Normalise(text), value.Text, key.Unit, layer.Label, value.Place, value.Source, value.Assumption);
    }

    private static EffectiveValue Constant(TechnologyConstant constant, IConfigurationProvider[] providers, List<ConfigurationLayer> layers)
    {
        string key = ConfigurationLayer.ConstantsPrefix + constant.Key;
        (ConfigurationLayer layer, LayerValue value) = Last(key, providers, layers)!.Value;
        return new EffectiveValue(key, value.Text, value.Text, constant.Unit, layer.Label, value.Place, value.Source, value.Assumption);
    }

    // The last provider that holds the key in any of its shapes: plain, an array's first element, a constant's value.
    private static (ConfigurationLayer Layer, LayerValue Value)? Last(
        string key, IConfigurationProvider[] providers, List<ConfigurationLayer> layers)
    {
        string path = key.Replace('.', ':');
        for (int i = providers.Length - 1; i >= 0; i--)
        {
            if (providers[i].TryGet(path, out _) || providers[i].TryGet(path + ":0", out _) || providers[i].TryGet(path + ":value", out _))
            {
                return (layers[i], layers[i].Values[key]);
            }
        }

        return null;
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

    private static TechnologySpec Technology(
        List<ConfigurationLayer> layers, ConfigurationCatalog catalog, string path, out ConfigurationLayer constants)
    {
        (ConfigurationLayer Layer, LayerValue Value)? chosen = null;
        foreach (ConfigurationLayer layer in layers)
        {
            chosen = layer.Values.TryGetValue(ConfigurationLayer.TechnologyKey, out LayerValue? value) ? (layer, value) : chosen;
        }

        if (chosen is not { } named)
        {
            throw new InputException(path, $"names no technology; add \"technology\": one of {string.Join(", ", catalog.Technologies)}");
        }

        // A path in a file is meant from that file's folder, one on the command line from where one stands.
        string folder = named.Layer.Folder ?? "";
        string file = Lookup(named.Value, folder, catalog.ResolveTechnology);
        TechnologySpec technology = TechnologyFile.Read(ConfigurationFile.Read(file), out ImmutableDictionary<string, string> places);
        constants = ConfigurationLayer.Of(
            $"technology {technology.Name}",
            new MemoryConfigurationSource
            {
                InitialData = technology.Constants.Values.Select(row => KeyValuePair.Create(
                    (ConfigurationLayer.ConstantsPrefix + row.Key).Replace('.', ':'), (string?)NumberText.Shortest(row.Value))),
            },
            technology.Constants.Values.Select(row => new LayerValue(
                ConfigurationLayer.ConstantsPrefix + row.Key, NumberText.Shortest(row.Value), places[row.Key], row.Source, row.Assumption)));
        return technology;
    }

    private static string Lookup(LayerValue named, string folder, Func<string, string> resolve)
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
        Path.GetFileName(path) == "architecture.json"
            ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!
            : Path.GetFileNameWithoutExtension(path);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>
/// An architecture's layers below the settings, read and checked once: any number of designs can be made of it, from any thread. Policy:
/// what no setting touches is shared between designs.
/// </summary>
public sealed class ArchitectureStack
{
    private readonly string name;
    private readonly string path;
    private readonly ConfigurationCatalog catalog;
    private readonly List<ConfigurationLayer> layers;
    private readonly Lazy<ListedKeys> listed;
    private readonly int own;
    private readonly PublishedFigures? figures;
    private readonly Lazy<(ImmutableArray<EffectiveValue> Values, TechnologySpec Technology)> itself;
    private readonly ConcurrentDictionary<string, StackFoundation> foundations = new(StringComparer.Ordinal);

    /// <param name="name">The architecture's name.</param>
    /// <param name="path">Its file.</param>
    /// <param name="catalog">Where names are looked up.</param>
    /// <param name="layers">The layers below the settings, the lowest first.</param>
    /// <param name="own">How many of them, from the lowest, are the architecture itself.</param>
    /// <param name="figures">What is published of the architecture itself; null where nothing is.</param>
    internal ArchitectureStack(
        string name, string path, ConfigurationCatalog catalog, List<ConfigurationLayer> layers, int own, PublishedFigures? figures)
    {
        this.own = own;
        this.figures = figures;
        itself = new(() =>
        {
            var foundation = new StackFoundation(TechnologyFileOf(layers.Take(own)), layers.Take(own), listed!.Value);
            var nothing = new StackLookup([]);
            return ([.. listed.Value.Keys.Select(key => Value(key, nothing, foundation))], foundation.Technology);
        });
        this.name = name;
        this.path = path;
        this.catalog = catalog;
        this.layers = layers;
        listed = new Lazy<ListedKeys>(() => ListedKeys.Of(path, layers));
    }

    /// <summary>The architecture under settings.</summary>
    /// <param name="settings"><c>KEY=VALUE</c> each, a key once.</param>
    /// <exception cref="InputException">A setting is wrong, alone or together with the rest.</exception>
    public EffectiveConfiguration With(IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ConfigurationLayer top = TextLayer.Settings(settings);
        string technologyFile = TechnologyFileOf(layers.Append(top));
        ListedKeys keys = listed.Value;
        keys.Check(top);
        StackFoundation foundation = foundations.GetOrAdd(technologyFile, file => new StackFoundation(file, layers, keys));
        var above = new StackLookup([top]);
        ImmutableArray<EffectiveValue> values = [.. keys.Keys.Select(key => Value(key, above, foundation))];
        (TechnologySpec technology, ImmutableArray<EffectiveValue> constants) = Technology(above, foundation);
        return new EffectiveConfiguration
        {
            Architecture = ArchitectureBuilder.Build(name, keys.List, technology,
                values) with
            { Published = IsItself(top, values, technology) ? figures : null },
            Network = NetworkOf(layers),
            Layers = [.. foundation.Lookup.Layers.Append(top).Select(layer => layer.Label)],
            Values = values,
            Constants = constants,
        };
    }

    private static EffectiveValue Value(ConfigurationKey key, StackLookup above, StackFoundation foundation)
    {
        (ConfigurationLayer layer, LayerValue value) = above.Last(key.Name) ?? foundation.Find(key.Name)
            ?? throw new InputException(
                $"{key.Name} has no value in any layer ({string.Join(", ", foundation.Lookup.Layers.Select(layer => layer.Label))}); set it to {key.Allowed}, or give the architecture a \"base\"");
        string text = value.Text;
        if (text == ExtentKey.RowsWord && key.Follows is { } followed)
        {
            text = Value(KeyTable.Find(followed)!, above, foundation).Value;
        }

        return new EffectiveValue(key.Name, key.Normalise(text), value.Text, key.Unit, layer.Label, value.Place, value.Source,
            value.Assumption);
    }

    private static (TechnologySpec Technology, ImmutableArray<EffectiveValue> Constants) Technology(StackLookup above,
        StackFoundation foundation)
    {
        if (!above.Layers[0].Values.Keys.Any(key => key.StartsWith(ConfigurationLayer.ConstantsPrefix, StringComparison.Ordinal)))
        {
            return (foundation.Technology, foundation.Constants);
        }

        return foundation.With(key => above.Last(key) ?? foundation.Find(key));
    }

    // Whether no layer above the architecture has made another chip of it.
    private bool IsItself(ConfigurationLayer top, ImmutableArray<EffectiveValue> values, TechnologySpec technology) => figures is not null
        && (layers.Skip(own).Append(top).All(layer => layer.Values.Count == 0)
            || (values.Zip(itself.Value.Values, (value, owned) => value.Value == owned.Value).All(same => same)
                && technology.HasValuesOf(itself.Value.Technology)));

    private string? NetworkOf(IEnumerable<ConfigurationLayer> all)
    {
        ConfigurationLayer? naming = all.LastOrDefault(layer => layer.Values.ContainsKey(ConfigurationLayer.NetworkKey));
        return naming is null ? null
            : ArchitectureLoader.Lookup(naming.Values[ConfigurationLayer.NetworkKey], naming.Folder ?? "", catalog.ResolveNetwork);
    }

    private string TechnologyFileOf(IEnumerable<ConfigurationLayer> all)
    {
        (ConfigurationLayer Layer, LayerValue Value)? chosen = null;
        foreach (ConfigurationLayer layer in all)
        {
            chosen = layer.Values.TryGetValue(ConfigurationLayer.TechnologyKey, out LayerValue? value) ? (layer, value) : chosen;
        }

        if (chosen is not { } named)
        {
            throw new InputException(path, $"names no technology; add \"technology\": one of {string.Join(", ", catalog.Technologies)}");
        }

        // A path in a file is meant from that file's folder, one on the command line from where one stands.
        return ArchitectureLoader.Lookup(named.Value, named.Layer.Folder ?? "", catalog.ResolveTechnology);
    }
}

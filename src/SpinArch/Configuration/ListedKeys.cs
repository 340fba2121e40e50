using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Configuration;

/// <summary>The components that an architecture has, and with them the keys and constants that exist: nothing else can be set.</summary>
internal sealed class ListedKeys
{
    private readonly HashSet<string> _names;

    private ListedKeys(ImmutableArray<ComponentKind> components)
    {
        Components = components;
        List = new ComponentList(ImmutableArray<ListedComponent>.CastUp(components));
        Keys = ComponentCatalog.KeysOf(components);
        Constants = [.. components.SelectMany(component => component.Constants).Distinct()];
        _names = [.. Keys.Select(key => key.Name), .. Constants.Select(constant => ConfigurationLayer.ConstantsPrefix + constant.Name)];
    }

    /// <summary>The components, those that every chip has among them.</summary>
    public ImmutableArray<ComponentKind> Components { get; }

    /// <summary>The same, as a specification holds it.</summary>
    public ComponentList List { get; }

    /// <summary>Their keys.</summary>
    public ImmutableArray<ConfigurationKey> Keys { get; }

    /// <summary>Their constants.</summary>
    public ImmutableArray<TechnologyKey> Constants { get; }

    /// <summary>
    /// What exists under layers: the last one that lists components says it. What layers below it say of others is passed over.
    /// </summary>
    /// <param name="path">The architecture's file.</param>
    /// <param name="layers">The layers, the lowest first.</param>
    /// <exception cref="InputException">None lists any, or one sets what does not exist.</exception>
    public static ListedKeys Of(string path, IReadOnlyList<ConfigurationLayer> layers)
    {
        int last = layers.Count - 1;
        while (last >= 0 && !layers[last].Values.ContainsKey(ConfigurationLayer.ComponentsKey))
        {
            last--;
        }

        if (last < 0)
        {
            string all = string.Join(", ",
                ComponentCatalog.All.Where(component => !component.IsBasic).Select(component => $"\"{component.Name}\""));
            throw new InputException(path,
                $"lists no components; add \"components\": some of [{all}], or give the architecture a \"base\"");
        }

        var listed = new ListedKeys(ComponentCatalog.Listed(layers[last].Values[ConfigurationLayer.ComponentsKey].Text.Split(',')));
        ArchitectureBuilder.CheckTile(listed.Components, layers[last].Values[ConfigurationLayer.ComponentsKey].Place);
        for (int layer = last; layer < layers.Count; layer++)
        {
            listed.Check(layers[layer]);
        }

        return listed;
    }

    /// <summary>Refuses what a layer sets of a component that is not there.</summary>
    /// <exception cref="InputException">It does.</exception>
    public void Check(ConfigurationLayer layer)
    {
        foreach (LayerValue value in layer.Values.Values)
        {
            bool isConstant = value.Key.StartsWith(ConfigurationLayer.ConstantsPrefix, StringComparison.Ordinal);
            if (!_names.Contains(value.Key) && (isConstant || KeyTable.Find(value.Key) is not null))
            {
                throw ConfigurationLayer.Absent(
                    value.Place,
                    value.Key,
                    isConstant ? TechnologyTable.OwnersOf(value.Key[ConfigurationLayer.ConstantsPrefix.Length..])
                        : KeyTable.OwnersOf(value.Key, Components));
            }
        }
    }
}

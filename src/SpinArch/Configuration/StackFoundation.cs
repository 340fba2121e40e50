using System.Collections.Immutable;
using Microsoft.Extensions.Configuration.Memory;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>The layers of a stack on the constants of one technology, and what they come to where no setting is above them.</summary>
internal sealed class StackFoundation
{
    private readonly Dictionary<string, (ConfigurationLayer Layer, LayerValue Value)> found = new(StringComparer.Ordinal);
    private readonly TechnologySpec nominal;

    /// <param name="technologyFile">The technology's file.</param>
    /// <param name="layers">The layers above it, the lowest first.</param>
    /// <param name="listed">What exists.</param>
    /// <exception cref="Files.InputException">The file is wrong.</exception>
    public StackFoundation(string technologyFile, IEnumerable<ConfigurationLayer> layers, ListedKeys listed)
    {
        nominal = TechnologyFile.Read(ConfigurationFile.Read(technologyFile), listed.Constants,
            out ImmutableDictionary<string, string> places);
        Lookup = new StackLookup([Layer(nominal, places), .. layers]);
        IEnumerable<string> keys = listed.Keys.Select(key => key.Name).Concat(nominal.Constants.Keys.Select(key => ConfigurationLayer.ConstantsPrefix + key));
        foreach (string key in keys)
        {
            if (Lookup.Last(key) is { } last)
            {
                found[key] = last;
            }
        }

        (Technology, Constants) = With(Find);
    }

    /// <summary>The layers.</summary>
    public StackLookup Lookup { get; }

    /// <summary>The technology as the layers leave it.</summary>
    public TechnologySpec Technology { get; }

    /// <summary>Its constants, with their provenance.</summary>
    public ImmutableArray<EffectiveValue> Constants { get; }

    /// <summary>What the layers say of a key, the last one first; null where none does.</summary>
    public (ConfigurationLayer Layer, LayerValue Value)? Find(string key) =>
        found.TryGetValue(key, out (ConfigurationLayer, LayerValue) value) ? value : null;

    /// <summary>The technology with other values of its constants.</summary>
    /// <param name="find">Finds the value of a constant by its key, prefix included.</param>
    public (TechnologySpec Technology, ImmutableArray<EffectiveValue> Constants) With(Func<string,
        (ConfigurationLayer Layer, LayerValue Value)?> find)
    {
        ImmutableArray<EffectiveValue> constants = [.. nominal.Constants.Values.Select(constant => Effective(constant, find))];
        TechnologySpec effective = nominal with
        {
            Constants = constants
                .Select(value => new TechnologyConstant(
                    value.Key[ConfigurationLayer.ConstantsPrefix.Length..], NumberText.Parse(value.Value), value.Unit, value.Source,
                        value.Assumption))
                .ToImmutableSortedDictionary(constant => constant.Key, constant => constant, StringComparer.Ordinal),
        };
        return (effective, constants);
    }

    private static EffectiveValue Effective(TechnologyConstant constant, Func<string, (ConfigurationLayer Layer, LayerValue Value)?> find)
    {
        string key = ConfigurationLayer.ConstantsPrefix + constant.Key;
        (ConfigurationLayer layer, LayerValue value) = find(key)!.Value;
        return new EffectiveValue(key, value.Text, value.Text, constant.Unit, layer.Label, value.Place, value.Source, value.Assumption);
    }

    private static ConfigurationLayer Layer(TechnologySpec technology, ImmutableDictionary<string, string> places) => ConfigurationLayer.Of(
        $"technology {technology.Name}",
        new MemoryConfigurationSource
        {
            InitialData = technology.Constants.Values.Select(row => KeyValuePair.Create(
                (ConfigurationLayer.ConstantsPrefix + row.Key).Replace('.', ':'), (string?)NumberText.Shortest(row.Value))),
        },
        technology.Constants.Values.Select(row => new LayerValue(
            ConfigurationLayer.ConstantsPrefix + row.Key, NumberText.Shortest(row.Value), places[row.Key], row.Source, row.Assumption)));
}

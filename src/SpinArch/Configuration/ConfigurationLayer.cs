using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>One validated layer: a source for the layered configuration, and beside it the place and provenance of every value.</summary>
/// <param name="Label">Its name for people.</param>
/// <param name="Source">What the layered configuration reads.</param>
/// <param name="Values">Every key that it sets.</param>
/// <param name="Folder">The folder that paths in it are meant from; null for the working folder.</param>
internal sealed record ConfigurationLayer(
    string Label, IConfigurationSource Source, FrozenDictionary<string, LayerValue> Values, string? Folder)
{
    /// <summary>Key that names the network to be taken where none is named.</summary>
    internal const string NetworkKey = "network";

    /// <summary>Key that names the technology.</summary>
    internal const string TechnologyKey = "technology";

    /// <summary>Key that lists the components.</summary>
    internal const string ComponentsKey = "components";

    /// <summary>Prefix under which constants of the technology are set anew.</summary>
    internal const string ConstantsPrefix = "constants.";

    /// <summary>A layer of plain text values, checked against the key table.</summary>
    internal static ConfigurationLayer Of(string label, IConfigurationSource source, IEnumerable<LayerValue> values, string? folder = null)
    {
        var byKey = new Dictionary<string, LayerValue>(StringComparer.Ordinal);
        foreach (LayerValue value in values)
        {
            byKey[value.Key] = value;
        }

        return new ConfigurationLayer(label, source, byKey.ToFrozenDictionary(StringComparer.Ordinal), folder);
    }

    /// <summary>Refuses an unknown key, naming what was most likely meant.</summary>
    internal static InputException Unknown(string place, string key)
    {
        string shown = Quoted.Short(key);
        if (KeyTable.InItsUnit(key) is { } timed)
        {
            return new InputException(place, $"unknown key '{shown}'; the key with its unit is {timed.Name}, in nanoseconds");
        }

        bool constant = key.StartsWith(ConstantsPrefix, StringComparison.Ordinal);
        IEnumerable<string> names = constant
            ? TechnologyTable.All.Select(row => ConstantsPrefix + row.Name)
            : KeyTable.All.Select(row => row.Name).Append(TechnologyKey);
        return new InputException(place, $"unknown key '{shown}'; the nearest is {NearestName.Of(key, names)}");
    }

    /// <summary>Refuses a key or constant of a component that the architecture does not list.</summary>
    internal static InputException Absent(string place, string key, IEnumerable<ListedComponent> owners) => new(
        place,
        $"'{key}' is of the component {string.Join(" or ", owners.Select(owner => $"\"{owner.Name}\""))}, which this architecture does not have; "
        + "list it under \"components\", or leave the key out");

    /// <summary>Refuses a value that its key does not allow.</summary>
    internal static InputException Refused(string place, ConfigurationKey key, string shown, string problem) =>
        new(place, $"{key.Name} = {shown} {problem}; allowed: {key.Allowed}");
}

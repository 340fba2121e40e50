using System.Text.Json;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>Reads an architecture or user file into a layer, every entry checked where it stands.</summary>
internal static class FileLayer
{
    private const string Sources = "sources";

    /// <summary>What a source begins with when no publication gives the value.</summary>
    private const string AssumptionMark = "assumption";

    private static readonly string[] Texts = ["$schema", "description", ConfigurationLayer.TechnologyKey];

    /// <summary>The layer of a file.</summary>
    /// <param name="label">The layer's name.</param>
    /// <param name="file">The file as read.</param>
    /// <param name="mayHaveBase">Whether <c>base</c> is allowed: in architectures only.</param>
    /// <exception cref="InputException">A key is unknown or a value refused.</exception>
    internal static ConfigurationLayer Read(string label, ConfigurationFile file, bool mayHaveBase)
    {
        Dictionary<string, JsonEntry> sources = file.Entries
            .Where(entry => entry.Path is [Sources, _, ..])
            .ToDictionary(entry => entry.Key[(Sources.Length + 1)..], StringComparer.Ordinal);
        var values = new List<LayerValue>();
        foreach (JsonEntry entry in file.Entries)
        {
            if (entry.Path[0] == Sources || entry.Path is ["constants", ..])
            {
                continue;
            }

            if (entry.Path is [ConfigurationLayer.ComponentsKey])
            {
                values.Add(Components(entry, mayHaveBase));
                continue;
            }

            if (entry.Path is [var top] && (Texts.Contains(top) || top is "base" or ConfigurationLayer.NetworkKey))
            {
                values.Add(Text(entry, mayHaveBase));
                continue;
            }

            if (Value(entry) is { } key)
            {
                string source = sources.TryGetValue(key.Name, out JsonEntry? given) ? given.Text : "";
                values.Add(new LayerValue(
                    key.Name, entry.Text, entry.Place, source, source.StartsWith(AssumptionMark, StringComparison.OrdinalIgnoreCase)));
            }
        }

        CheckSources(file, sources, values);
        values.AddRange(TechnologyFile.Constants(file, "constants")
            .Select(row => new LayerValue(
                ConfigurationLayer.ConstantsPrefix + row.Constant.Key, NumberText.Shortest(row.Constant.Value), row.Place,
                    row.Constant.Source, row.Constant.Assumption)));
        return ConfigurationLayer.Of(label, new JsonBytesSource(file.Content), values, Path.GetDirectoryName(Path.GetFullPath(file.Path)));
    }

    private static LayerValue Text(JsonEntry entry, bool mayHaveBase)
    {
        if (!mayHaveBase && entry.Key is ("base" or ConfigurationLayer.NetworkKey))
        {
            string what = entry.Key == "base" ? "architecture" : entry.Key;
            throw new InputException(entry.Place, $"{entry.Key} belongs in an architecture file; choose the {what} on the command line");
        }

        return entry.Token == JsonTokenType.String && entry.Text.Length > 0
            ? new LayerValue(entry.Key, entry.Text, entry.Place, "", false)
            : throw new InputException(entry.Place, $"{entry.Key} = {entry.Shown}; allowed: text in quotes");
    }

    private static LayerValue Components(JsonEntry entry, bool isArchitecture)
    {
        if (!isArchitecture)
        {
            throw new InputException(entry.Place, "components belong in an architecture file; choose the architecture on the command line");
        }

        string[] known = [.. ComponentCatalog.All.Where(component => !component.IsBasic).Select(component => component.Name)];
        if (entry.Token != JsonTokenType.StartArray || entry.Text.Length == 0)
        {
            throw new InputException(entry.Place,
                $"components = {entry.Shown}; allowed: some of [{string.Join(", ", known.Select(name => $"\"{name}\""))}]");
        }

        string[] names = entry.Text.Split(',');
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new InputException(entry.Place,
                $"components: '{Quoted.Short(unknown)}' is not known; the nearest is \"{NearestName.Of(unknown, known)}\"");
        }

        return names.Distinct().Count() == names.Length
            ? new LayerValue(ConfigurationLayer.ComponentsKey, entry.Text, entry.Place, "", false)
            : throw new InputException(entry.Place, "components: one stands there twice; keep one");
    }

    private static ConfigurationKey? Value(JsonEntry entry)
    {
        if (entry.Path.FirstOrDefault(part => part.Contains('.', StringComparison.Ordinal)) is { } dotted)
        {
            string inner = dotted[(dotted.IndexOf('.', StringComparison.Ordinal) + 1)..];
            string outer = dotted[..dotted.IndexOf('.', StringComparison.Ordinal)];
            throw new InputException(
                entry.Place, $"unknown key '{Quoted.Short(dotted)}'; files nest their keys: {{ \"{Quoted.Short(outer)}\": {{ \"{Quoted.Short(inner)}\": ... }} }}");
        }

        if (KeyTable.Find(entry.Key) is not { } key)
        {
            return entry.Token == JsonTokenType.StartObject && KeyTable.IsSection(entry.Key)
                ? null
                : throw ConfigurationLayer.Unknown(entry.Place, entry.Key);
        }

        if (!key.Accepts(entry.Token, entry.Text))
        {
            throw ConfigurationLayer.Refused(entry.Place, key, entry.Shown, "is refused");
        }

        return key.Refuse(entry.Text) is { } problem ? throw ConfigurationLayer.Refused(entry.Place, key, entry.Shown, problem) : key;
    }

    private static void CheckSources(ConfigurationFile file, Dictionary<string, JsonEntry> sources, List<LayerValue> values)
    {
        if (file.Entries.FirstOrDefault(entry => entry.Path is [Sources] && entry.Token != JsonTokenType.StartObject) is { } flat)
        {
            throw new InputException(flat.Place, "sources = " + flat.Shown + "; allowed: { \"key\": \"where its value stands\" }");
        }

        foreach ((string key, JsonEntry source) in sources)
        {
            if (KeyTable.Find(key) is null)
            {
                throw ConfigurationLayer.Unknown(source.Place, key);
            }

            if (source.Token != JsonTokenType.String || string.IsNullOrWhiteSpace(source.Text))
            {
                throw new InputException(source.Place, $"the source of {key} is {source.Shown}; allowed: text that is not empty");
            }

            if (!values.Exists(value => value.Key == key))
            {
                throw new InputException(source.Place, $"sources names {key}, which this file does not set");
            }
        }
    }
}

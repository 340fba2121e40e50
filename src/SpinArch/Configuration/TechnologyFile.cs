using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>Reads technology files: every constant with value, unit and a source that is not empty.</summary>
public static class TechnologyFile
{
    private static readonly string[] Parts = ["value", "unit", "source", "assumption"];

    /// <summary>Reads a technology; it must give every constant that some component needs.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">A constant is unknown, missing, without source, in a wrong unit or out of range.</exception>
    public static TechnologySpec Read(string path) => Read(ConfigurationFile.Read(path), TechnologyTable.All, out _);

    /// <summary>
    /// Reads the constants of a technology that are needed, with the place of each; it may hold those of other components too.
    /// </summary>
    internal static TechnologySpec Read(ConfigurationFile file,
        ImmutableArray<TechnologyKey> needed, out ImmutableDictionary<string, string> places)
    {
        if (file.Entries.FirstOrDefault(entry => entry.Path is ["$schema" or "description"]
            && entry.Token != JsonTokenType.String) is { } wrong)
        {
            throw new InputException(wrong.Place, $"{wrong.Key} = {wrong.Shown}; allowed: text in quotes");
        }

        ImmutableArray<(TechnologyConstant Constant, string Place)> rows = Constants(file, null);
        ImmutableDictionary<string, string> given = rows.ToImmutableDictionary(row => row.Constant.Key, row => row.Place,
            StringComparer.Ordinal);
        foreach (TechnologyKey key in needed)
        {
            if (!given.ContainsKey(key.Name))
            {
                throw new InputException(file.Path, $"lacks {key.Name} [{key.Unit}]: {key.Summary}");
            }
        }

        places = given;
        var names = needed.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        return new TechnologySpec
        {
            Name = Path.GetFileNameWithoutExtension(file.Path),
            Constants = rows.Where(row => names.Contains(row.Constant.Key)).ToImmutableSortedDictionary(row => row.Constant.Key,
                row => row.Constant, StringComparer.Ordinal),
        };
    }

    /// <summary>The constants of a file, or of its section <paramref name="section"/>, each checked against its row.</summary>
    internal static ImmutableArray<(TechnologyConstant Constant, string Place)> Constants(ConfigurationFile file, string? section)
    {
        int skip = section is null ? 0 : 1;
        var rows = ImmutableArray.CreateBuilder<(TechnologyConstant Constant, string Place)>();
        IEnumerable<JsonEntry> entries = section is null
            ? file.Entries.Where(entry => entry.Path is not ["$schema" or "description"])
            : file.Entries.Where(entry => entry.Path[0] == section && entry.Token != JsonTokenType.StartObject);
        foreach (IGrouping<string, JsonEntry> group in entries.GroupBy(entry => Owner(entry, skip), StringComparer.Ordinal))
        {
            rows.Add((Constant(group.Key, [.. group]), group.First().Place));
        }

        return rows.ToImmutable();
    }

    private static string Owner(JsonEntry entry, int skip)
    {
        if (entry.Path.Length <= skip)
        {
            throw new InputException(entry.Place, $"{entry.Key} = {entry.Shown}; allowed: constants, nested by their names");
        }

        string key = string.Join('.', entry.Path.Skip(skip).SkipLast(1));
        if (TechnologyTable.Find(key) is null)
        {
            // Where the name itself is right but the value is bare, say so rather than call it unknown.
            string whole = string.Join('.', entry.Path.Skip(skip));
            throw TechnologyTable.Find(whole) is not null
                ? new InputException(entry.Place, $"{whole} = {entry.Shown}; write {{ \"value\", \"unit\", \"source\" }}")
                : Unknown(entry, key.Length == 0 ? whole : key);
        }

        return Parts.Contains(entry.Path[^1])
            ? key
            : throw new InputException(
                entry.Place, $"{key} has no '{Quoted.Short(entry.Path[^1])}'; the nearest is {NearestName.Of(entry.Path[^1], Parts)}");
    }

    private static InputException Unknown(JsonEntry entry, string key) => new(
        entry.Place,
        $"unknown constant '{Quoted.Short(key)}'; the nearest is {NearestName.Of(key, TechnologyTable.All.Select(row => row.Name))}");

    private static TechnologyConstant Constant(string name, ImmutableArray<JsonEntry> parts)
    {
        TechnologyKey key = TechnologyTable.Find(name)!;
        JsonEntry value = Part("value", JsonTokenType.Number);
        if (key.Refuse(value.Text) is { } problem)
        {
            throw new InputException(value.Place, $"{name} = {value.Shown} {problem}; allowed: {key.Allowed}");
        }

        JsonEntry unit = Part("unit", JsonTokenType.String);
        if (unit.Text != key.Unit)
        {
            throw new InputException(unit.Place, $"{name} is given in {unit.Shown}; allowed: \"{key.Unit}\"");
        }

        JsonEntry source = Part("source", JsonTokenType.String);
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            throw new InputException(source.Place, $"{name} has an empty source; say where the figure stands");
        }

        JsonEntry? assumption = parts.FirstOrDefault(part => part.Path[^1] == "assumption");
        if (assumption is not null && assumption.Token is not (JsonTokenType.True or JsonTokenType.False))
        {
            throw new InputException(assumption.Place, $"{name}.assumption = {assumption.Shown}; allowed: true or false");
        }

        NumberText.TryFinite(value.Text, out double number);
        return new TechnologyConstant(name, number, key.Unit, source.Text, assumption?.Token == JsonTokenType.True);

        JsonEntry Part(string part, JsonTokenType token)
        {
            JsonEntry entry = parts.FirstOrDefault(candidate => candidate.Path[^1] == part)
                ?? throw new InputException(parts[0].Place, $"{name} has no {part}; a constant is {{ \"value\", \"unit\", \"source\" }}");
            return entry.Token == token
                ? entry
                : throw new InputException(entry.Place,
                    $"{name}.{part} = {entry.Shown}; allowed: {(token == JsonTokenType.Number ? "a number" : "text in quotes")}");
        }
    }
}

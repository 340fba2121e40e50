using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Specs;

/// <summary>Reads <c>published.json</c>, which lies beside an <c>architecture.json</c> that a paper is about.</summary>
public static class PublishedFile
{
    /// <summary>Its name.</summary>
    public const string Name = "published.json";

    private static readonly string[] Parts = ["value", "source", "note"];

    /// <summary>The figures published of an architecture.</summary>
    /// <param name="architectureFile">The architecture's file.</param>
    /// <returns>Null where no such file lies beside it.</returns>
    /// <exception cref="InputException">The file is malformed, names an unknown figure, or gives one without its source.</exception>
    public static PublishedFigures? Beside(string architectureFile)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(architectureFile))!, Name);
        return Path.GetFileName(architectureFile) == ConfigurationCatalog.ArchitectureFile && File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">As <see cref="Beside"/>.</exception>
    public static PublishedFigures Read(string path)
    {
        var file = ConfigurationFile.Read(path);
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var figures = new SortedDictionary<string, List<JsonEntry>>(StringComparer.Ordinal);
        ImmutableArray<int> layers = [];
        string citation = "";
        foreach (JsonEntry entry in file.Entries)
        {
            switch (entry.Path)
            {
                case ["$schema" or "description"]:
                    Text(entry);
                    break;
                case ["citation"]:
                    citation = Text(entry);
                    break;
                case ["layers"]:
                    layers = Sizes(entry);
                    break;
                case ["data", var name]:
                    data[name] = Text(entry);
                    break;
                case ["figures", var name, var part] when Parts.Contains(part) && PublishedKey.All.Any(key => key.Name == name):
                    figures.TryAdd(name, []);
                    figures[name].Add(entry);
                    break;
                default:
                    throw new InputException(
                        entry.Place,
                        $"unknown key '{Quoted.Short(entry.Key)}'; allowed: citation, layers, data.NAME, and of {string.Join(", ", PublishedKey.All.Select(key => "figures." + key.Name))} each {string.Join(", ", Parts)}");
            }
        }

        return citation.Length == 0 || layers.IsEmpty || figures.Count == 0
            ? throw new InputException(path, "lacks one of citation, layers and figures: what is published, by whom, and of which network")
            : new PublishedFigures
            {
                Citation = citation,
                Layers = layers,
                Data = data.ToImmutable(),
                Figures = figures.ToImmutableSortedDictionary(figure => figure.Key, figure => Figure(figure.Key, figure.Value),
                    StringComparer.Ordinal),
            };
    }

    private static PublishedFigure Figure(string name, List<JsonEntry> parts)
    {
        double most = PublishedKey.All.First(key => key.Name == name).Most;
        JsonEntry? number = parts.Find(part => part.Path[^1] == "value");
        JsonEntry? source = parts.Find(part => part.Path[^1] == "source");
        if (number is null || source is null)
        {
            throw new InputException(parts[0].Place, $"figures.{name} needs \"value\" and \"source\"");
        }

        JsonEntry? note = parts.Find(part => part.Path[^1] == "note");
        return number.Token == JsonTokenType.Number
            && double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0
                && value <= most
            ? new PublishedFigure(value, Text(source), note is null ? "" : Text(note))
            : throw new InputException(
                number.Place, FormattableString.Invariant($"figures.{name}.value = {number.Shown}; allowed: a number above 0, at most {most}"));
    }

    private static ImmutableArray<int> Sizes(JsonEntry entry)
    {
        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (string part in entry.Token == JsonTokenType.StartArray ? entry.Text.Split(',') : [])
        {
            sizes.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0);
        }

        return sizes.Count >= 2 && sizes.All(size => size > 0)
            ? sizes.ToImmutable()
            : throw new InputException(entry.Place,
                $"layers = {entry.Shown}; allowed: [inputs, outputs of the first layer, ...], whole numbers above 0");
    }

    private static string Text(JsonEntry entry) => entry.Token == JsonTokenType.String && !string.IsNullOrWhiteSpace(entry.Text)
        ? entry.Text
        : throw new InputException(entry.Place, $"{entry.Key} = {entry.Shown}; allowed: text in quotes");
}

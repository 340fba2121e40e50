using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>An effective configuration as JSON, and as the tables of the documentation.</summary>
public static class ConfigurationReport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every effective value with unit, layer, place and source, as one JSON object.</summary>
    /// <param name="configuration">What to show.</param>
    public static string ToJson(EffectiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new JsonObject
        {
            ["architecture"] = configuration.Architecture.Name,
            ["technology"] = configuration.Architecture.Technology.Name,
            ["hash"] = configuration.Architecture.Hash,
            ["layers"] = new JsonArray([.. configuration.Layers.Select(layer => (JsonNode)layer)]),
            ["values"] = Rows(configuration.Values, value => KeyTable.Find(value.Key)!.ToJson(value.Value)),
            ["constants"] = Rows(configuration.Constants, value => JsonValue.Create(NumberText.Parse(value.Value))),
        }.ToJsonString(Indented);
    }

    /// <summary>The table of architecture keys in Markdown, with the values of <paramref name="configuration"/> as the defaults.</summary>
    /// <param name="configuration">Whose values stand in the table.</param>
    public static string KeysAsMarkdown(EffectiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = new StringBuilder("| Key | Value | Unit | Allowed | Meaning | Source of the value |\n|---|---|---|---|---|---|\n");
        foreach (EffectiveValue value in configuration.Values)
        {
            ConfigurationKey key = KeyTable.Find(value.Key)!;
            text.Append(CultureInfo.InvariantCulture,
                $"| `{key.Name}` | `{Cell(value.Written)}` | {key.Unit} | {Cell(key.Allowed)} | {Cell(key.Summary)} | {Cell(value.Source)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The table of technology constants in Markdown; assumptions are marked.</summary>
    /// <param name="configuration">Whose constants stand in the table.</param>
    public static string ConstantsAsMarkdown(EffectiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = new StringBuilder("| Constant | Value | Unit | Allowed | Meaning | Source |\n|---|---|---|---|---|---|\n");
        foreach (TechnologyKey key in TechnologyTable.All.Where(key => configuration.Architecture.Technology.Constants.ContainsKey(key.Name)))
        {
            TechnologyConstant constant = configuration.Architecture.Technology[key.Name];
            string mark = constant.Assumption ? "**assumption**: " : "";
            text.Append(CultureInfo.InvariantCulture,
                $"| `{key.Name}` | {NumberText.Shortest(constant.Value)} | {key.Unit} | {key.Bounds} | {Cell(key.Summary)} | {mark}{Cell(constant.Source)} |\n");
        }

        return text.ToString();
    }

    private static JsonArray Rows(ImmutableArray<EffectiveValue> values, Func<EffectiveValue, JsonNode?> number) =>
    [
        .. values.Select(value => (JsonNode)new JsonObject
        {
            ["key"] = value.Key,
            ["value"] = number(value),
            ["written"] = value.Written,
            ["unit"] = value.Unit,
            ["layer"] = value.Layer,
            ["place"] = value.Place,
            ["source"] = value.Source,
            ["assumption"] = value.Assumption,
        }),
    ];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

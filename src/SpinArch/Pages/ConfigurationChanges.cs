using System.Text.Json.Nodes;
using SpinArch.Configuration;

namespace SpinArch.Pages;

/// <summary>A configuration for a page: every value with its source, and beside what was changed what the architecture alone has.</summary>
internal static class ConfigurationChanges
{
    public static JsonObject Of(EffectiveConfiguration configuration, EffectiveConfiguration original)
    {
        Dictionary<string, string> before = original.Values.Concat(original.Constants)
            .ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
        return new JsonObject
        {
            ["architecture"] = configuration.Architecture.Name,
            ["technology"] = configuration.Architecture.Technology.Name,
            ["hash"] = configuration.Architecture.Hash,
            ["values"] = new JsonArray([.. configuration.Values.Concat(configuration.Constants).Select(value => (JsonNode?)new JsonObject
            {
                ["key"] = value.Key,
                ["value"] = value.Value,
                ["before"] = before.TryGetValue(value.Key, out string? old) && old == value.Value ? null : old ?? "",
                ["unit"] = value.Unit,
                ["place"] = value.Place,
                ["source"] = value.Source,
                ["assumption"] = value.Assumption,
                ["meaning"] = KeyTable.Find(value.Key)?.Summary ?? "",
            })]),
        };
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpinArch.Specs;

namespace SpinArch.Devices;

/// <summary>A characterisation as the files that <c>run</c> and the others read.</summary>
public static class CharacterisationFiles
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>A technology file: the derived constants, and all others as another technology has them, with their sources.</summary>
    /// <param name="derived">The characterisation.</param>
    /// <param name="technology">The other technology.</param>
    public static string Technology(Characterisation derived, TechnologySpec technology)
    {
        ArgumentNullException.ThrowIfNull(derived);
        ArgumentNullException.ThrowIfNull(technology);
        var root = new JsonObject { ["description"] = $"Derived by {derived.Command}; what no device gives is that of {technology.Name}." };
        Dictionary<string, DerivedValue> values = derived.Constants.ToDictionary(constant => constant.Key, StringComparer.Ordinal);
        foreach (TechnologyConstant old in technology.Constants.Values)
        {
            TechnologyConstant constant = values.TryGetValue(old.Key, out DerivedValue? value)
                ? new TechnologyConstant(old.Key, value.Number!.Value, value.Unit, Source(derived, value), value.Assumption)
                : old;
            var entry = new JsonObject { ["value"] = constant.Value, ["unit"] = constant.Unit, ["source"] = constant.Source };
            if (constant.Assumption)
            {
                entry["assumption"] = true;
            }

            Place(root, old.Key, entry);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>A file for <c>--config</c>: the derived keys of an architecture, and the technology file where there is one.</summary>
    /// <param name="derived">The characterisation.</param>
    /// <param name="technology">Path of the technology file, from this one; null for none.</param>
    public static string Keys(Characterisation derived, string? technology)
    {
        ArgumentNullException.ThrowIfNull(derived);
        var root = new JsonObject { ["description"] = $"Derived by {derived.Command}." };
        if (technology is not null)
        {
            root["technology"] = technology;
        }

        var sources = new JsonObject();
        foreach (DerivedValue key in derived.Keys)
        {
            Place(root, key.Key, Value(key));
            sources[key.Key] = key.Assumption ? "assumption: " + Source(derived, key) : Source(derived, key);
        }

        root["sources"] = sources;
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>The JSON document that <c>device characterise --output json</c> prints.</summary>
    /// <param name="derived">The characterisation.</param>
    public static string Json(Characterisation derived)
    {
        ArgumentNullException.ThrowIfNull(derived);
        return JsonSerializer.Serialize(
            new
            {
                device = derived.Device.Name,
                command = derived.Command,
                constants = derived.Constants.Select(Row),
                keys = derived.Keys
                .Select(Row)
            }, Indented);

        static object Row(DerivedValue value) => new
        {
            key = value.Key,
            value = Value(value),
            unit = value.Unit,
            how = value.How,
            assumption = value.Assumption
        };
    }

    private static JsonNode Value(DerivedValue value) =>
        value.Number is { } number ? JsonValue.Create(number) : JsonValue.Create(value.Text);

    private static string Source(Characterisation derived, DerivedValue value) => $"derived by {derived.Command}: {value.How}";

    private static void Place(JsonObject root, string key, JsonNode leaf)
    {
        string[] path = key.Split('.');
        JsonObject at = root;
        foreach (string part in path[..^1])
        {
            at[part] ??= new JsonObject();
            at = (JsonObject)at[part]!;
        }

        at[path[^1]] = leaf;
    }
}

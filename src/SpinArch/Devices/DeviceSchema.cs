using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpinArch.Devices;

/// <summary>The JSON Schema (draft 2020-12) of device files, for editors; made from the table that validation reads.</summary>
public static class DeviceSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema.</summary>
    public static string Text()
    {
        var properties = new JsonObject
        {
            ["$schema"] = Line("This schema, for editors."),
            ["description"] = Line("What the file describes, in a line.")
        };
        foreach (IGrouping<string, DeviceKey> section in DeviceTable.All.GroupBy(key => key.Name.Split('.')[0], StringComparer.Ordinal))
        {
            var parameters = new JsonObject();
            foreach (DeviceKey key in section)
            {
                parameters[key.Name.Split('.')[1]] = Parameter(key);
            }

            properties[section.Key] = Closed(parameters);
        }

        JsonObject root = Closed(properties);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "SpinArch device");
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Parameter(DeviceKey key)
    {
        JsonObject parameter = Closed(new JsonObject
        {
            ["value"] = new JsonObject { ["type"] = "number", ["minimum"] = key.Least, ["maximum"] = key.Most },
            ["unit"] = new JsonObject { ["const"] = key.Unit },
            ["source"] = new JsonObject { ["type"] = "string", ["pattern"] = "\\S" },
            ["assumption"] = new JsonObject { ["type"] = "boolean" },
        });
        parameter["required"] = new JsonArray("value", "unit", "source");
        parameter["description"] = $"{key.Summary} {char.ToUpperInvariant(key.Allowed[0])}{key.Allowed[1..]}.";
        return parameter;
    }

    private static JsonObject Line(string description) => new() { ["type"] = "string", ["minLength"] = 1, ["description"] = description };

    private static JsonObject Closed(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["additionalProperties"] = false
    };
}

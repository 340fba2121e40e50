using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpinArch.Components;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>JSON Schemas (draft 2020-12) of the files a user writes, for editors; made from the tables that validation reads.</summary>
public static class ConfigurationSchemas
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of architecture files and of files given with <c>--config</c>.</summary>
    public static string Architecture()
    {
        JsonObject properties = Header();
        properties["base"] = Text("The architecture that this one starts from: a name, or a path from this file.");
        properties["network"] = Text("The network that is taken where none is named: a name, or a path from this file.");
        properties["technology"] = Text("The technology: a name, or a path from this file.");
        properties["components"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. ComponentCatalog.All.Where(component => !component.IsBasic).Select(component => (JsonNode)component.Name)]),
            },
            ["minItems"] = 1,
            ["uniqueItems"] = true,
            ["description"] = "What a tile is built of; keys and constants of others do not exist. Those of the base, where it is left out.",
        };
        var sources = new JsonObject();
        foreach (ConfigurationKey key in KeyTable.All)
        {
            JsonObject schema = key.Schema();
            schema["description"] = Describe(key.Summary, key.Unit, key.Allowed);
            Place(properties, key.Name.Split('.'), schema);
            sources[key.Name] = Text($"Where the value of {key.Name} stands; an assumption begins with \"assumption\".");
        }

        properties["sources"] = Closed(sources, "Where the values that this file sets stand, by dotted key.");
        properties["constants"] = Closed(Constants(required: false), "Constants of the technology, set anew.");
        return Root("SpinArch architecture", properties, definitions: Definitions());
    }

    /// <summary>The schema of technology files.</summary>
    public static string Technology()
    {
        JsonObject properties = Header();
        foreach ((string name, JsonNode? node) in Constants(required: true).ToArray())
        {
            properties[name] = node!.DeepClone();
        }

        JsonArray required = [.. properties.Select(property => property.Key).Where(name => name is not ("$schema" or "description")).Select(name => (JsonNode)name)];
        return Root("SpinArch technology", properties, required, Definitions());
    }

    /// <summary>The schema of what is published of an architecture.</summary>
    public static string Published()
    {
        JsonObject properties = Header();
        properties["citation"] = Text("The paper.");
        properties["layers"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["minItems"] = 2,
            ["description"] = "The network that the figures are of: its inputs, then the outputs of every layer.",
        };
        properties["data"] = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = Text("What the name stands for."),
            ["description"] = "What the images that accuracies are of are called here.",
        };
        var figures = new JsonObject();
        foreach (PublishedKey key in PublishedKey.All)
        {
            JsonObject figure = Closed(new JsonObject
            {
                ["value"] = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = (decimal)key.Most },
                ["source"] = Text("Where it stands."),
                ["note"] = Text("What it is good for."),
            }, key.Summary);
            figure["required"] = new JsonArray("value", "source");
            figures[key.Name] = figure;
        }

        JsonObject all = Closed(figures, "The figures, as printed.");
        all["minProperties"] = 1;
        properties["figures"] = all;
        return Root("SpinArch published figures", properties, new JsonArray("citation", "layers", "figures"));
    }

    /// <summary>The schema of network files.</summary>
    public static string Network()
    {
        var layer = Closed(new JsonObject
        {
            ["name"] = Text("The layer's name; layers without weights may go without."),
            ["kind"] = new JsonObject { ["enum"] = new JsonArray([.. NodeNames.Kinds.Select(word => (JsonNode)word)]) },
            ["from"] = Text("The layer whose result it takes, or input; the layer before where it is left out."),
            ["inputs"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = Text("A layer, or input."),
                ["minItems"] = 2,
                ["description"] = "The layers whose results add and concat take.",
            },
            ["outputs"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["description"] = "Neurons of dense, channels of conv2d.",
            },
            ["activation"] = new JsonObject { ["enum"] = new JsonArray([.. NodeNames.Activations.Select(word => (JsonNode)word)]) },
            ["range"] = new JsonObject
            {
                ["type"] = "number",
                ["exclusiveMinimum"] = 0,
                ["description"] = "The value of the full code of a relu, or of a none before other layers; calibrated where it is left out.",
            },
            ["kernel"] = Whole(1, "Rows and columns of a convolution's kernel.", 2),
            ["size"] = Whole(1, "Rows and columns of a pool's window.", 2),
            ["stride"] = Whole(1, "Rows and columns from one window to the next: 1 for conv2d, the size for pools, where it is left out.",
                2),
            ["padding"] = Whole(0, "Rows and columns beside the map on both sides, or top, left, bottom, right.", 2, 4),
            ["dilation"] = Whole(1, "Rows and columns of the map from one row or column of the kernel to the next.", 2),
            ["groups"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["description"] = "Groups of channels with kernels of their own.",
            },
            ["countsPadding"] = new JsonObject
            {
                ["type"] = "boolean",
                ["description"] = "Whether averagePool counts places beside the map, as zeros; false where it is left out.",
            },
            ["fanIn"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. FanInNames.All.Append(FanInNames.Hyphenated).Select(word => (JsonNode)word)]),
                ["description"] = "How the layer's partial sums are combined, in place of the architecture's mapping.fanIn.",
            },
            ["replicas"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["maximum"] = MappingSpec.MostReplicas,
                ["description"] = "Copies of the layer, in place of the architecture's mapping.replicas.",
            },
        }, "One layer; docs/network-file.md says which keys belong to which kind.");
        layer["required"] = new JsonArray("kind");
        JsonObject properties = Header();
        properties["name"] = Text("The network's name.");
        properties["input"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["minItems"] = 1,
            ["description"] = "The shape of an input: channels, rows, columns where layers convolve or pool it.",
        };
        properties["layers"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = layer,
            ["minItems"] = 1,
            ["description"] = "The layers, each after those whose results it takes."
        };
        properties["weights"] = Text("A NumPy .npz file with the weights, a path from this file; without it the network is for timing only.");
        properties["orientation"] = new JsonObject
        {
            ["enum"] = new JsonArray("inputsByOutputs", "outputsByInputs"),
            ["description"] = "How the arrays of dense layers lie: a row an input, or a row an output. Needed where a layer is square.",
        };
        return Root("SpinArch network", properties, new JsonArray("name", "input", "layers"));
    }

    private static JsonObject Whole(int minimum, string description, int least, int most = 0) => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = minimum },
        ["minItems"] = least,
        ["maxItems"] = Math.Max(least, most),
        ["description"] = description,
    };

    private static string Root(string title, JsonObject properties, JsonArray? required = null, JsonObject? definitions = null)
    {
        JsonObject root = Closed(properties, null);
        root.Insert(0, "$schema", Draft);
        root.Insert(1, "title", title);
        if (required is not null)
        {
            root["required"] = required;
        }

        if (definitions is not null)
        {
            root["$defs"] = definitions;
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Header() => new()
    {
        ["$schema"] = Text("This schema, for editors."),
        ["description"] = Text("What the file describes, in a line."),
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["minLength"] = 1, ["description"] = description };

    private static JsonObject Closed(JsonObject properties, string? description)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (description is not null)
        {
            schema["description"] = description;
        }

        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Constants(bool required)
    {
        var properties = new JsonObject();
        foreach (TechnologyKey key in TechnologyTable.All)
        {
            var constant = new JsonObject
            {
                ["$ref"] = "#/$defs/" + Definition(key),
                ["description"] = Describe(key.Summary, key.Unit, key.Allowed),
            };
            Place(properties, key.Name.Split('.'), constant, required);
        }

        return properties;
    }

    // One definition for each unit and range, so that a hundred constants do not repeat it.
    private static JsonObject Definitions()
    {
        var definitions = new JsonObject();
        foreach (TechnologyKey key in TechnologyTable.All)
        {
            if (definitions.ContainsKey(Definition(key)))
            {
                continue;
            }

            JsonObject constant = Closed(new JsonObject
            {
                ["value"] = Value(key),
                ["unit"] = new JsonObject { ["const"] = key.Unit },
                ["source"] = new JsonObject { ["type"] = "string", ["pattern"] = "\\S" },
                ["assumption"] = new JsonObject { ["type"] = "boolean" },
            }, null);
            constant["required"] = new JsonArray("value", "unit", "source");
            definitions[Definition(key)] = constant;
        }

        return definitions;
    }

    private static JsonObject Value(TechnologyKey key)
    {
        if (key.IsSwitch)
        {
            return new JsonObject { ["enum"] = new JsonArray(0, 1) };
        }

        var range = new JsonObject { ["type"] = "number", ["minimum"] = (decimal)key.Least, ["maximum"] = (decimal)key.Most };
        return key.Positive ? range : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = 0 }, range) };
    }

    private static string Definition(TechnologyKey key)
    {
        if (key.IsSwitch)
        {
            return "switch";
        }

        string unit = key.Unit switch
        {
            "1" => "ratio",
            "%" => "percent",
            var other => other.Replace("/", "Per", StringComparison.Ordinal)
        };
        return key.Positive ? "positive." + unit : unit;
    }

    private static void Place(JsonObject properties, string[] path, JsonObject leaf, bool required = false)
    {
        JsonObject at = properties;
        for (int i = 0; i < path.Length - 1; i++)
        {
            if (at[path[i]] is not JsonObject section)
            {
                section = Closed([], null);
                at[path[i]] = section;
            }

            if (required)
            {
                var names = section["required"] as JsonArray;
                if (names is null)
                {
                    section["required"] = names = [];
                }

                if (!names.Any(name => (string?)name == path[i + 1]))
                {
                    names.Add(path[i + 1]);
                }
            }

            at = (JsonObject)section["properties"]!;
        }

        at[path[^1]] = leaf;
    }

    private static string Describe(string summary, string unit, string allowed) =>
        unit.Length == 0 ? $"{summary} Allowed: {allowed}." : $"{summary} Unit: {unit}. Allowed: {allowed}.";
}

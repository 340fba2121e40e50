using System.Text.Json;
using Json.Schema;

namespace SpinArch.Tests.Specs;

/// <summary>An independent judge of our schemas: JsonSchema.Net, which knows nothing of how the program reads the same files.</summary>
internal static class SchemaCheck
{
    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };

    /// <summary>What the schema finds wrong in a file, a line a fault; empty when it is valid. The schema itself is held to its draft.</summary>
    public static string Errors(string schema, string file)
    {
        using JsonDocument schemaDocument = JsonDocument.Parse(File.ReadAllText(schema));
        Assert.Equal("", Faults(MetaSchemas.Draft202012, schemaDocument.RootElement));

        // A registry of its own for every call: two checks with one schema would otherwise register its $id twice.
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return Faults(JsonSchema.Build(schemaDocument.RootElement, options), document.RootElement);
    }

    private static string Faults(JsonSchema schema, JsonElement instance)
    {
        EvaluationResults result = schema.Evaluate(instance, Listed);
        if (result.IsValid)
        {
            return "";
        }

        IEnumerable<string> lines = from node in result.Details ?? []
                                    from error in node.Errors ?? []
                                    select $"{node.InstanceLocation}: {error.Value}";
        return string.Join('\n', lines.DefaultIfEmpty("invalid"));
    }
}

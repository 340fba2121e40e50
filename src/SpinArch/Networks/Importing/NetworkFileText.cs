using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpinArch.Networks.Importing;

/// <summary>The network file of an imported network, a node a line.</summary>
internal static class NetworkFileText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">The name of the weights file beside it.</param>
    public static string Of(ImportedNetwork network, string weights)
    {
        var text = new StringBuilder();
        text.Append("{\n");
        text.Append(Line("name", json => json.WriteStringValue(network.Name)));
        text.Append(Line("description", json => json.WriteStringValue(network.Description)));
        text.Append(Line("input", json => Numbers(json, network.Input)));
        text.Append("  \"layers\": [\n");
        text.AppendJoin(",\n", network.Nodes.Select((node, index) => "    " + Node(network, node, index)));
        text.Append("\n  ],\n");
        text.Append(Line("weights", json => json.WriteStringValue(weights)));
        text.Append("  \"orientation\": \"").Append(WeightOrientations.Name(WeightOrientation.OutputsByInputs)).Append("\"\n}\n");
        return text.ToString();
    }

    private static string Line(string name, Action<Utf8JsonWriter> value) => $"  \"{name}\": {Json(value)},\n";

    private static string Node(ImportedNetwork network, ImportedNode node, int index) => Spaced(Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("kind", Kind(node.Kind));
        Sources(json, network, node, index);
        if (node.Weights is { } weights)
        {
            json.WriteNumber("outputs", weights.Outputs);
        }

        if (node.Window is { } window)
        {
            Window(json, node.Kind, window);
        }

        if (node.Weights is not null || node.Activation.Function != ImportedFunction.None)
        {
            json.WriteString("activation", node.Activation.Name);
        }

        json.WriteEndObject();
    }));

    private static void Sources(Utf8JsonWriter json, ImportedNetwork network, ImportedNode node, int index)
    {
        if (node.Kind is ImportedKind.Add or ImportedKind.Concat)
        {
            json.WriteStartArray("inputs");
            foreach (string name in network.InputNames(node))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
        else if (node.Inputs[0] != index - 1)
        {
            json.WriteString("from", network.InputNames(node).Single());
        }
    }

    private static void Window(Utf8JsonWriter json, ImportedKind kind, ImportedWindow window)
    {
        bool isConvolution = kind == ImportedKind.Conv2d;
        Pair(json, isConvolution ? "kernel" : "size", window.Size);
        Pair(json, "stride", window.Stride);
        (int top, int left, int bottom, int right) = window.Padding;
        if (window.IsPadded)
        {
            json.WritePropertyName("padding");
            Numbers(json, top == bottom && left == right ? [top, left] : [top, left, bottom, right]);
        }

        if (window.Dilation != (1, 1))
        {
            Pair(json, "dilation", window.Dilation);
        }

        if (window.Groups != 1)
        {
            json.WriteNumber("groups", window.Groups);
        }

        if (window is { CountsPadding: true, IsPadded: true })
        {
            json.WriteBoolean("countsPadding", true);
        }
    }

    /// <summary>A kind as the file has it.</summary>
    public static string Kind(ImportedKind kind) => kind switch
    {
        ImportedKind.Dense => "dense",
        ImportedKind.Conv2d => "conv2d",
        ImportedKind.MaxPool => "maxPool",
        ImportedKind.AveragePool => "averagePool",
        ImportedKind.GlobalAveragePool => "globalAveragePool",
        ImportedKind.Flatten => "flatten",
        ImportedKind.Add => "add",
        ImportedKind.Concat => "concat",
    };

    private static void Pair(Utf8JsonWriter json, string name, (int Y, int X) pair)
    {
        json.WritePropertyName(name);
        Numbers(json, [pair.Y, pair.X]);
    }

    private static void Numbers(Utf8JsonWriter json, IEnumerable<int> numbers)
    {
        json.WriteStartArray();
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // {"name":"a","size":[2,2]} as { "name": "a", "size": [2, 2] }: names hold no such signs (LayerNames).
    private static string Spaced(string json) => json
        .Replace(":", ": ", StringComparison.Ordinal)
        .Replace(",", ", ", StringComparison.Ordinal)
        .Replace("{", "{ ", StringComparison.Ordinal)
        .Replace("}", " }", StringComparison.Ordinal);
}

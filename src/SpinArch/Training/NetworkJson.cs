using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>The network file of a trained network: fully connected, saturating-linear hidden layers, a plain output layer.</summary>
internal static class NetworkJson
{
    /// <summary>The name of a layer: hidden1, hidden2, ..., output.</summary>
    /// <param name="index">The layer, from 0.</param>
    /// <param name="layers">How many there are.</param>
    /// <returns>The name.</returns>
    public static string LayerName(int index, int layers) =>
        index == layers - 1 ? "output" : "hidden" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the file's text.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="sizes">Inputs, hidden sizes, outputs.</param>
    /// <returns>Indented JSON with LF line ends and a final newline.</returns>
    public static string Write(string name, IReadOnlyList<int> sizes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("description", $"{string.Join('-', sizes)}, trained with MNIST; recipe.json beside this file says how");
            json.WriteStartArray("input");
            json.WriteNumberValue(sizes[0]);
            json.WriteEndArray();
            json.WriteStartArray("layers");
            for (int i = 1; i < sizes.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("name", LayerName(i - 1, sizes.Count - 1));
                json.WriteString("kind", "dense");
                json.WriteNumber("outputs", sizes[i]);
                json.WriteString("activation", i == sizes.Count - 1 ? "none" : "saturatingLinear");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("weights", "weights.npz");
            json.WriteString("orientation", WeightOrientations.Name(WeightOrientation.InputsByOutputs));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}

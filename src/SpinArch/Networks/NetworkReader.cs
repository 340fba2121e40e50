using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Networks;

/// <summary>Reads a network file and its weights, strictly: unknown keys, wrong shapes and values that are no weights are errors.</summary>
public static class NetworkReader
{
    /// <summary>Inputs or outputs that one layer may have: a column or row index must fit into the draw counter.</summary>
    public const int MaximumWidth = 65535;

    /// <summary>Values that an input may have: a dense layer takes fewer (<see cref="MaximumWidth"/>).</summary>
    public const int MaximumInput = 1 << 20;

    internal const int MaximumLayers = 1024;

    private const int MaximumFileBytes = 1 << 20;

    private static readonly string[] NetworkKeys = ["$schema", "description", "name", "input", "layers", "weights", "orientation"];

    /// <summary>Reads a network.</summary>
    /// <param name="path">The network file (JSON).</param>
    /// <exception cref="InputException">The file or its weights are missing or wrong; the message says where.</exception>
    public static NetworkGraph Read(string path)
    {
        using JsonDocument document = Parse(path);
        try
        {
            return Read(path, document);
        }
        catch (InvalidOperationException error) when (error.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            throw new InputException(path, "holds a text that is no Unicode (a broken UTF-8 sequence or half a surrogate pair)", error);
        }
    }

    private static NetworkGraph Read(string path, JsonDocument document)
    {
        JsonElement root = document.RootElement;
        var place = new JsonPlace(path, "");
        place.CheckKeys(root, NetworkKeys);
        string name = place.Text(root, "name");
        (TensorShape shape, int dimensions) = InputShape(place, root);
        NodeReader nodes = Layers(place, root, shape, dimensions);
        ImmutableArray<NetworkLayer> layers = nodes.Layers;
        ImmutableArray<byte[]> calibration = [];
        if (root.TryGetProperty("weights", out _))
        {
            string weights = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, place.Text(root, "weights"));
            if (!File.Exists(weights))
            {
                string named = place.Text(root, "weights");
                throw place.At("weights").Fault(Directory.Exists(weights)
                    ? $"names {named}, which is a folder"
                    : $"names {named}; there is no such file beside the network file");
            }

            var arrays = new NetworkWeights(weights, layers, Orientation(place, root), place);
            layers = [.. layers.Select(arrays.Of)];
            calibration = arrays.Calibration(shape.Count);
        }
        else if (root.TryGetProperty("orientation", out _))
        {
            throw place.At("orientation").Fault("says how the arrays of a weights file lie, and no weights are named");
        }

        return new NetworkGraph
        {
            Name = name,
            Place = path,
            Inputs = shape.Count,
            Shape = shape,
            Layers = layers,
            Nodes = nodes.Nodes,
            Calibration = calibration,
        };
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaximumFileBytes)
            {
                throw new InputException(path, $"a network file has at most {MaximumFileBytes} bytes, this one has {file.Length}");
            }

            // A stream and not its bytes: editors put a byte order mark before the text, which only the stream's reader skips.
            using FileStream stream = InputFile.Open(path);
            return JsonDocument.Parse(stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"{path}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}", "is not JSON here", error);
        }
        catch (Exception error) when (InputFile.IsRefusal(error))
        {
            throw InputFile.Unreadable(path, error);
        }
    }

    private static WeightOrientation? Orientation(JsonPlace place, JsonElement root)
    {
        if (!root.TryGetProperty("orientation", out _))
        {
            return null;
        }

        string text = place.Text(root, "orientation");
        return WeightOrientations.Find(text)
            ?? throw place.At("orientation").Fault($"is '{Quoted.Short(text)}', known are {string.Join(" and ", WeightOrientations.All)}");
    }

    // Three dimensions are channels, rows and columns; any other shape is that of a vector.
    private static (TensorShape Shape, int Dimensions) InputShape(JsonPlace place, JsonElement root)
    {
        JsonElement input = place.Member(root, "input", JsonValueKind.Array);
        var extents = new List<int>();
        long size = 1;
        foreach (JsonElement element in input.EnumerateArray())
        {
            extents.Add(place.At($"input[{extents.Count}]").Count(element, MaximumInput));
            size *= extents[^1];
            if (size > MaximumInput)
            {
                throw place.At("input").Fault($"has more than {MaximumInput} values");
            }
        }

        return extents.Count switch
        {
            0 => throw place.At("input").Fault("is empty; give the shape of an input, [784] or [1, 28, 28] say"),
            3 => (new TensorShape(extents[0], extents[1], extents[2]), 3),
            _ => (new TensorShape((int)size), extents.Count),
        };
    }

    private static NodeReader Layers(JsonPlace place, JsonElement root, TensorShape input, int dimensions)
    {
        JsonElement list = place.Member(root, "layers", JsonValueKind.Array);
        int count = list.GetArrayLength();
        if (count is 0 or > MaximumLayers)
        {
            throw place.At("layers").Fault($"has {count} layers, allowed are 1 to {MaximumLayers}");
        }

        var layers = new NodeReader(input, dimensions);
        int index = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            layers.Read(place.At($"layers[{index}]"), element, ++index == count);
        }

        return layers;
    }
}

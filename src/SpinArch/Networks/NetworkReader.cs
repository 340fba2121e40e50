using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Networks;

/// <summary>Reads a network file and its weights, strictly: unknown keys, wrong shapes and values that are no weights are errors.</summary>
public static class NetworkReader
{
    /// <summary>Inputs or outputs that one layer may have: a column or row index must fit into the draw counter.</summary>
    public const int MaximumWidth = 65535;

    private const int MaximumLayers = 256;
    private const int MaximumFileBytes = 1 << 20;

    private static readonly string[] NetworkKeys = ["$schema", "description", "name", "input", "layers", "weights", "orientation"];
    private static readonly string[] LayerKeys = ["name", "kind", "outputs", "activation", "fanIn", "replicas"];

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
        int inputs = InputSize(place, root);
        ImmutableArray<NetworkLayer> layers = Layers(place, root, inputs);
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
            calibration = arrays.Calibration(inputs);
        }
        else if (root.TryGetProperty("orientation", out _))
        {
            throw place.At("orientation").Fault("says how the arrays of a weights file lie, and no weights are named");
        }

        return new NetworkGraph { Name = name, Place = path, Inputs = inputs, Layers = layers, Calibration = calibration };
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

    private static int InputSize(JsonPlace place, JsonElement root)
    {
        JsonElement input = place.Member(root, "input", JsonValueKind.Array);
        long size = 1;
        int dimension = 0;
        foreach (JsonElement element in input.EnumerateArray())
        {
            size *= place.At($"input[{dimension++}]").Count(element, MaximumWidth);
            if (size > MaximumWidth)
            {
                throw place.At("input").Fault($"has more than {MaximumWidth} values");
            }
        }

        return dimension > 0 ? (int)size : throw place.At("input").Fault("is empty; give the shape of an input, [784] say");
    }

    private static ImmutableArray<NetworkLayer> Layers(JsonPlace place, JsonElement root, int inputs)
    {
        JsonElement list = place.Member(root, "layers", JsonValueKind.Array);
        int count = list.GetArrayLength();
        if (count is 0 or > MaximumLayers)
        {
            throw place.At("layers").Fault($"has {count} layers, allowed are 1 to {MaximumLayers}");
        }

        var layers = ImmutableArray.CreateBuilder<NetworkLayer>(count);
        int fanIn = inputs;
        foreach (JsonElement element in list.EnumerateArray())
        {
            JsonPlace here = place.At($"layers[{layers.Count}]");
            NetworkLayer layer = Layer(here, element, fanIn);
            CheckName(here.At("name"), layer, layers);

            if (layers.Count + 1 < count && layer.Activation == Activation.None)
            {
                throw here.At("activation").Fault("is none, which only the last layer may have: what feeds a layer must lie in [-1, 1]");
            }

            if (layers.Count + 1 == count && layer.Activation == Activation.Sign)
            {
                throw here.At("activation").Fault("is sign, which the last layer may not have: allowed there are saturatingLinear and none");
            }

            layers.Add(layer);
            fanIn = layer.Outputs;
        }

        return layers.ToImmutable();
    }

    private static void CheckName(JsonPlace place, NetworkLayer layer, IEnumerable<NetworkLayer> earlier)
    {
        foreach (NetworkLayer other in earlier)
        {
            if (other.Name == layer.Name)
            {
                throw place.Fault($"'{layer.Name}' names an earlier layer too");
            }

            if (NetworkWeights.Clash(other.Name, layer.Name) is { } array)
            {
                throw place.Fault($"'{layer.Name}' and '{other.Name}' are no names for two layers: an array '{array}' would belong to both");
            }
        }
    }

    private static NetworkLayer Layer(JsonPlace place, JsonElement element, int fanIn)
    {
        place.CheckKeys(element, LayerKeys);
        string kind = place.Text(element, "kind");
        if (kind != "dense")
        {
            throw place.At("kind").Fault($"is '{kind}', known is dense");
        }

        string activation = place.Text(element, "activation");
        return new NetworkLayer
        {
            Name = place.Text(element, "name"),
            Inputs = fanIn,
            Outputs = place.At("outputs").Count(place.Member(element, "outputs", JsonValueKind.Number), MaximumWidth),
            Activation = activation switch
            {
                "saturatingLinear" => Activation.SaturatingLinear,
                "sign" => Activation.Sign,
                "none" => Activation.None,
                _ => throw place.At("activation").Fault($"is '{activation}', known are saturatingLinear, sign and none"),
            },
            Mean = [],
            Sigma = [],
            HasBias = false,
            FanIn = element.TryGetProperty("fanIn", out _) ? FanIn(place, place.Text(element, "fanIn")) : null,
            Replicas = element.TryGetProperty("replicas", out JsonElement replicas) ? place.At("replicas").Count(replicas, MappingSpec.MostReplicas) : null,
        };
    }

    private static FanInKind FanIn(JsonPlace place, string name) =>
        FanInNames.Find(name) ?? throw place.At("fanIn").Fault($"is '{name}', known are {string.Join(", ", FanInNames.All)}");
}

using System.Text.Json;
using SpinArch.Networks;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>
/// A second reading of network folders, in double precision and by the plainest loops, written from docs/network-file.md and
/// docs/own-weights.md alone: what an imported folder means, whatever SpinArch makes of it.
/// </summary>
internal sealed class FolderReference
{
    private readonly JsonElement _root;
    private readonly NumpyArchive _weights;

    public FolderReference(string folder)
    {
        _root = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "network.json"))).RootElement;
        _weights = NumpyArchive.Read(Path.Combine(folder, "weights.npz"));
        Assert.Equal("outputsByInputs", _root.GetProperty("orientation").GetString());
    }

    /// <summary>The outputs for an input of real numbers; a ReLU without a range is held by nothing.</summary>
    public double[] Evaluate(IReadOnlyList<double> input)
    {
        int[] shape = Numbers(_root, "input");
        Map map = shape is [int c, int h, int w] ? new Map(c, h, w, [.. input]) : new Map(input.Count, 1, 1, [.. input]);
        var known = new Dictionary<string, Map> { ["input"] = map };
        foreach (JsonElement layer in _root.GetProperty("layers").EnumerateArray())
        {
            Map from = layer.TryGetProperty("from", out JsonElement name) ? known[name.GetString()!] : map;
            Map[] inputs = layer.TryGetProperty("inputs", out JsonElement names)
                ? [.. names.EnumerateArray().Select(one => known[one.GetString()!])] : [];
            map = layer.GetProperty("kind").GetString() switch
            {
                "dense" => Dense(layer, from),
                "conv2d" => Convolution(layer, from),
                "maxPool" => Pool(layer, from, isMaximum: true),
                "averagePool" => Pool(layer, from, isMaximum: false),
                "globalAveragePool" => new Map(from.C, 1, 1, [.. from.Channels().Select(channel => channel.Average())]),
                "flatten" => new Map(from.Values.Length, 1, 1, from.Values),
                "add" => inputs[0] with { Values = [.. inputs[0].Values.Select((_, at) => inputs.Sum(one => one.Values[at]))] },
                "concat" => new Map(inputs.Sum(one => one.C), inputs[0].H, inputs[0].W, [.. inputs.SelectMany(one => one.Values)]),
                string other => throw new InvalidOperationException(other),
                null => throw new InvalidOperationException(),
            };
            map = Activated(layer, map);
            if (layer.TryGetProperty("name", out JsonElement called))
            {
                known[called.GetString()!] = map;
            }
        }

        return map.Values;
    }

    private Map Dense(JsonElement layer, Map from)
    {
        string name = layer.GetProperty("name").GetString()!;
        int outputs = layer.GetProperty("outputs").GetInt32();
        NumpyArray weights = _weights[name + ".mu"];
        Assert.Equal([outputs, from.Values.Length], weights.Shape);
        return new Map(outputs, 1, 1, [.. Enumerable.Range(0, outputs).Select(output =>
            Bias(name, output) + from.Values.Select((value, at) => value * weights.Value((output * from.Values.Length) + at)).Sum())]);
    }

    private Map Convolution(JsonElement layer, Map from)
    {
        string name = layer.GetProperty("name").GetString()!;
        int outputs = layer.GetProperty("outputs").GetInt32();
        int groups = layer.TryGetProperty("groups", out JsonElement given) ? given.GetInt32() : 1;
        int[] kernel = Numbers(layer, "kernel");
        int[] dilation = Numbers(layer, "dilation", 1, 1);
        (int channels, int group) = (from.C / groups, outputs / groups);
        NumpyArray weights = _weights[name + ".mu"];
        Assert.Equal([outputs, channels, kernel[0], kernel[1]], weights.Shape);
        return Windows(layer, from, outputs, kernel, dilation, [1, 1], (output, places) =>
        {
            double sum = Bias(name, output);
            foreach ((int y, int x, int row, int column) in places)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    int at = (((((output * channels) + channel) * kernel[0]) + row) * kernel[1]) + column;
                    sum += weights.Value(at) * from[(output / group * channels) + channel, y, x];
                }
            }

            return sum;
        });
    }

    private static Map Pool(JsonElement layer, Map from, bool isMaximum)
    {
        int[] size = Numbers(layer, "size");
        bool countsPadding = layer.TryGetProperty("countsPadding", out JsonElement counts) && counts.GetBoolean();
        return Windows(layer, from, from.C, size, [1, 1], size, (channel, places) =>
        {
            double[] values = [.. places.Select(place => from[channel, place.Y, place.X])];
            return isMaximum ? values.Max() : values.Sum() / (countsPadding ? size[0] * size[1] : values.Length);
        });
    }

    // Every output at every window, from the places of the window that are on the map.
    private static Map Windows(
        JsonElement layer, Map from, int outputs, int[] kernel, int[] dilation, int[] otherwise, Func<int,
            (int Y, int X, int Row, int Column)[], double> value)
    {
        int[] stride = Numbers(layer, "stride", otherwise);
        int[] pad = Numbers(layer, "padding", 0, 0);
        pad = pad.Length == 2 ? [pad[0], pad[1], pad[0], pad[1]] : pad;
        int height = ((from.H + pad[0] + pad[2] - ((kernel[0] - 1) * dilation[0]) - 1) / stride[0]) + 1;
        int width = ((from.W + pad[1] + pad[3] - ((kernel[1] - 1) * dilation[1]) - 1) / stride[1]) + 1;
        var result = new Map(outputs, height, width, new double[outputs * height * width]);
        for (int output = 0; output < outputs; output++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    (int Y, int X, int Row, int Column)[] places =
                    [
                        .. from row in Enumerable.Range(0, kernel[0])
                           from column in Enumerable.Range(0, kernel[1])
                           let line = (y * stride[0]) - pad[0] + (row * dilation[0])
                           let place = (x * stride[1]) - pad[1] + (column * dilation[1])
                           where line >= 0 && line < @from.H && place >= 0 && place < @from.W
                           select (line, place, row, column),
                    ];
                    result.Values[(((output * height) + y) * width) + x] = value(output, places);
                }
            }
        }

        return result;
    }

    private static Map Activated(JsonElement layer, Map map)
    {
        double range = layer.TryGetProperty("range", out JsonElement most) ? most.GetDouble() : double.PositiveInfinity;
        return !layer.TryGetProperty("activation", out JsonElement activation) ? map : map with
        {
            Values = [.. map.Values.Select(value => activation.GetString() switch
            {
                "relu" => Math.Clamp(value, 0, range),
                "saturatingLinear" => Math.Clamp(value, 0, 1),
                "sign" => value >= 0 ? 1 : -1,
                _ => value,
            })],
        };
    }

    private double Bias(string name, int output) =>
        _weights.Arrays.TryGetValue(name + ".bias.mu", out NumpyArray? bias) ? bias.Value(output) : 0;

    private static int[] Numbers(JsonElement element, string key, params int[] otherwise) =>
        element.TryGetProperty(key, out JsonElement list) ? [.. list.EnumerateArray().Select(number => number.GetInt32())] : otherwise;

    private sealed record Map(int C, int H, int W, double[] Values)
    {
        public double this[int channel, int y, int x] => Values[(((channel * H) + y) * W) + x];

        public IEnumerable<double[]> Channels() => Values.Chunk(H * W);
    }
}

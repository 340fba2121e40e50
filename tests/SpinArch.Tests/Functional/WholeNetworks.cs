using SpinArch.Networks;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Functional;

/// <summary>Small networks of every kind of layer, as files with random weights.</summary>
internal static class WholeNetworks
{
    /// <summary>A chain of convolutions, pools and dense layers.</summary>
    public const string Lenet = """
        { "name": "c1", "kind": "conv2d", "outputs": 3, "kernel": [3, 3], "activation": "relu" },
        { "kind": "maxPool", "size": [2, 2] },
        { "name": "c2", "kind": "conv2d", "outputs": 5, "kernel": [3, 2], "stride": [1, 2], "activation": "relu", "range": 1.5 },
        { "kind": "flatten" },
        { "name": "f1", "kind": "dense", "outputs": 7, "activation": "relu" },
        { "name": "f2", "kind": "dense", "outputs": 4, "activation": "none" }
        """;

    /// <summary>A residual block, its shortcut through a convolution of one place, and a mean over the map.</summary>
    public const string Residual = """
        { "name": "stem", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
        { "name": "a", "kind": "conv2d", "outputs": 6, "kernel": [3, 3], "stride": [2, 2], "padding": [1, 1], "activation": "relu" },
        { "name": "b", "kind": "conv2d", "outputs": 6, "kernel": [3, 3], "padding": [1, 1], "activation": "none" },
        { "name": "short", "kind": "conv2d", "outputs": 6, "kernel": [1, 1], "stride": [2, 2], "activation": "none", "from": "stem" },
        { "name": "sum", "kind": "add", "inputs": ["b", "short"], "activation": "relu" },
        { "name": "again", "kind": "add", "inputs": ["sum", "sum", "short"] },
        { "kind": "globalAveragePool" },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 3, "activation": "relu" }
        """;

    /// <summary>Branches that meet, kernels with holes, overlapping and padded pools, signs, and a map that a dense layer takes.</summary>
    public const string Branches = """
        { "name": "a", "kind": "conv2d", "outputs": 3, "kernel": [2, 3], "dilation": [2, 1], "padding": [1, 1], "activation": "sign" },
        { "name": "b", "kind": "maxPool", "size": [3, 3], "stride": [1, 1], "padding": [1, 1], "from": "input" },
        { "name": "c", "kind": "conv2d", "outputs": 2, "kernel": [1, 1], "activation": "relu", "from": "b" },
        { "name": "all", "kind": "concat", "inputs": ["a", "c", "input"] },
        { "name": "m", "kind": "averagePool", "size": [3, 2], "stride": [2, 2], "padding": [1, 1, 0, 0] },
        { "name": "n", "kind": "averagePool", "size": [3, 2], "stride": [2, 2], "padding": [1, 1, 0, 0], "countsPadding": true, "from": "all" },
        { "name": "d", "kind": "conv2d", "outputs": 4, "kernel": [2, 2], "activation": "saturatingLinear", "from": "m" },
        { "name": "e", "kind": "conv2d", "outputs": 4, "kernel": [2, 2], "activation": "none", "range": 3, "from": "n" },
        { "name": "s", "kind": "add", "inputs": ["d", "e"], "activation": "sign" },
        { "name": "both", "kind": "concat", "inputs": ["s", "d"] },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 5, "activation": "none" }
        """;

    /// <summary>Dense layers with activations that have ranges: a chain.</summary>
    public const string Chain = """
        { "name": "f1", "kind": "dense", "outputs": 9, "activation": "relu" },
        { "name": "f2", "kind": "dense", "outputs": 8, "activation": "none" },
        { "name": "f3", "kind": "dense", "outputs": 4, "activation": "none" }
        """;

    /// <summary>Convolutions of two groups, of one a channel over a concatenation, and of groups that fill a crossbar each.</summary>
    public const string Grouped = """
        { "name": "a", "kind": "conv2d", "outputs": 6, "kernel": [3, 2], "groups": 2, "activation": "relu" },
        { "name": "b", "kind": "maxPool", "size": [3, 2], "stride": [1, 1], "from": "input" },
        { "name": "all", "kind": "concat", "inputs": ["a", "b"] },
        { "name": "deep", "kind": "conv2d", "outputs": 10, "kernel": [2, 2], "padding": [1, 0, 0, 1], "groups": 10, "activation": "relu" },
        { "name": "narrow", "kind": "conv2d", "outputs": 5, "kernel": [2, 3], "stride": [2, 2], "groups": 5, "activation": "none" },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 3, "activation": "none" }
        """;

    /// <summary>A mean over the map at the end, of signed codes.</summary>
    public const string Pooled = """
        { "name": "c1", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "activation": "relu" },
        { "name": "c2", "kind": "conv2d", "outputs": 3, "kernel": [2, 2], "activation": "none" },
        { "name": "mean", "kind": "globalAveragePool" },
        { "name": "flat", "kind": "flatten" }
        """;

    /// <summary>Writes a network with random weights, biases among them, and calibration images.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The shape of an input.</param>
    /// <param name="number">Which random numbers.</param>
    public static NetworkGraph Write(TemporaryFolder folder, string layers, string input, int number)
    {
        var random = new Random(number);
        string begin = $"{{ \"name\": \"whole {number}\", \"input\": {input}, \"layers\": [{layers}]";
        File.WriteAllText(folder["timing.json"], begin + " }");
        NetworkGraph shapes = NetworkReader.Read(folder["timing.json"]);
        var arrays = new List<NumpyArray>();
        foreach (NetworkLayer layer in shapes.Layers)
        {
            int channels = layer.Kernel is { } kernel ? layer.Inputs / (kernel.Height * kernel.Width) : 0;
            int[] shape = layer.Kernel is { } size ? [layer.Outputs, channels, size.Height, size.Width] : [layer.Inputs, layer.Outputs];
            double scale = 1.7 / Math.Sqrt(layer.Inputs);
            arrays.Add(Array(layer.Name + ".mu", shape, () => (random.NextDouble() - 0.45) * 2 * scale));
            arrays.Add(Array(layer.Name + ".sigma", shape, () => random.NextDouble() * 0.3 * scale));
            if (random.Next(3) > 0)
            {
                arrays.Add(Array(layer.Name + ".bias.mu", [layer.Outputs], () => (random.NextDouble() - 0.5) * 0.4));
                arrays.Add(Array(layer.Name + ".bias.sigma", [layer.Outputs], () => random.NextDouble() * 0.05));
            }
        }

        arrays.Add(NumpyArray.FromBytes("calibration", [5, shapes.Inputs],
            [.. Images(number + 1, 5, shapes.Inputs).SelectMany(image => image)]));
        NumpyArchive.Write(folder["weights.npz"], arrays);
        File.WriteAllText(folder["network.json"], begin + ", \"weights\": \"weights.npz\", \"orientation\": \"inputsByOutputs\" }");
        return NetworkReader.Read(folder["network.json"]);
    }

    /// <summary>Random images.</summary>
    public static byte[][] Images(int number, int count, int pixels) => RandomNetworks.Images(number, count, pixels);

    private static NumpyArray Array(string name, int[] shape, Func<double> next)
    {
        float[] values = new float[shape.Aggregate((all, extent) => all * extent)];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)next();
        }

        return NumpyArray.FromSingles(name, [.. shape], values);
    }
}

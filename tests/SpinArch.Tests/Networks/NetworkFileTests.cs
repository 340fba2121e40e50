using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Tests.Networks;

/// <summary>Layers of every kind from a network file, their shapes, and what is wrong with those that do not fit.</summary>
public sealed class NetworkFileTests
{
    private const string End = """{ "name": "end", "kind": "dense", "outputs": 3, "activation": "none" }""";
    private const string Conv = """{ "name": "c", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "activation": "relu" }""";

    [Fact]
    public void Shapes_follow_from_layer_to_layer()
    {
        NetworkGraph graph = Read("""
            { "name": "c", "kind": "conv2d", "outputs": 6, "kernel": [5, 3], "stride": [2, 1], "padding": [2, 1], "activation": "relu" },
            { "name": "p", "kind": "maxPool", "size": [2, 2] },
            { "name": "d", "kind": "conv2d", "outputs": 6, "kernel": [3, 3], "dilation": [2, 1], "padding": [2, 1, 2, 1], "groups": 3, "activation": "none", "range": 2.5 },
            { "name": "s", "kind": "add", "inputs": ["p", "d"], "activation": "relu" },
            { "name": "j", "kind": "concat", "inputs": ["s", "p"] },
            { "name": "g", "kind": "globalAveragePool" },
            { "name": "f", "kind": "flatten" },
            { "name": "end", "kind": "dense", "outputs": 3, "activation": "none" }
            """);

        Assert.Equal(new TensorShape(3, 12, 8), graph.Shape);
        Assert.Equal(
            [new(6, 6, 8), new(6, 3, 4), new(6, 3, 4), new(6, 3, 4), new(12, 3, 4), new(12), new(12), new TensorShape(3)],
            graph.Nodes.Select(node => node.Output));
        Assert.Equal([(45, 6), (18, 6), (12, 3)], graph.Layers.Select(layer => (layer.Inputs, layer.Outputs)));
        Assert.Equal(2.5, graph.Nodes[2].Range);
        Assert.Equal(Activation.Linear, graph.Layers[1].Activation);
        Assert.Equal([1, 2], graph.Nodes[3].Sources);
    }

    [Fact]
    public void Kernels_lie_in_the_weights_file_as_frameworks_write_them()
    {
        using var folder = new TemporaryFolder();
        float[] kernels = [.. Enumerable.Range(0, 2 * 3 * 2 * 2).Select(value => (float)value)];
        NumpyArchive.Write(folder["w.npz"],
            [NumpyArray.FromSingles("c.mu", [2, 3, 2, 2], kernels), NumpyArray.FromSingles("end.mu", [154, 3], new float[462])]);
        NetworkGraph graph = Read("""
            { "name": "c", "kind": "conv2d", "outputs": 2, "kernel": [2, 2], "activation": "relu" }, { "kind": "flatten" },
            """ + End, folder, "w.npz");

        // Row (c 2 + y) 2 + x of output o is kernels[o][c][y][x].
        Assert.Equal([.. Enumerable.Range(0, 12).SelectMany(row => new[] { (float)row, row + 12 })], graph.Layers[0].Mean);
    }

    [Theory]
    [InlineData(Conv + "," + End, "layers[1] dense 'end' expects a vector and is given [4, 10, 6] by 'c'; put a flatten before it")]
    [InlineData("""{ "name": "c", "kind": "conv2d", "outputs": 4, "kernel": [13, 3], "activation": "relu" },""" + End,
        "layers[0] conv2d 'c' expects a map of at least 13 rows and 3 columns, and is given [3, 12, 8] by the network's input")]
    [InlineData("""{ "name": "c", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "groups": 2, "activation": "relu" },""" + End,
        "layers[0].groups is 2, which must divide the channels that conv2d 'c' is given and its outputs: [3, 12, 8] by the network's input and 4")]
    [InlineData(Conv + """, { "name": "s", "kind": "add", "inputs": ["c", "input"] },""" + End,
        "layers[1].inputs of add 's' must have one shape: expected [4, 10, 6] by 'c', given [3, 12, 8] by the network's input")]
    [InlineData(Conv + """, { "name": "s", "kind": "concat", "inputs": ["input", "c"] },""" + End,
        "of concat 's' must have the rows and columns of one another: expected [3, 12, 8] by the network's input, given [4, 10, 6] by 'c'")]
    [InlineData(Conv + """, { "kind": "maxPool", "size": [2, 2], "from": "cc" },""" + End, "layers[1].from is 'cc', which is no earlier layer")]
    [InlineData(Conv + """, { "kind": "maxPool", "size": [2, 2], "padding": [2, 0] },""" + End, "lets a window of maxPool 'maxPool1' lie beside the map")]
    [InlineData(Conv + """, { "kind": "maxPool", "size": [2] },""" + End, "layers[1].size has 1 numbers, allowed are 2")]
    [InlineData(Conv + """, { "kind": "maxPool", "size": [2, 2], "kernel": [2, 2] },""" + End, "layers[1].kernel is no key here")]
    [InlineData(Conv + """, { "kind": "pool" },""" + End, "layers[1].kind is 'pool', known are dense, conv2d, maxPool")]
    [InlineData(Conv, "'c' is the last layer and gives [4, 10, 6]: the last must be dense, or a conv2d, pool or add of one position")]
    [InlineData(Conv + """, { "name": "f", "kind": "flatten" }""", "'f' is the last layer and gives [4, 10, 6]")]
    [InlineData("""{ "name": "p", "kind": "globalAveragePool" }""", "none is dense or conv2d")]
    [InlineData(Conv + """, { "name": "f", "kind": "flatten", "from": "input" },""" + End, "nothing takes what 'c' gives")]
    [InlineData("""{ "name": "f", "kind": "flatten" }, { "name": "end", "kind": "dense", "outputs": 3, "activation": "none", "range": 2 }""",
        "layers[1].range is for relu, and for none before other layers")]
    public void A_layer_that_does_not_fit_is_refused_in_one_line(string layers, string message)
    {
        InputException error = Assert.Throws<InputException>(() => Read(layers));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void An_input_without_rows_and_columns_is_no_map()
    {
        InputException error = Assert.Throws<InputException>(() => Read(Conv + "," + End, input: "[12, 8]"));
        Assert.Contains("conv2d 'c' expects a map [channels, rows, columns] and is given the network's input, whose shape has 2 dimensions",
            error.Message,
            StringComparison.Ordinal);
    }

    private static NetworkGraph Read(string layers, string input = "[3, 12, 8]")
    {
        using var folder = new TemporaryFolder();
        return Read(layers, folder, input: input);
    }

    private static NetworkGraph Read(string layers, TemporaryFolder folder, string? weights = null, string input = "[3, 12, 8]")
    {
        string named = weights is null ? "" : $", \"weights\": \"{weights}\"";
        File.WriteAllText(folder["n.json"], $$"""{ "name": "n", "input": {{input}}, "layers": [{{layers}}]{{named}} }""");
        return NetworkReader.Read(folder["n.json"]);
    }
}

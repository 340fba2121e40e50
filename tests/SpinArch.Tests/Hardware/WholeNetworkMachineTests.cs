using SpinArch.Functional;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Tests.Functional;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Hardware;

public sealed class WholeNetworkMachineTests
{
    private const ulong Seed = 12;

    // As the one of the functional tests, but for its second addition, which takes a map twice.
    private const string Residual = """
        { "name": "stem", "kind": "conv2d", "outputs": 4, "kernel": [3, 3], "padding": [1, 1], "activation": "relu" },
        { "name": "a", "kind": "conv2d", "outputs": 6, "kernel": [3, 3], "stride": [2, 2], "padding": [1, 1], "activation": "relu" },
        { "name": "b", "kind": "conv2d", "outputs": 6, "kernel": [3, 3], "padding": [1, 1], "activation": "none" },
        { "name": "short", "kind": "conv2d", "outputs": 6, "kernel": [1, 1], "stride": [2, 2], "activation": "none", "from": "stem" },
        { "name": "sum", "kind": "add", "inputs": ["b", "short"], "activation": "relu" },
        { "name": "again", "kind": "add", "inputs": ["sum", "b", "short"] },
        { "kind": "globalAveragePool" },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 3, "activation": "relu" }
        """;

    // Two groups, then one a channel: where crossbars are small, several stages that read some channels of one map.
    private const string Grouped = """
        { "name": "a", "kind": "conv2d", "outputs": 6, "kernel": [3, 2], "groups": 2, "activation": "relu" },
        { "name": "deep", "kind": "conv2d", "outputs": 6, "kernel": [2, 2], "groups": 6, "activation": "relu" },
        { "kind": "flatten" },
        { "name": "out", "kind": "dense", "outputs": 3, "activation": "none" }
        """;

    [Theory]
    [InlineData(Grouped, "[4, 5, 5]")]
    [InlineData(Grouped, "[2, 5, 5]", "crossbar.rows=14", "crossbar.columns=6")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]", "sampling.scope=sample")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]", "crossbar.rows=11", "crossbar.columns=3", "mapping.fanIn=tree")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]", "crossbar.rows=11", "mapping.fanIn=time-multiplex", "crossbar.pairsPerTile=6")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]", "device.readNoise=0.1", "device.conductanceSpread=0.1", "link.flitBits=64")]
    [InlineData(Residual, "[2, 8, 8]")]
    [InlineData(Residual, "[2, 8, 8]", "crossbar.rows=13", "crossbar.columns=4", "mapping.fanIn=chain")]
    [InlineData(WholeNetworks.Pooled, "[2, 6, 5]")]
    [InlineData(WholeNetworks.Branches, "[2, 7, 6]")]
    [InlineData(WholeNetworks.Branches, "[2, 7, 6]", "crossbar.rows=9", "crossbar.columns=2")]
    [InlineData(WholeNetworks.Lenet, "[2, 8, 7]", "window.words=111")]
    public void Machine_and_functional_path_give_the_same_bits(string layers, string input, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        NetworkGraph graph = WholeNetworks.Write(folder, layers, input, number: 3);
        byte[][] images = WholeNetworks.Images(5, 2, graph.Inputs);
        Simulated run = Simulated.Run(graph, samples: 3, inputs: 2, images, Seed, Picoseconds.Zero, settings);
        long[][] expected = [.. new FunctionalNetwork(run.Spec, run.Program).Run(images, Seed, 3)];

        int outputs = graph.Outputs;
        Assert.Equal(
            expected.SelectMany(results => Enumerable.Range(0, outputs)
                .Select(output => Enumerable.Range(0, 3).Sum(sample => results[(sample * outputs) + output]))),
            run.Result.Sums);
        Assert.Equal(
            expected.SelectMany(results => Enumerable.Range(0, outputs).Select(output =>
                Enumerable.Range(0, 3).Sum(sample => results[(sample * outputs) + output] * results[(sample * outputs) + output]))),
            run.Result.SquareSums);
        Assert.True(run.Result.Sums.Distinct().Count() > 1);
    }
}

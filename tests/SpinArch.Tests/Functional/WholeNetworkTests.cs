using System.Text.Json;
using SpinArch.Compilation;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Functional;

/// <summary>
/// Networks of every kind of layer against <c>network_oracle.py</c>, which knows their file and section 14 of
/// <c>docs/arithmetic.md</c> and nothing else.
/// </summary>
[Trait("Needs", "NumPy")]
public sealed class WholeNetworkTests
{
    private const ulong Seed = 0xFEDC_BA98_7654_3211;
    private const int Samples = 2;

    public static TheoryData<string, string, string[]> Cases() => new()
    {
        { "lenet", "[2, 12, 10]", [] },
        { "lenet", "[1, 10, 11]",
            ["crossbar.rows=7", "crossbar.columns=4", "adc.bits=6", "dac.bits=6", "neuron.bits=4", "weight.cellBits=2"] },
        { "lenet", "[3, 9, 8]", ["sampling.scope=sample", "neuron.bits=8", "adc.lossless=true"] },
        { "residual", "[3, 9, 8]", [] },
        { "residual", "[2, 8, 8]",
            ["sampling.scope=sample", "crossbar.rows=20", "neuron.bits=6", "sampler.variables=4", "sampler.bits=6"] },
        { "residual", "[1, 7, 9]", ["neuron.bits=8", "weight.meanBits=7", "weight.sigmaBits=5", "weight.cellBits=3"] },
        { "branches", "[2, 8, 9]", [] },
        { "branches", "[1, 9, 8]", ["adc.bits=5", "neuron.bits=5", "dac.bits=7", "crossbar.rows=9", "mapping.fanIn=tree"] },
        { "branches", "[2, 8, 9]", ["sampling.scope=sample", "mapping.replicas=2"] },
        { "grouped", "[4, 7, 6]", [] },
        { "grouped", "[4, 6, 7]", ["crossbar.rows=14", "crossbar.columns=6", "sampling.scope=sample", "neuron.bits=6"] },
        { "pooled", "[2, 6, 7]", ["sampling.scope=sample"] },
        { "chain", "[4, 5]", [] },
        { "chain", "[1, 6, 4]", ["sampling.scope=sample", "crossbar.rows=10", "neuron.bits=8"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_range_and_every_result_is_what_the_page_says(string kind, string input, string[] settings)
    {
        using var folder = new TemporaryFolder();
        NetworkGraph graph = WholeNetworks.Write(folder, LayersOf(kind), input, settings.Length);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", settings).Architecture;
        byte[][] images = WholeNetworks.Images(100, 2, graph.Inputs);
        using JsonDocument oracle = Oracle(folder["network.json"], spec, images, Samples);
        NetworkGraph scaled = NetworkScaling.Apply(graph, spec);
        Program program = CompilerPipeline.CompileValues(scaled, spec, Samples, images.Length);

        Assert.Equal(
            oracle.RootElement.GetProperty("ranges").EnumerateObject().Select(range => (range.Name, range.Value.GetDouble())).Order(),
            scaled.Nodes.Where(node => node.Layer is not null || node.Kind == NodeKind.Add)
                .Select(node => (node.Name, node.Range ?? double.NaN)).Order());
        Assert.Equal(oracle.RootElement.GetProperty("scale").GetDouble(), program.Port.OutputScale, 1e-15);
        Assert.Equal(
            Numbers(oracle.RootElement.GetProperty("results")).Select(value => (long)value),
            new FunctionalNetwork(spec, program).Run(images, Seed, Samples, threads: 1).SelectMany(results => results));
    }

    [Theory]
    [InlineData("lenet-mnist")]
    [InlineData("lenet-fashion")]
    public void A_shipped_network_computes_what_the_page_says(string name)
    {
        string file = ConfigurationCatalog.Shipped().ResolveNetwork(name);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", []).Architecture;
        IdxDataSet data = IdxDataSet.Read(Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", "mnist-100"), IdxSplit.Test);
        using JsonDocument oracle = Oracle(file, spec, [data.Images[0].ToArray()], samples: 1);
        Program program = CompilerPipeline.CompileValues(NetworkReader.Read(file), spec, 1, 1);
        Assert.Equal(
            Numbers(oracle.RootElement.GetProperty("results")).Select(value => (long)value),
            new FunctionalNetwork(spec, program).Run([data.Images[0].ToArray()], Seed, 1)[0]);
    }

    [Fact]
    public void The_shipped_convolutional_network_knows_its_digits()
    {
        ConfigurationCatalog shipped = ConfigurationCatalog.Shipped();
        InferenceResult result = new InferenceRun
        {
            Network = NetworkReader.Read(shipped.ResolveNetwork("lenet-mnist")),
            Architecture = ArchitectureLoader.Load("all-spin", []).Architecture,
            Data = IdxDataSet.Read(Path.Combine(shipped.Root, "networks", "mnist-100"), IdxSplit.Test),
            Samples = 3,
        }.Execute();
        Assert.InRange(PredictionMeasures.Of(result.Predictions).EnsembleAccuracy, 0.97, 1);
    }

    [Theory]
    [InlineData("lenet", "[2, 12, 10]")]
    [InlineData("residual", "[3, 9, 8]")]
    [InlineData("branches", "[2, 8, 9]")]
    [InlineData("grouped", "[4, 7, 6]")]
    [InlineData("pooled", "[2, 6, 7]")]
    [InlineData("chain", "[4, 5]")]
    public void Without_effects_and_deviations_it_is_the_network_in_real_numbers(string kind, string input)
    {
        using var folder = new TemporaryFolder();
        NetworkGraph drawn = WholeNetworks.Write(folder, LayersOf(kind), input, 7);
        NetworkGraph graph = drawn with { Layers = [.. drawn.Layers.Select(layer => layer with { Sigma = new float[layer.Sigma.Length] })] };
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", []).Architecture;
        byte[][] images = WholeNetworks.Images(3, 2, graph.Inputs);
        using JsonDocument oracle = Oracle(folder["network.json"], spec, images, Samples);
        NetworkGraph scaled = NetworkScaling.Apply(graph, spec);
        var pass = new RealPass(new RealNetwork(scaled, spec, CompilerPipeline.CompileValues(scaled, spec, 1, 2), InferenceEffects.None),
            Seed);
        double[] outputs = new double[2 * graph.Outputs];
        pass.Run(0, images[0], 1, outputs);
        pass.Run(1, images[1], 1, outputs.AsSpan(graph.Outputs));

        double[] expected = [.. Numbers(oracle.RootElement.GetProperty("real"))];
        Assert.All(outputs.Zip(expected),
            pair => Assert.Equal(pair.Second, pair.First * pass.Unit, 2e-5 * Math.Max(1, Math.Abs(pair.Second))));
        Assert.Contains(expected, value => Math.Abs(value) > 0.01);
    }

    [Fact]
    public void A_sample_s_weights_are_the_same_everywhere_or_another_draw_at_every_position()
    {
        using var folder = new TemporaryFolder();
        const string Layers = """
            { "name": "c", "kind": "conv2d", "outputs": 1, "kernel": [1, 1], "activation": "none", "range": 4 },
            { "name": "out", "kind": "conv2d", "outputs": 1, "kernel": [1, 6], "stride": [1, 6], "activation": "none" }
            """;
        NumpyArchive.Write(folder["w.npz"],
        [
            NumpyArray.FromSingles("c.mu", [1, 1, 1, 1], [1f]), NumpyArray.FromSingles("c.sigma", [1, 1, 1, 1], [1f]),
            NumpyArray.FromSingles("out.mu", [1, 1, 1, 6], [1, -1, 1, -1, 1, -1]),
        ]);
        File.WriteAllText(folder["n.json"], $$"""{ "name": "n", "input": [1, 1, 6], "layers": [{{Layers}}], "weights": "w.npz" }""");
        NetworkGraph graph = NetworkReader.Read(folder["n.json"]);
        Assert.All(Differences("sample"), difference => Assert.Equal(0, difference));
        Assert.Contains(Differences("read"), difference => difference != 0);

        // The same pixel everywhere: sums of neighbours' differences are nothing where all positions have one draw.
        long[] Differences(string scope)
        {
            ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", [$"sampling.scope={scope}", "neuron.bits=8"]).Architecture;
            Program program = CompilerPipeline.CompileValues(NetworkScaling.Apply(graph, spec), spec, 8, 1);
            return new FunctionalNetwork(spec, program).Run([[200, 200, 200, 200, 200, 200]], 1, 8)[0];
        }
    }

    private static string LayersOf(string kind) => kind switch
    {
        "lenet" => WholeNetworks.Lenet,
        "residual" => WholeNetworks.Residual,
        "branches" => WholeNetworks.Branches,
        "grouped" => WholeNetworks.Grouped,
        "pooled" => WholeNetworks.Pooled,
        _ => WholeNetworks.Chain,
    };

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [element.GetDouble()];

    private static JsonDocument Oracle(string network, ArchitectureSpec spec, byte[][] images, int samples)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["network"] = network,
            ["images"] = images.Select(image => image.Select(pixel => (int)pixel).ToArray()),
            ["dac"] = spec.Dac.Bits,
            ["adc"] = spec.Adc.Bits,
            ["neuron"] = spec.Neuron.Bits,
            ["meanBits"] = spec.Weight.MeanBits,
            ["sigmaBits"] = spec.Weight.SigmaBits,
            ["cellBits"] = spec.Weight.CellBits,
            ["variables"] = spec.Sampler.Variables,
            ["bits"] = spec.Sampler.Bits,
            ["rows"] = spec.Crossbar.Rows.Limit,
            ["columns"] = spec.Crossbar.Columns.Limit,
            ["lossless"] = spec.Adc.Lossless,
            ["seed"] = Seed,
            ["samples"] = samples,
            ["scope"] = spec.Sampling == SamplingScope.Sample ? "sample" : "read",
        }));
        return JsonDocument.Parse(NumPy.Run(
            File.ReadAllText(Isa.Repository.PathOf("tests/SpinArch.Tests/Functional/network_oracle.py")), folder["options.json"]));
    }
}

using System.Text.Json;
using SpinArch.Compilation;
using SpinArch.Components.Dropout;
using SpinArch.Functional;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Functional;

/// <summary>The shipped network against <c>oracle.py</c>, a page of NumPy that knows <c>docs/arithmetic.md</c> and nothing else.</summary>
[Trait("Needs", "NumPy")]
public sealed class ArithmeticOracleTests
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF1;

    private readonly string networkFile = ConfigurationCatalog.Shipped().ResolveNetwork("all-spin-mnist");
    private readonly string dataFolder = Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", "mnist-100");

    [Theory]
    [InlineData]
    [InlineData("crossbar.rows=90", "crossbar.columns=64", "adc.bits=6", "dac.bits=6", "neuron.bits=4", "weight.meanBits=3", "weight.sigmaBits=2")]
    [InlineData("adc.lossless=true", "sampler.variables=4", "sampler.bits=6")]
    [InlineData("crossbar.rows=unbounded", "crossbar.columnSum=neuron", "sampler.bits=11", "sampler.variables=2")]
    [InlineData("weight.cellBits=2")]
    [InlineData("weight.meanBits=7", "weight.sigmaBits=5", "weight.cellBits=3", "crossbar.columns=70", "adc.bits=6", "mapping.fanIn=tree")]
    [InlineData("weight.meanBits=2", "weight.sigmaBits=6", "crossbar.rows=unbounded", "crossbar.columns=unbounded")]
    [InlineData("weight.meanBits=6", "weight.sigmaBits=6", "weight.cellBits=1", "adc.lossless=true")]
    public void Every_constant_and_every_result_is_what_the_page_says(params string[] settings)
    {
        AssertAgreement(networkFile, settings);
    }

    [Theory]
    [InlineData("{'output': 1e-6}", "keep")]
    [InlineData("{'output': 1e10}", "keep")]
    [InlineData("{'output': 1e30}", "keep")]
    [InlineData("{'hidden1': 1e-9, 'hidden2': 1e9}", "keep")]
    [InlineData("{'hidden1': 1e12, 'output': 1e-28}", "keep")]
    [InlineData("{}", "drop")]
    [InlineData("{'output': 1e-25}", "drop")]
    [InlineData("{'output': 1e-25, 'hidden2': 1e-12}", "drop", "adc.lossless=true")]
    [InlineData("{'hidden1': 1e-20}", "keep", "crossbar.rows=unbounded", "crossbar.columnSum=neuron")]
    [InlineData("{}", "keep", "adc.bits=16", "weight.meanBits=7", "weight.sigmaBits=7", "weight.cellBits=1", "crossbar.rows=4", "crossbar.columns=unbounded")]
    public void So_it_is_for_weights_of_any_scale_and_without_sigmas(string factors, string sigmas, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        NumPy.Run(
            $"""
            z, f = dict(np.load(sys.argv[1])), {factors}
            keep = [n for n in z if not ('{sigmas}' == 'drop' and n.endswith('.sigma'))]
            np.savez(sys.argv[2], **{"{"}n: z[n] * np.float32(f[n.split('.')[0]]) if n.split('.')[0] in f else z[n] for n in keep{"}"})
            """,
            Path.Combine(Path.GetDirectoryName(networkFile)!, "weights.npz"),
            folder["weights.npz"]);
        File.Copy(networkFile, folder["network.json"]);
        AssertAgreement(folder["network.json"], settings);
    }

    [Theory]
    [InlineData("spindrop")]
    [InlineData("spindrop", "crossbar.rows=90", "crossbar.columns=64", "adc.bits=5")]
    [InlineData("spatial-spindrop", "crossbar.rows=100", "dropout.group=7")]
    [InlineData("spatial-spindrop", "dropout.current=0.93", "adc.lossless=true")]
    [InlineData("scale-dropout")]
    [InlineData("scale-dropout", "crossbar.rows=90", "dac.bits=4", "dropout.remain=0.6", "dropout.current=0.95")]
    [InlineData("scale-dropout", "dropout.group=1", "dropout.barrier=35")]
    public void So_it_is_for_signs_and_gated_lines(string architecture, params string[] settings)
    {
        EffectiveConfiguration configuration = ArchitectureLoader.Load(architecture, settings);
        AssertAgreement(configuration.Network!, settings, architecture);
    }

    private void AssertAgreement(string file, string[] settings, string architecture = "all-spin")
    {
        NetworkGraph graph = NetworkReader.Read(file);
        ArchitectureSpec spec = ArchitectureLoader.Load(architecture, settings).Architecture;
        Program program = CompilerPipeline.Compile(graph, spec, samples: 2, inputs: 100);

        using JsonDocument oracle = Oracle(graph, spec, [0, 57], samples: 2, ideal: false);

        long[][] blocks =
        [
            .. program.Tiles.SelectMany(tile => tile.Blocks).Select(block => new[]
            {
                block.Layer, block.RowBase, block.ColumnBase, block.Arithmetic.MeanStep, block.Arithmetic.SigmaStep, block.Arithmetic.MeanMultiplier,
                block.Arithmetic.SigmaMultiplier, block.Arithmetic.WordShift, block.Arithmetic.WordFraction, block.Arithmetic.OutputFraction,
            }),
        ];
        Assert.Equal(
            blocks.Select(block => string.Join(' ', block)).Order(),
            oracle.RootElement.GetProperty("blocks").EnumerateArray().Select(block => string.Join(' ', block.EnumerateArray())).Order());
        Assert.Equal(Results(spec, program, 2), Numbers(oracle.RootElement.GetProperty("results")).Select(value => (long)value));
    }

    [Fact]
    public void The_ideal_path_is_that_of_double_precision_with_the_quantiles_of_the_same_bytes()
    {
        NetworkGraph graph = NetworkReader.Read(networkFile);
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", []).Architecture;
        Program program = CompilerPipeline.Compile(graph, spec, 1, 100);
        var pass = new RealPass(new RealNetwork(graph, spec, program, InferenceEffects.None), Seed);
        double[] outputs = new double[20];
        IdxDataSet data = IdxDataSet.Read(dataFolder, IdxSplit.Test);
        pass.Run(0, data.Images[0], 1, outputs);
        pass.Run(57, data.Images[57], 1, outputs.AsSpan(10));

        using JsonDocument oracle = Oracle(graph, spec, [0, 57], samples: 1, ideal: true);

        double[] expected = [.. Numbers(oracle.RootElement.GetProperty("ideal"))];
        Assert.All(outputs.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [element.GetDouble()];

    private IEnumerable<long> Results(ArchitectureSpec spec, Program program, int samples)
    {
        var pass = new FunctionalPass(new FunctionalNetwork(spec, program), Seed);
        IdxDataSet data = IdxDataSet.Read(dataFolder, IdxSplit.Test);
        foreach (int input in (int[])[0, 57])
        {
            long[] results = new long[samples * program.OutputWords];
            pass.Run(input, data.Images[input], samples, results);
            foreach (long result in results)
            {
                yield return result;
            }
        }
    }

    // The probability is computed here from the textbook's law, not taken from the architecture.
    private static Dictionary<string, double>? Gates(ArchitectureSpec spec)
    {
        if (spec.Components.All(component => component.Name != "dropout"))
        {
            return null;
        }

        DropoutSpec dropout = spec.Part<DropoutSpec>();
        double attempts = (double)dropout.Write.Value / dropout.Attempt.Value;
        return new Dictionary<string, double>
        {
            ["probability"] = 1 - Math.Exp(-attempts * Math.Exp(-dropout.Barrier * (1 - dropout.Current))),
            ["group"] = dropout.Group.IsUnbounded ? 0 : dropout.Group.Limit,
            ["remain"] = dropout.Remain,
        };
    }

    private JsonDocument Oracle(NetworkGraph graph, ArchitectureSpec spec, int[] inputs, int samples, bool ideal)
    {
        using var folder = new TemporaryFolder();
        string options = Path.Combine(folder.Path, "options.json");
        const int Unbounded = 1 << 30;
        File.WriteAllText(options, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["weights"] = Path.Combine(Path.GetDirectoryName(graph.Place)!, "weights.npz"),
            ["images"] = Path.Combine(dataFolder, IdxDataSet.ImagesFileName(IdxSplit.Test)),
            ["layers"] = graph.Layers.Select(layer => new[] { layer.Name, OperandText.Activations[(int)layer.Activation] }),
            ["columnSum"] = spec.Crossbar.ColumnSum == ColumnSum.Neuron ? "neuron" : "digital",
            ["lossless"] = spec.Adc.Lossless,
            ["rows"] = spec.Crossbar.Rows.IsUnbounded ? Unbounded : spec.Crossbar.Rows.Limit,
            ["columns"] = spec.Crossbar.Columns.IsUnbounded ? Unbounded : spec.Crossbar.Columns.Limit,
            ["dac"] = spec.Dac.Bits,
            ["adc"] = spec.Adc.Bits,
            ["neuron"] = spec.Neuron.Bits,
            ["meanBits"] = spec.Weight.MeanBits,
            ["sigmaBits"] = spec.Weight.SigmaBits,
            ["cellBits"] = spec.Weight.CellBits,
            ["variables"] = spec.Sampler.Variables,
            ["bits"] = spec.Sampler.Bits,
            ["seed"] = Seed,
            ["inputs"] = inputs,
            ["samples"] = samples,
            ["ideal"] = ideal,
            ["gates"] = Gates(spec)!,
        }));
        string script = File.ReadAllText(Isa.Repository.PathOf("tests/SpinArch.Tests/Functional/oracle.py"));
        return JsonDocument.Parse(NumPy.Run(script, options));
    }
}

using SpinArch.Kernel;
using SpinArch.Specs;
using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

public sealed class LayeringTests : IDisposable
{
    private readonly ConfigurationBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void All_spin_has_the_defaults_of_the_design()
    {
        ArchitectureSpec spec = Load().Architecture;

        Assert.Equal("all-spin", spec.Name);
        Assert.Equal((Extent.Of(128), Extent.Of(128), new Picoseconds(10_000), 1, ColumnSum.Digital),
            (spec.Crossbar.Rows, spec.Crossbar.Columns, spec.Crossbar.ColumnRead, spec.Crossbar.PairsPerTile, spec.Crossbar.ColumnSum));
        Assert.Equal((Extent.Of(128), 3, 8, 2), (spec.Sampler.Lanes, spec.Sampler.Variables, spec.Sampler.Bits, spec.Sampler.Banks));
        Assert.Equal((1000L, 1000L, 1000L, 1000L),
            (spec.Sampler.Reset.Value, spec.Sampler.Relax.Value, spec.Sampler.RowRead.Value, spec.Sampler.Normalise.Value));
        Assert.Equal(Extent.Of(128), spec.Scaler.Width);
        Assert.Equal((2, 2, 2, 2), (spec.SigmaInput.Banks, spec.SampleHold.Banks, spec.Input.Banks, spec.Latch.Banks));
        Assert.Equal((8, 1000L, 1000L, 1, false), (spec.Adc.Bits, spec.Adc.Interval.Value, spec.Adc.Latency.Value, spec.Adc.PerTile, spec.Adc.Lossless));
        Assert.Equal((8, 3, 4, 4, 16, 8),
            (spec.Dac.Bits, spec.Neuron.Bits, spec.Weight.MeanBits, spec.Weight.SigmaBits, spec.Vector.Width, spec.Sequencer.QueueDepth));
        Assert.Equal((1000L, 1000L, 32, 4, 64),
            (spec.Link.Hop.Value, spec.Link.Flit.Value, spec.Link.FlitBits, spec.Link.BufferFlits, spec.Link.ReceiveFlits));
        Assert.Equal((true, true, 0, 0), (spec.Mesh.Width.IsUnbounded, spec.Mesh.Height.IsUnbounded, spec.Mesh.PortX, spec.Mesh.PortY));
        Assert.Equal((1000L, FanInKind.Gather, "rowMajor", true), (spec.Clock.Period.Value, spec.Mapping.FanIn, spec.Mapping.Placement, spec.Mapping.MuReuse));
        Assert.Equal((1.0 / 3, 0.5), (spec.Activity.MeanSquareDrive, spec.Activity.MeanLevel));
        Assert.Equal((57.0, "fJ"), (spec.Technology["trng.bitEnergy"].Value, spec.Technology["trng.bitEnergy"].Unit));
    }

    [Fact]
    public void Lanes_and_width_follow_unbounded_rows()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin-ideal", environment: new Dictionary<string, string>()).Architecture;

        Assert.All([spec.Crossbar.Rows, spec.Crossbar.Columns, spec.Sampler.Lanes, spec.Scaler.Width], extent => Assert.True(extent.IsUnbounded));
    }

    [Fact]
    public void Lanes_follow_rows_wherever_the_rows_were_set()
    {
        ArchitectureSpec spec = Load("crossbar.rows=64").Architecture;

        Assert.Equal((64, 64), (spec.Sampler.Lanes.Limit, spec.Scaler.Width.Limit));
    }

    [Fact]
    public void Each_layer_wins_over_those_below_it()
    {
        string architecture = bench.Write("chip.json", """{ "base": "all-spin", "adc": { "bits": 4, "perTile": 2, "latencyNs": 3 }, "vector": { "width": 4 } }""");
        string user = bench.Write("user.json", """{ "adc": { "perTile": 3, "latencyNs": 4 }, "vector": { "width": 5 } }""");
        var variables = new Dictionary<string, string> { ["SPINARCH_adc__latencyNs"] = "5", ["SPINARCH_VECTOR__WIDTH"] = "6", ["PATH"] = "x" };

        EffectiveConfiguration configuration = ArchitectureLoader.Load(architecture, ["vector.width=7"], user, variables);

        Assert.Equal((4, 3, 5000L, 7), (configuration.Architecture.Adc.Bits, configuration.Architecture.Adc.PerTile,
            configuration.Architecture.Adc.Latency.Value, configuration.Architecture.Vector.Width));
        Assert.Equal(
            ["technology spin-puma", "architecture all-spin", "architecture chip", "file user.json", "environment", "--set"], configuration.Layers.ToArray());
        Assert.Equal(
            ["architecture all-spin", "architecture chip", "file user.json", "environment", "--set"],
            new[] { "adc.intervalNs", "adc.bits", "adc.perTile", "adc.latencyNs", "vector.width" }.Select(key => Value(configuration, key).Layer));
    }

    [Fact]
    public void The_variables_of_the_process_are_a_layer()
    {
        // The same value as below it, so that tests running beside this one see no difference.
        Environment.SetEnvironmentVariable("SPINARCH_activity__meanLevel", "0.5");
        try
        {
            EffectiveValue value = Value(ArchitectureLoader.Load("all-spin"), "activity.meanLevel");

            Assert.Equal(("environment", "environment variable SPINARCH_activity__meanLevel"), (value.Layer, value.Place));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SPINARCH_activity__meanLevel", null);
        }
    }

    [Fact]
    public void A_setting_that_is_only_repeated_holds() =>
        Assert.Equal(4, Load("adc.bits=4", "adc.bits=4").Architecture.Adc.Bits);

    [Fact]
    public void A_port_is_set_as_x_comma_y_over_an_array()
    {
        MeshSpec mesh = Load("mesh.width=4", "mesh.height=3", "mesh.port=3,2").Architecture.Mesh;

        Assert.Equal((4, 3, 3, 2), (mesh.Width.Limit, mesh.Height.Limit, mesh.PortX, mesh.PortY));
    }

    [Fact]
    public void A_constant_of_the_technology_can_be_set_and_is_then_an_assumption()
    {
        EffectiveConfiguration configuration = Load("constants.trng.bitEnergy=28.5");

        TechnologyConstant constant = configuration.Architecture.Technology["trng.bitEnergy"];
        Assert.Equal((28.5, "fJ", "chosen by the user", true), (constant.Value, constant.Unit, constant.Source, constant.Assumption));
        Assert.Equal("--set", Value(configuration, "constants.trng.bitEnergy").Layer);
    }

    [Fact]
    public void A_file_sets_a_constant_with_unit_and_source()
    {
        string user = bench.Write("user.json", """{ "constants": { "trng": { "bitEnergy": { "value": 30, "unit": "fJ", "source": "a measurement" } } } }""");

        TechnologyConstant constant = LoadOver(user).Architecture.Technology["trng.bitEnergy"];

        Assert.Equal((30, "a measurement", false), (constant.Value, constant.Source, constant.Assumption));
    }

    [Fact]
    public void The_hash_depends_on_structure_and_times_and_not_on_spelling_activity_or_energy()
    {
        string hash = Load().Architecture.Hash;

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, Load("crossbar.columnReadNs=10.000", "sampler.lanes=128", "vector.width=1.6e1").Architecture.Hash);
        Assert.Equal(hash, Load("activity.meanLevel=0.1", "constants.trng.bitEnergy=1").Architecture.Hash);
        Assert.NotEqual(hash, Load("crossbar.columnReadNs=10.001").Architecture.Hash);
        Assert.NotEqual(hash, Load("mapping.placement=snake").Architecture.Hash);
    }

    [Fact]
    public void A_base_and_a_technology_may_be_paths_beside_the_file()
    {
        File.Copy(ConfigurationCatalog.Shipped().ResolveTechnology("spin-puma"), Path.Combine(bench.Folder, "mine.json"));
        bench.Write("below/architecture.json", """{ "base": "all-spin", "technology": "../mine.json", "adc": { "bits": 6 } }""");
        string path = bench.Write("above/architecture.json", """{ "base": "../below/architecture.json" }""");

        ArchitectureSpec spec = LoadFile(Path.GetDirectoryName(path)!).Architecture;

        Assert.Equal(("above", 6, "mine"), (spec.Name, spec.Adc.Bits, spec.Technology.Name));
    }
}

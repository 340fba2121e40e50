using SpinArch.Files;
using SpinArch.Sweeps;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Sweeps;

public sealed class SweepFileTests : IDisposable
{
    private readonly SweepBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("""{ "name": "x" }""", "knobs is missing")]
    [InlineData("""{ "knobs": [ { "key": "adc.bits", "values": [4] } ] }""", "name is missing")]
    [InlineData("""{ "name": "x", "knob": [] }""", "did you mean 'knobs'?")]
    [InlineData("""{ "name": "x", "knobs": [] }""", "knobs has 0 knobs")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bitz", "values": [4] } ] }""", "did you mean adc.bits?")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "values": [4, 40] } ] }""", "knobs[0].values[1] = '40'")]
    [InlineData("""{ "name": "x", "knobs": [ { "keys": ["adc.bits", "crossbar.rows"], "values": [100] } ] }""", "allowed for adc.bits")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "values": [] } ] }""", "values has 0 values")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "values": [4], "from": 1 } ] }""", "values and a range")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "from": 8, "to": 4, "step": 1 } ] }""", "\"from\" up to \"to\"")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "from": 1, "to": 4, "step": 0 } ] }""", "step must be above 0")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "samples", "values": [0] } ] }""", "allowed for samples is a whole number")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "values": [4] }, { "key": "adc.bits", "values": [5] } ] }""", "vary adc.bits twice")]
    [InlineData("""{ "name": "x", "set": { "adc.bits": 4 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "set sets adc.bits, which a knob varies")]
    [InlineData("""{ "name": "x", "network": "nowhere", "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "network 'nowhere'")]
    [InlineData("""{ "name": "x", "architecture": "nowhere", "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "architecture 'nowhere'")]
    [InlineData("""{ "name": "x", "count": 3, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "belongs to")]
    [InlineData("""{ "name": "x", "design": "grit", "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "did you mean grid?")]
    [InlineData("""{ "name": "x", "design": "list", "knobs": [ { "key": "adc.bits", "values": [5] }, { "key": "dac.bits", "values": [5, 6] } ] }""", "equally many values")]
    [InlineData("""{ "name": "x", "screen": { "objective": "latency", "keep": 1 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "did you mean latencyNs?")]
    [InlineData("""{ "name": "x", "screen": { "objective": "latencyNs" }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "needs either \"keep\"")]
    [InlineData("""{ "name": "x", "screen": { "objective": "latencyNs", "keep": 2 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "screen.keep is 2")]
    [InlineData("""{ "name": "x", "network": "NETWORK", "accuracy": { "images": 5 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "accuracy needs weights")]
    [InlineData("""{ "name": "x", "seed": 1, "seeds": [2], "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "give one of them")]
    [InlineData("""{ "name": "x", "seed": -1, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "seed is -1")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "adc.bits", "values": [5] } ] """, "is not JSON here")]
    [InlineData("""{ "name": "x", "accuracy": { "images": 1000 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "holds 100")]
    [InlineData("""{ "name": "x", "accuracy": { "images": 5 }, "knobs": [ { "key": "samples", "values": [5, 20000] } ] }""", "20000 is out of range; allowed is 1 to 10000")]
    [InlineData("""{ "name": "x", "accuracy": { "images": 5 }, "weights": false, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "accuracy needs weights")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "constants.trng.bitEnergy", "values": [4, "abc"] } ] }""", "values[1] = 'abc' is no finite number")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "constants.trng.bitEnergy", "values": [-3] } ] }""", "out of range; allowed for constants.trng.bitEnergy")]
    [InlineData("""{ "name": "x", "set": { "constants.trng.bitEnergy": -3 }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "out of range; allowed for constants.trng.bitEnergy")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "constants.trng.bitEnergi", "values": [3] } ] }""", "did you mean constants.trng.bitEnergy?")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "technology", "values": ["spin-puma", "spin-pumas"] } ] }""", "did you mean spin-puma?")]
    [InlineData("""{ "name": "x", "knobs": [ { "key": "technology", "values": ["sweep.json"] } ] }""", "architecture, set")]
    [InlineData("""{ "name": "x", "set": { "technology": "nowhere.json" }, "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "technology 'nowhere.json'")]
    [InlineData("""{ "name": "x", "set": { "adc.bits": 4, "adc.bits": 5 }, "knobs": [ { "key": "dac.bits", "values": [5] } ] }""", "set.adc.bits is given twice")]
    [InlineData("""{ "name": "x", "samples": 4, "knobs": [ { "key": "samples", "values": [5] } ] }""", "samples is given, and a knob varies it")]
    [InlineData("""{ "name": "x", "inputs": 4, "knobs": [ { "keys": ["samples", "inputs"], "values": [5] } ] }""", "inputs is given, and a knob varies it")]
    [InlineData("""{ "name": "x", "network": "NETWORK", "seeds": [1, 2], "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "nothing is drawn")]
    [InlineData("""{ "name": "x", "networks": ["NETWORK", "./network.json"], "knobs": [ { "key": "adc.bits", "values": [5] } ] }""", "twice")]
    [InlineData("""[]""", "is not an object")]
    public void A_wrong_file_is_refused_with_one_line_that_says_what_is_wrong(string text, string part)
    {
        string path = bench.Write(text);

        InputException error = Assert.Throws<InputException>(() => SweepBench.Read(path));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_grid_takes_every_combination_with_the_last_knob_fastest()
    {
        SweepFile file = SweepBench.Read(bench.Write("""{ "name": "x", "seeds": [1, 2], "knobs": [ { "key": "adc.bits", "values": [4, 5] }, { "keys": ["crossbar.rows", "crossbar.columns"], "values": [8, 16, 32] } ] }"""));

        var points = SweepPoints.Of(file);

        Assert.Equal(12, points.Length);
        Assert.Equal(new[] { "adc.bits", "crossbar.rows", "crossbar.columns" }, file.Columns.ToArray());
        Assert.Equal(new[] { "4", "16", "16" }, points[1].Values.ToArray());
        Assert.Equal((2UL, 6), (points[6].Seed, points[6].Index));
        Assert.Equal(12, points.Select(point => (point.Seed, string.Join(',', point.Values))).Distinct().Count());
    }

    [Fact]
    public void A_latin_hypercube_uses_each_value_of_each_knob_equally_often_and_the_same_seed_gives_the_same_points()
    {
        const string Text = """{ "name": "x", "design": "latinHypercube", "count": 12, "designSeed": SEED, "knobs": [ { "key": "adc.bits", "values": [4, 5, 6] }, { "key": "crossbar.columnReadNs", "from": 1, "to": 2.1, "step": 0.1 } ] }""";
        var points = SweepPoints.Of(SweepBench.Read(bench.Write(Text.Replace("SEED", "7", StringComparison.Ordinal))));
        var again = SweepPoints.Of(SweepBench.Read(bench.Write(Text.Replace("SEED", "7", StringComparison.Ordinal))));
        var other = SweepPoints.Of(SweepBench.Read(bench.Write(Text.Replace("SEED", "8", StringComparison.Ordinal))));

        Assert.All(points.GroupBy(point => point.Values[0]), group => Assert.Equal(4, group.Count()));
        Assert.Equal(12, points.Select(point => point.Values[1]).Distinct().Count());
        Assert.Equal(points.Select(point => string.Join(',', point.Values)), again.Select(point => string.Join(',', point.Values)));
        Assert.NotEqual(points.Select(point => string.Join(',', point.Values)), other.Select(point => string.Join(',', point.Values)));
    }

    [Theory]
    [InlineData("adc.bits", """10, 10.0, "10", 1e1, 8""", "10 8")]
    [InlineData("samples", """10, 10.0, "10", 1e1, 8""", "10 8")]
    [InlineData("constants.trng.bitEnergy", """10, 10.0, "10", 1e1, 8""", "10 8")]
    [InlineData("crossbar.columnReadNs", """0.5, "5e-1", 0.50""", "0.5")]
    [InlineData("mapping.fanIn", """ "time-multiplex", "timeMultiplex", "tree" """, "time-multiplex tree")]
    [InlineData("sampler.lanes", """ "rows", 128, "rows" """, "rows 128")]
    public void Spellings_of_one_value_count_once(string key, string values, string expected)
    {
        string text = $$"""{ "name": "x", "knobs": [ { "key": "{{key}}", "values": [{{values}}] }, { "key": "dac.bits", "values": [4, 5] } ] }""";
        SweepFile file = SweepBench.Read(bench.Write(text));

        Assert.Equal(expected.Split(' '), file.Knobs[0].Values);
        Assert.Equal(2 * expected.Split(' ').Length, SweepPoints.Of(file).Length);
    }

    [Fact]
    public void Equal_points_of_a_list_are_one()
    {
        SweepFile file = SweepBench.Read(bench.Write("""{ "name": "x", "design": "list", "knobs": [ { "key": "adc.bits", "values": [4, 5, 4.0, 4] }, { "key": "dac.bits", "values": [6, 6, 6, 7] } ] }"""));

        Assert.Equal(["4 6", "5 6", "4 7"], SweepPoints.Of(file).Select(point => string.Join(' ', point.Values)));
        Assert.Equal([0, 1, 2], SweepPoints.Of(file).Select(point => point.Index));
    }

    [Fact]
    public void Paths_are_meant_from_the_folder_of_the_file()
    {
        string technology = File.ReadAllText(RepositoryFile.PathOf("configs/technologies/spin-puma.json"));
        bench.WriteAs("sub/net/network.json", File.ReadAllText(bench.Network));
        bench.WriteAs("sub/chip.json", """{ "base": "all-spin", "adc": { "bits": 5 } }""");
        bench.WriteAs("sub/tech.json", technology);
        string path = bench.WriteAs(
            "sub/sweep.json",
            """{ "name": "x", "network": "net", "architecture": "chip.json", "set": { "technology": "tech.json" }, "samples": 1, "knobs": [ { "key": "dac.bits", "values": [4] } ] }""");
        string knob = bench.WriteAs(
            "sub/knob.json", """{ "name": "x", "network": "net/network.json", "samples": 1, "knobs": [ { "key": "technology", "values": ["tech.json", "spin-puma"] } ] }""");

        Assert.Equal("ok", Assert.Single(SweepBench.Run(path, bench["out"])).Status);
        Assert.All(SweepBench.Run(knob, bench["out2"]), row => Assert.Equal("ok", row.Status));
    }

    [Fact]
    public void A_logarithmic_range_is_rounded_to_what_its_key_can_hold()
    {
        SweepFile file = SweepBench.Read(bench.Write("""{ "name": "x", "knobs": [ { "key": "sampler.lanes", "from": 8, "to": 64, "count": 4, "scale": "log" }, { "key": "adc.intervalNs", "from": 1, "to": 2, "count": 3, "scale": "log" } ] }"""));

        Assert.Equal(new[] { "8", "16", "32", "64" }, file.Knobs[0].Values.ToArray());
        Assert.Equal(new[] { "1", "1.414", "2" }, file.Knobs[1].Values.ToArray());
    }

    [Fact]
    public void Shipped_sweeps_are_valid_by_their_schema_and_for_the_reader()
    {
        string[] files = Directory.GetFiles(RepositoryFile.PathOf("configs/sweeps"), "*.json");

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            Assert.Equal("", SchemaCheck.Errors(RepositoryFile.PathOf("configs/sweep.schema.json"), file));
            bool isSearch = File.ReadAllText(file).Contains("\"search\"", StringComparison.Ordinal);
            SweepFile read = SweepFileReader.Read(file, "all-spin-mnist", "all-spin", isSearch);
            Assert.True(isSearch ? read.Search is not null : SweepPoints.Of(read).Length > 0);
            read.Search?.Check(read);
        });
    }
}

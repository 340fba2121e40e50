using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

public sealed class SchemaTests : IDisposable
{
    private readonly ConfigurationBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Every_shipped_file_is_valid_by_the_schema_it_names()
    {
        (string Folder, string Pattern, string Schema)[] kinds =
        [
            ("configs/architectures", "architecture.json", "architecture"),
            ("configs/architectures", "published.json", "published"),
            ("configs/technologies", "*.json", "technology"),
            ("configs/networks", "network.json", "network"),
        ];
        foreach ((string folder, string pattern, string schema) in kinds)
        {
            string root = RepositoryFile.PathOf(folder);
            foreach (string file in Directory.Exists(root) ? Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories) : [])
            {
                Assert.Equal(("", file), (SchemaCheck.Errors(Schema(schema), file), file));
            }
        }
    }

    [Theory]
    [InlineData("""{ "adc": { "bits": 0 } }""")]
    [InlineData("""{ "adc": { "bits": "4" } }""")]
    [InlineData("""{ "adc": { "bitz": 4 } }""")]
    [InlineData("""{ "adc": { "lossless": 1 } }""")]
    [InlineData("""{ "adcs": { } }""")]
    [InlineData("""{ "crossbar": { "rows": "auto" } }""")]
    [InlineData("""{ "crossbar": { "columnReadNs": 0 } }""")]
    [InlineData("""{ "mesh": { "port": [0] } }""")]
    [InlineData("""{ "link": { "flitBits": 40 } }""")]
    [InlineData("""{ "sources": { "adc.bitz": "x" } }""")]
    [InlineData("""{ "constants": { "trng": { "bitEnergy": { "value": 1, "unit": "pJ", "source": "x" } } } }""")]
    [InlineData("""{ "constants": { "trng": { "bitEnergy": { "value": 1, "unit": "fJ" } } } }""")]
    public void The_schema_and_the_program_refuse_the_same_file(string text)
    {
        string path = bench.Write("user.json", text);

        Assert.NotEqual("", SchemaCheck.Errors(Schema("architecture"), path));
        Refusal(() => LoadOver(path));
    }

    [Theory]
    [InlineData("""{ "mesh": { "width": 4, "height": "auto", "port": [3, 9] }, "crossbar": { "rows": "unbounded" } }""")]
    [InlineData("""{ "sampler": { "lanes": "rows", "relaxNs": 0, "rowReadNs": 0.5 }, "scaler": { "width": 16 } }""")]
    [InlineData("""{ "constants": { "trng": { "bitEnergy": { "value": 1, "unit": "fJ", "source": "x", "assumption": true } } } }""")]
    [InlineData("""{ "adc": { "bits": 4 }, "sources": { "adc.bits": "a data sheet" }, "technology": "spin-puma" }""")]
    public void The_schema_and_the_program_accept_the_same_file(string text)
    {
        string path = bench.Write("user.json", text);

        Assert.Equal("", SchemaCheck.Errors(Schema("architecture"), path));
        LoadOver(path);
    }

    private static string Schema(string name) => RepositoryFile.PathOf($"configs/{name}.schema.json");
}

using System.Text;
using SpinArch.Specs;
using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

public sealed class RefusedFileTests : IDisposable
{
    private const string Components =
        "\"sampler\", \"scaler\", \"crossbar\", \"converter\", \"writer\", \"vector\", \"sender\", \"receiver\"";

    private readonly ConfigurationBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("{\n  \"adc\": { \"bits\": 0 }\n}", ":2:20: adc.bits = 0 is out of range; allowed: a whole number from 1 to 16")]
    [InlineData("{\n  \"adc\": { \"bitz\": 4 }\n}", ":2:20: unknown key 'adc.bitz'; the nearest is adc.bits")]
    [InlineData("{ \"crossbar\": { \"columnReadUs\": 4 } }", ":1:33: unknown key 'crossbar.columnReadUs'; the key with its unit is crossbar.columnReadNs")]
    [InlineData("{ \"adc\": { \"bits\": \"4\" } }", "adc.bits = \"4\" is refused; allowed: a whole number")]
    [InlineData("{ \"adc\": { \"bits\": null } }", "adc.bits = null is refused")]
    [InlineData("{ \"adc\": { \"bits\": true } }", "adc.bits = true is refused")]
    [InlineData("{ \"adc\": { \"bits\": {} } }", "adc.bits = {} is refused")]
    [InlineData("{ \"adc\": { \"bits\": [4] } }", "adc.bits = [4] is refused")]
    [InlineData("{ \"adc\": 5 }", "unknown key 'adc'")]
    [InlineData("{ \"adcs\": {} }", "unknown key 'adcs'")]
    [InlineData("{ \"adc\": { \"bits\": { \"value\": 4 } } }", "unknown key 'adc.bits.value'; the nearest is adc.bits")]
    [InlineData("{ \"adc\": { \"lossless\": \"true\" } }", "adc.lossless = \"true\" is refused; allowed: true or false")]
    [InlineData("{ \"mesh\": { \"port\": \"0,0\" } }", "mesh.port = \"0,0\" is refused; allowed: two whole numbers")]
    [InlineData("{ \"mesh\": { \"port\": [0] } }", "mesh.port = [0]")]
    [InlineData("{ \"mesh\": { \"port\": [\"0\", 0] } }", "an array holds plain numbers")]
    [InlineData("{ \"mesh\": { \"port\": [[0], 0] } }", "an array holds plain numbers")]
    [InlineData("{ \"adc.bits\": 4 }", "files nest their keys: { \"adc\": { \"bits\": ... } }")]
    [InlineData("{ \"adc:bits\": 4 }", "unknown key 'adc:bits'")]
    [InlineData("{ \"base\": \"all-spin\" }", "base belongs in an architecture file")]
    [InlineData("{ \"technology\": 5 }", "technology = 5; allowed: text")]
    [InlineData("{ \"technology\": \"spin-pumma\" }", "did you mean spin-puma?")]
    [InlineData("{ \"adc\": { \"bits\": 4, \"bits\": 5 } }", "adc.bits stands twice")]
    [InlineData("{ \"adc\": { \"bits\": 4 }, \"adc\": { \"perTile\": 5 } }", "adc stands twice")]
    [InlineData("{ \"sources\": { \"adc.bits\": \"x\" } }", "sources names adc.bits, which this file does not set")]
    [InlineData("{ \"sources\": { \"adc.bitz\": \"x\" } }", "the nearest is adc.bits")]
    [InlineData("{ \"sources\": { \"adc.bits\": \" \" }, \"adc\": { \"bits\": 4 } }", "the source of adc.bits is \" \"")]
    [InlineData("{ \"sources\": 5 }", "sources = 5")]
    [InlineData("{ \"constants\": 5 }", "constants = 5")]
    [InlineData("{ \"constants\": { \"trng\": { \"bitEnergy\": 5 } } }", "trng.bitEnergy = 5; write { \"value\", \"unit\", \"source\" }")]
    [InlineData("{ \"adc\": { \"bits\": 4 }", "malformed JSON")]
    [InlineData("{ \"adc\": { \"bits\": NaN } }", "malformed JSON")]
    [InlineData("{ \"adc\": { \"bits\": 04 } }", "malformed JSON")]
    [InlineData("{ \"adc\" { \"bits\": 4 } }", ":1:9: malformed JSON")]
    [InlineData("{\n\n  adc: 3\n}", ":3:3: malformed JSON")]
    [InlineData("{} {}", "malformed JSON")]
    [InlineData("", "malformed JSON")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("5", "must hold one JSON object")]
    [InlineData("null", "must hold one JSON object")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", "malformed JSON")]
    public void A_wrong_user_file_is_refused_at_its_place(string text, string part)
    {
        string path = bench.Write("user.json", text);

        string message = Refusal(() => LoadOver(path));

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_allowed()
    {
        string path = bench.Write("user.json", "\uFEFF// a study\n{ \"adc\": { \"bits\": 4, /* why not */ }, \"vector\": {}, }");

        Assert.Equal(4, LoadOver(path).Architecture.Adc.Bits);
    }

    [Fact]
    public void Text_that_is_no_utf8_is_refused()
    {
        string path = Path.Combine(bench.Folder, "user.json");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes("{ \"technology\": \""), 0xFF, 0xFE, .. Encoding.ASCII.GetBytes("\" }")]);

        Assert.Contains("malformed JSON", Refusal(() => LoadOver(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_a_folder_or_huge_is_refused()
    {
        Assert.Contains("there is no such file", Refusal(() => LoadOver(Path.Combine(bench.Folder, "none.json"))), StringComparison.Ordinal);
        Assert.Contains("is a folder; a file is meant here", Refusal(() => LoadOver(bench.Folder)), StringComparison.Ordinal);
        Assert.Contains("larger than 1 MiB", Refusal(() => LoadOver(bench.Write("big.json", new string(' ', (1 << 20) + 1)))), StringComparison.Ordinal);
        Assert.Contains("has no architecture.json", Refusal(() => LoadFile(bench.Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_without_base_must_set_every_key()
    {
        string path = bench.Write("chip.json", $$"""{ "technology": "spin-puma", "components": [{{Components}}], "adc": { "bits": 4 } }""");

        string message = Refusal(() => LoadFile(path));

        Assert.Contains("sampler.lanes has no value in any layer (technology spin-puma, architecture chip", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_without_technology_is_refused() =>
        Assert.Contains("names no technology", Refusal(() => LoadFile(bench.Write("chip.json", $$"""{ "components": [{{Components}}] }"""))), StringComparison.Ordinal);

    [Fact]
    public void An_architecture_without_components_is_refused() =>
        Assert.Contains("lists no components", Refusal(() => LoadFile(bench.Write("chip.json", """{ "technology": "spin-puma" }"""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"sampler\", \"scalar\"", "components: 'scalar' is not known; the nearest is \"scaler\"")]
    [InlineData("\"sampler\", \"sampler\"", "components: one stands there twice")]
    [InlineData("3", "components: '3' is not known")]
    [InlineData("", "components = []; allowed: some of")]
    [InlineData("\"sampler\", \"scaler\"", "needs the input bank of \"receiver\", which is not listed; add it")]
    public void A_list_of_components_that_makes_no_tile_is_refused(string list, string why) => Assert.Contains(
        why, Refusal(() => LoadFile(bench.Write("chip.json", $$"""{ "base": "all-spin", "components": [{{list}}] }"""))), StringComparison.Ordinal);

    [Fact]
    public void A_circle_of_bases_is_refused()
    {
        string path = bench.Write("a.json", """{ "base": "b.json" }""");
        bench.Write("b.json", """{ "base": "a.json" }""");

        Assert.Contains("the chain of \"base\" comes back to", Refusal(() => LoadFile(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_does_not_exist_is_named_where_it_stands()
    {
        string path = bench.Write("a.json", """{ "base": "all-spim" }""");

        string message = Refusal(() => LoadFile(path));

        Assert.StartsWith(path + ":1:11: architecture 'all-spim'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"unit\": \"fJ\", \"source\": \"arXiv 1911.05828", "\"unit\": \"pJ\", \"source\": \"arXiv 1911.05828", "trng.bitEnergy is given in \"pJ\"; allowed: \"fJ\"")]
    [InlineData("\"value\": 57,", "\"value\": -57,", "trng.bitEnergy = -57 is out of range")]
    [InlineData("\"value\": 57,", "\"value\": \"57\",", "trng.bitEnergy.value = \"57\"; allowed: a number")]
    [InlineData("\"value\": 57,", "", "trng.bitEnergy has no value")]
    [InlineData("\"value\": 57, \"unit\": \"fJ\",", "\"value\": 57,", "trng.bitEnergy has no unit")]
    [InlineData("\"value\": 57,", "\"value\": 57, \"sauce\": 1,", "trng.bitEnergy has no 'sauce'; the nearest is source")]
    [InlineData("\"value\": 57,", "\"value\": 57, \"assumption\": \"no\",", "trng.bitEnergy.assumption = \"no\"; allowed: true or false")]
    [InlineData("\"bitEnergy\"", "\"bitEnergies\"", "unknown constant 'trng.bitEnergies'; the nearest is trng.bitEnergy")]
    [InlineData("\"source\": \"published nowhere; left at zero and listed with the assumptions\"", "\"source\": \"\"", "trng.senseEnergy has an empty source")]
    [InlineData(", \"source\": \"published nowhere; left at zero and listed with the assumptions\"", "", "trng.senseEnergy has no source")]
    public void A_wrong_technology_is_refused_at_its_place(string from, string to, string part)
    {
        string shipped = File.ReadAllText(ConfigurationCatalog.Shipped().ResolveTechnology("spin-puma"));
        int at = shipped.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the shipped technology no longer holds {from}");
        string path = bench.Write("mine.json", string.Concat(shipped.AsSpan(0, at), to, shipped.AsSpan(at + from.Length)));

        string message = Refusal(() => Load($"technology={path}"));

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_technology_that_lacks_a_constant_is_refused()
    {
        string path = bench.Write("mine.json", "{}");

        Assert.Equal($"{path}: lacks trng.bitEnergy [fJ]: One random bit: its reset.", Refusal(() => Load($"technology={path}")));
    }
}

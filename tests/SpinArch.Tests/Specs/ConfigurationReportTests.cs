using System.Text.Json;
using SpinArch.Cli.Verbs;
using SpinArch.Tiles;
using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

public sealed class ConfigurationReportTests
{
    [Fact]
    public void The_json_report_gives_each_value_its_kind_layer_and_source()
    {
        using JsonDocument report = JsonDocument.Parse(ConfigurationReport.ToJson(Load("crossbar.rows=64", "mesh.port=0,0")));
        JsonElement root = report.RootElement;

        ComponentKind[] listed = [.. ComponentCatalog.Of(Load().Architecture)];
        Assert.Equal(listed.Sum(component => component.Keys.Length), root.GetProperty("values").GetArrayLength());
        Assert.Equal(listed.SelectMany(component => component.Constants).Distinct().Count(),
            root.GetProperty("constants").GetArrayLength());
        JsonElement rows = Row(root, "crossbar.rows");
        Assert.Equal((64, "--set", "--set crossbar.rows=64"), (rows.GetProperty("value").GetInt32(), rows.GetProperty("layer").GetString(), rows.GetProperty("place").GetString()));
        JsonElement lanes = Row(root, "sampler.lanes");
        Assert.Equal((64, "rows", "architecture all-spin"), (lanes.GetProperty("value").GetInt32(), lanes.GetProperty("written").GetString(), lanes.GetProperty("layer").GetString()));
        Assert.Equal(JsonValueKind.Array, Row(root, "mesh.port").GetProperty("value").ValueKind);
        Assert.Equal("auto", Row(root, "mesh.width").GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.False, Row(root, "adc.lossless").GetProperty("value").ValueKind);
        Assert.True(Row(root, "sampler.relaxNs").GetProperty("assumption").GetBoolean());
        Assert.Contains("arXiv 1911.05828", Row(root, "crossbar.columnReadNs").GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_verbs_know_their_options()
    {
        Assert.Empty(ConfigVerb.Create().Parse("show --arch all-spin-ideal --set adc.bits=4 --set vector.width=8 --config x.json --output json").Errors);
        Assert.NotEmpty(ConfigVerb.Create().Parse("show --output xml").Errors);
        Assert.Empty(ListVerb.Create().Parse("architectures --output json").Errors);
        Assert.NotEmpty(ListVerb.Create().Parse("everything").Errors);
    }

    private static JsonElement Row(JsonElement root, string key) =>
        root.GetProperty("values").EnumerateArray().Single(row => row.GetProperty("key").GetString() == key);
}

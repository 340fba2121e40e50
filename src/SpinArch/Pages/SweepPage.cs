using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpinArch.Files;
using SpinArch.Sweeps;

namespace SpinArch.Pages;

/// <summary>The page of a sweep: which designs no other beats, what each knob does, and why one point beats another.</summary>
public sealed record SweepPage
{
    /// <summary>The command that made it.</summary>
    public required PageHead Head { get; init; }

    /// <summary>The sweep.</summary>
    public required SweepResults Results { get; init; }

    /// <summary>What points are compared by first: the axes that the page opens with.</summary>
    public ImmutableArray<string> Objectives { get; init; } = ["latencyNs", "energyNj", "areaMm2"];

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace.</param>
    public void Write(string path)
    {
        JsonObject data = Data();
        AtomicFile.Write(path, stream => HtmlPage.Write(stream, "sweep", $"Sweep {Results.Name}", data));
    }

    private JsonObject Data()
    {
        string[] known = [.. SweepObjective.Names.Where(name => Results.Rows.Any(row => SweepObjective.Of(row, name) is not null))];
        JsonObject data = Head.ToJson("sweep", $"Sweep {Results.Name}");
        data["knobs"] = Names(Results.Knobs);
        data["chosen"] = Names(Objectives.Where(known.Contains));
        data["objectives"] = new JsonArray(
        [
            .. known.Select(name => (JsonNode?)new JsonObject
            {
                ["name"] = name,
                ["maximised"] = SweepObjective.IsMaximised(name),
                ["effects"] = new JsonArray([.. KnobEffect.Of(Results, name).Select(effect => (JsonNode?)new JsonObject
                {
                    ["knob"] = effect.Knob,
                    ["factor"] = effect.Factor,
                    ["best"] = effect.Best,
                })]),
            }),
        ]);
        data["rows"] = new JsonArray([.. Results.Rows.Select(row => JsonSerializer.SerializeToNode(row, PointRowJson.Default.PointRow))]);
        data["values"] = new JsonArray([.. Results.Values.Select(values => (JsonNode?)Names(values))]);
        return data;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode?)name)];
}

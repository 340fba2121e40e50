using System.Text.Json.Nodes;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Traces.Recording;

namespace SpinArch.Pages;

/// <summary>
/// The page of a trace: its time line with the critical path; or of two traces, one above the other, on one scale of time.
/// </summary>
public static class TracePage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="head">The command that made it.</param>
    /// <param name="withPath">Whether the critical path is wanted however long a trace is.</param>
    /// <param name="traces">One trace or several.</param>
    public static void Write(string path, PageHead head, bool withPath, params IReadOnlyList<TraceReader> traces)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(traces);
        var parts = new List<byte[]>();
        string title = string.Join(" and ", traces.Select(trace => Path.GetFileName(trace.Path)));
        JsonObject data = head.ToJson("trace", title);
        data["follows"] = new JsonArray(
        [
            .. ComponentCatalog.Units.Where(unit => unit.IsFollower).Select(unit => (JsonNode?)unit.Name),
        ]);
        data["traces"] = new JsonArray([.. traces.Select(trace => (JsonNode?)new JsonObject
        {
            ["file"] = Path.GetFileName(trace.Path),
            ["network"] = trace.Header.Program.Network,
            ["architecture"] = trace.Header.Spec.Name,
            ["timeline"] = TimeLineData.Of(trace, parts, withPath),
        })]);
        AtomicFile.Write(path, stream => HtmlPage.Write(stream, "trace", title, data, parts));
    }
}

using System.Text.Json.Nodes;
using SpinArch.Files;

namespace SpinArch.Pages;

/// <summary>A page that shows a JSON report and nothing besides.</summary>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="head">The command that made it.</param>
    /// <param name="kind">Which page it is: the name of its script.</param>
    /// <param name="title">Its title.</param>
    /// <param name="json">The report.</param>
    public static void Write(string path, PageHead head, string kind, string title, string json)
    {
        ArgumentNullException.ThrowIfNull(head);
        JsonObject data = head.ToJson(kind, title);
        data["report"] = JsonNode.Parse(json);
        AtomicFile.Write(path, stream => HtmlPage.Write(stream, kind, title, data));
    }
}

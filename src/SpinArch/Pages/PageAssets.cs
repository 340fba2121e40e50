using System.Text;

namespace SpinArch.Pages;

/// <summary>The styles and scripts of pages, which are files of their own beside this one and resources of the assembly.</summary>
internal static class PageAssets
{
    // What every page has, in the order in which it is read; then the page's own, and last what starts it.
    private static readonly string[] Common = ["core.js", "charts.js", "tables.js", "timeline.js", "floorplan.js", "account.js",
        "predictions.js"];

    public static string Style() => Read("page.css");

    /// <summary>Apache ECharts, as published (<c>docs/decisions/charts-in-the-page.md</c>).</summary>
    public static string Charts() => Read("echarts/echarts.min.js");

    /// <summary>The script of a page.</summary>
    /// <param name="kind">Which page.</param>
    public static string Script(string kind)
    {
        var script = new StringBuilder("\"use strict\";\n");
        foreach (string name in (IEnumerable<string>)[.. Common, kind + ".js", "open.js"])
        {
            script.Append(Read(name));
        }

        return script.ToString();
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream("pages/" + name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource pages/{name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser reads CR LF as LF before it hashes.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

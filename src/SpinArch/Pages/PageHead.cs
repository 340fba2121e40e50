using System.Text.Json.Nodes;

namespace SpinArch.Pages;

/// <summary>What every page says of itself.</summary>
/// <param name="Command">The command that made it, as one would type it again.</param>
public sealed record PageHead(string Command)
{
    /// <summary>The beginning of a page's data.</summary>
    internal JsonObject ToJson(string kind, string title) => new()
    {
        ["kind"] = kind,
        ["title"] = title,
        ["command"] = Command,
        ["version"] = typeof(PageHead).Assembly.GetName().Version?.ToString(3),
    };
}

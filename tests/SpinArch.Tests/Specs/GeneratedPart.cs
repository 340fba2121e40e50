namespace SpinArch.Tests.Specs;

/// <summary>A part of a page that is made from tables, between marks that readers do not see.</summary>
internal static class GeneratedPart
{
    private const string End = "<!-- end -->";

    /// <summary>Holds the page to it, or writes it anew.</summary>
    /// <param name="path">The page.</param>
    /// <param name="name">The name in the part's first mark.</param>
    /// <param name="content">What must stand there.</param>
    public static void ShouldHold(string path, string name, string content)
    {
        string page = File.ReadAllText(RepositoryFile.PathOf(path));
        string start = $"<!-- {name}: generated -->\n";
        int from = page.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{path} lacks {start}");
        from += start.Length;
        int to = page.IndexOf(End, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"{path} lacks {End}");
        RepositoryFile.ShouldHold(path, string.Concat(page.AsSpan(0, from), content, page.AsSpan(to)));
    }
}

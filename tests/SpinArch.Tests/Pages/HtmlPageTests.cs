using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpinArch.Pages;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Pages;

/// <summary>A page needs nothing else, allows nothing else, and takes names for text.</summary>
public sealed class HtmlPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&<!--";

    [Fact]
    public void Only_the_pages_own_scripts_and_style_may_run()
    {
        PageFile page = Page("title", []);

        Assert.Equal(2, page.Scripts.Count);
        Assert.Equal(
            $"default-src 'none'; script-src {PageFile.HashOf(page.Scripts[0])} {PageFile.HashOf(page.Scripts[1])}; style-src {PageFile.HashOf(page.Style)}; img-src data:; base-uri 'none'; form-action 'none'",
            page.Policy);
    }

    [Fact]
    public void Nothing_is_fetched_from_anywhere()
    {
        string html = Page("title", []).Html;

        Assert.DoesNotMatch("<(script|img|link|iframe|object|embed|video|audio|source)[^>]*\\s(src|href|data)=",
            html[..html.IndexOf("<script>", StringComparison.Ordinal)]);
        Assert.DoesNotMatch("@import|url\\(", Page("title", []).Style);
        Assert.DoesNotMatch("fetch\\(|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function", Page("title", []).Scripts[1]);
    }

    [Fact]
    public void Hostile_names_are_text()
    {
        PageFile page = Page(Hostile, new JsonObject { [Hostile] = Hostile });

        Assert.Equal(Hostile, page.Title);
        Assert.Equal(Hostile, (string?)page.Data[Hostile]);
        Assert.DoesNotContain("alert",
            Regex.Replace(page.Html, "<script>.*?</script>", "", RegexOptions.Singleline).Replace("&lt;script&gt;alert", "",
            StringComparison.Ordinal).Replace("onerror=alert", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Html[..page.Html.IndexOf("<script>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_ten_thousand_characters_is_text_too()
    {
        string name = string.Concat(Enumerable.Repeat("<b x='", 1700));

        Assert.Equal(name, Page(name, []).Title);
    }

    [Fact]
    public void Packed_parts_come_back()
    {
        byte[] part = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i))];

        Assert.Equal(part, new PageFile(Text("run", "title", [], HtmlPage.Compress(part))).Block("part-0"));
    }

    [Fact]
    public void Charts_are_the_published_file_with_its_licence()
    {
        string folder = RepositoryFile.PathOf("src/SpinArch/Pages/Assets/echarts");
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "echarts.min.js"));

        // Of dist/echarts.min.js in the npm package echarts 6.1.0.
        Assert.Equal("b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Contains(Encoding.UTF8.GetString(bytes), Page("title", []).Html, StringComparison.Ordinal);
        Assert.Contains("Apache License", File.ReadAllText(Path.Combine(folder, "LICENSE")), StringComparison.Ordinal);
        Assert.Contains("The Apache Software Foundation", File.ReadAllText(Path.Combine(folder, "NOTICE")), StringComparison.Ordinal);
        Assert.Contains("Apache ECharts", File.ReadAllText(RepositoryFile.PathOf("NOTICE.md")), StringComparison.Ordinal);
    }

    private static PageFile Page(string title, JsonObject data) => new(Text("run", title, data));

    private static string Text(string kind, string title, JsonObject data, params byte[][] parts)
    {
        using var stream = new MemoryStream();
        HtmlPage.Write(stream, kind, title, data, parts);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

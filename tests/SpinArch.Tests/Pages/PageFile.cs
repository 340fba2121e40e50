using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SpinArch.Tests.Pages;

/// <summary>A page as a browser reads it: its blocks, scripts and policy, taken apart without the code that made it.</summary>
internal sealed class PageFile(string html)
{
    public string Html { get; } = html;

    public string Title => WebUtility.HtmlDecode(Regex.Match(Html, "<title>([^<]*)</title>").Groups[1].Value);

    public string Policy => Regex.Match(Html, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">").Groups[1].Value;

    /// <summary>What a browser executes.</summary>
    public IReadOnlyList<string> Scripts =>
        [.. Regex.Matches(Html, "<script>(.*?)</script>", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    public string Style => Regex.Match(Html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;

    public JsonNode Data => JsonNode.Parse(Block("data"))!;

    public static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    public byte[] Block(string id)
    {
        string text = Regex.Match(Html, $"<script type=\"application/gzip;base64\" id=\"{id}\">([^<]*)</script>").Groups[1].Value;
        Assert.True(Base64.IsValid(text) && text.Length > 0, $"the page has no block {id}");
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}

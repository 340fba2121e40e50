using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SpinArch.Pages;

/// <summary>
/// A report as one HTML file that needs nothing else: styles, scripts, charts and data are in it, and its Content-Security-Policy lets it
/// load nothing. Data is compressed JSON in blocks that no browser executes; whatever a user named comes in there and becomes text.
/// </summary>
public static class HtmlPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="kind">Which page it is: the name of its script.</param>
    /// <param name="title">The title of the window.</param>
    /// <param name="data">What the page shows.</param>
    /// <param name="parts">Compressed parts that the page unpacks when it needs them, by number.</param>
    public static void Write(Stream stream, string kind, string title, JsonObject data, params IReadOnlyList<byte[]> parts)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(parts);
        string style = PageAssets.Style();
        string charts = PageAssets.Charts();
        string script = PageAssets.Script(kind);
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var writer = new StreamWriter(stream, encoding, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("<!doctype html>");
        writer.WriteLine("<html lang=\"en\">");
        writer.WriteLine("<head>");
        writer.WriteLine("<meta charset=\"utf-8\">");
        writer.WriteLine($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy(charts, script, style)}\">");
        writer.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        writer.WriteLine("<meta name=\"color-scheme\" content=\"light dark\">");
        writer.WriteLine($"<title>{WebUtility.HtmlEncode(title)}</title>");
        writer.WriteLine($"<style>{style}</style>");
        writer.WriteLine("</head>");
        writer.WriteLine("<body>");
        writer.WriteLine("<main id=\"page\"><p>This page needs JavaScript, which is in the file; nothing is loaded.</p></main>");
        WriteBlock(writer, "data", Compress(Encoding.UTF8.GetBytes(data.ToJsonString())));
        for (int part = 0; part < parts.Count; part++)
        {
            WriteBlock(writer, string.Create(CultureInfo.InvariantCulture, $"part-{part}"), parts[part]);
        }

        writer.WriteLine($"<script>{charts}</script>");
        writer.WriteLine($"<script>{script}</script>");
        writer.WriteLine("</body>");
        writer.WriteLine("</html>");
    }

    /// <summary>Bytes as the page unpacks them.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static void WriteBlock(StreamWriter writer, string id, byte[] bytes) =>
        writer.WriteLine($"<script type=\"application/gzip;base64\" id=\"{id}\">{Convert.ToBase64String(bytes)}</script>");

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Besides the script and the style of the page itself, by their hashes, nothing runs and nothing is loaded.
    private static string Policy(string charts, string script, string style) =>
        $"default-src 'none'; script-src '{Hash(charts)}' '{Hash(script)}'; style-src '{Hash(style)}'; "
        + "img-src data:; base-uri 'none'; form-action 'none'";
}

using System.Globalization;
using System.Security;
using System.Text;

namespace SpinArch.Functional;

/// <summary>A small SVG picture: lines, dots, bars, words. Coordinates in pixels from the upper left corner.</summary>
internal sealed class SvgPicture
{
    private readonly StringBuilder text = new();

    public SvgPicture(int width, int height, string title)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<title>{SecurityElement.Escape(title)}</title>");
        Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>");
        Text(width / 2.0, 16, title, "middle");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, string dashes = "none") =>
        Add($"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dashes}\"/>");

    public void Circle(double x, double y, double radius, string colour) => Add($"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"{radius:F1}\" fill=\"{colour}\"/>");

    public void Bar(double x, double y, double width, double height, string colour) =>
        Add($"<rect x=\"{x:F1}\" y=\"{y:F1}\" width=\"{width:F1}\" height=\"{height:F1}\" fill=\"{colour}\"/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string colour)
    {
        string list = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{point.Y:F1}")));
        Add($"<polyline points=\"{list}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>");
    }

    /// <summary>Words at a point.</summary>
    public void Text(double x, double y, FormattableString words, string anchor) => Text(x, y, words.ToString(CultureInfo.InvariantCulture), anchor);

    /// <summary>Words at a point.</summary>
    public void Text(double x, double y, string words, string anchor) =>
        Add($"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(words)}</text>");

    /// <summary>The whole file.</summary>
    public string Finish() => text.Append("</svg>\n").ToString();

    private void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

using System.Globalization;
using SpinArch.Functional;

namespace SpinArch.Devices.Pictures;

/// <summary>Curves over linear axes, with a legend at the right.</summary>
internal sealed class Chart
{
    private const int Left = 64;
    private const int Top = 40;
    private const int PlotWidth = 460;
    private const int PlotHeight = 280;
    private const int Right = 260;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f"];

    private readonly SvgPicture _picture;
    private readonly Axis _across;
    private readonly Axis _up;
    private int _curves;

    /// <param name="title">Above the picture.</param>
    /// <param name="across">Name and unit of the horizontal axis.</param>
    /// <param name="up">Name and unit of the vertical axis.</param>
    /// <param name="x">Ends of the horizontal axis.</param>
    /// <param name="y">Ends of the vertical axis.</param>
    /// <param name="named">Places of the horizontal axis to mark by a name; none for round values.</param>
    public Chart(
        string title, string across, string up, (double Least, double Most) x, (double Least, double Most) y,
        params ReadOnlySpan<(double At, string Name)> named)
    {
        _picture = new SvgPicture(Left + PlotWidth + Right, Top + PlotHeight + 60, title);
        _across = new Axis(x.Least, x.Most, Left, Left + PlotWidth);
        _up = new Axis(y.Least, y.Most, Top + PlotHeight, Top);
        foreach ((double tick, string name) in named.IsEmpty ? [.. _across.Ticks.Select(tick => (tick, Short(tick)))] : named)
        {
            _picture.Line(_across.At(tick), Top, _across.At(tick), Top + PlotHeight, "#e5e7eb");
            _picture.Text(_across.At(tick), Top + PlotHeight + 16, name, "middle");
        }

        foreach (double tick in _up.Ticks)
        {
            _picture.Line(Left, _up.At(tick), Left + PlotWidth, _up.At(tick), "#e5e7eb");
            _picture.Text(Left - 6, _up.At(tick) + 4, Short(tick), "end");
        }

        _picture.Text(Left + (PlotWidth / 2.0), Top + PlotHeight + 36, across, "middle");
        _picture.Text(8, Top - 10, up, "start");
    }

    /// <summary>Adds a curve with its name in the legend.</summary>
    public void Curve(string name, IEnumerable<(double X, double Y)> points, bool isMarked = false)
    {
        string colour = Colours[_curves % Colours.Length];
        (double X, double Y)[] places = [.. points.Select(point => (_across.At(point.X), _up.At(point.Y)))];
        _picture.Curve(places, colour);
        foreach ((double x, double y) in isMarked ? places : [])
        {
            _picture.Circle(x, y, 3, colour);
        }

        double line = Top + 8 + (18 * _curves++);
        _picture.Line(Left + PlotWidth + 16, line, Left + PlotWidth + 40, line, colour);
        _picture.Text(Left + PlotWidth + 46, line + 4, name, "start");
    }

    /// <summary>Adds a vertical line with a word at its top.</summary>
    public void Mark(double x, string word)
    {
        _picture.Line(_across.At(x), Top, _across.At(x), Top + PlotHeight, "#6b7280", "4 3");
        _picture.Text(_across.At(x) + 3, Top + 12, word, "start");
    }

    /// <summary>The whole file.</summary>
    public string Finish() => _picture.Finish();

    private static string Short(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

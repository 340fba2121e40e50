using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Functional;

namespace SpinArch.Sweeps;

/// <summary>Pictures of a sweep as SVG.</summary>
public static class SweepCharts
{
    private const int Left = 90;
    private const int Top = 40;
    private const int PlotWidth = 560;
    private const int PlotHeight = 340;
    private const int MostBars = 60;

    private static readonly string[] Colours =
        ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#17becf", "#bcbd22", "#393b79", "#637939", "#8c6d31", "#843c39", "#7f7f7f", "#0f766e", "#be185d", "#65a30d", "#1e3a8a", "#a16207"];

    /// <summary>Two objectives against each other on logarithmic axes: every point, and the front as a staircase.</summary>
    public static string Pareto(SweepResults results, string x, string y)
    {
        ArgumentNullException.ThrowIfNull(results);
        PointRow[] rows = [.. results.Rows.Where(row => SweepObjective.Of(row, x) > 0 && SweepObjective.Of(row, y) > 0)];
        var picture = new SvgPicture(Left + PlotWidth + 40, Top + PlotHeight + 60, string.Create(CultureInfo.InvariantCulture, $"{results.Name}: {y} against {x}, {rows.Length} points"));
        if (rows.Length == 0)
        {
            picture.Text(Left, Top + 40, "no point has both figures", "start");
            return picture.Finish();
        }

        var across = new LogAxis(rows.Select(row => SweepObjective.Of(row, x)!.Value), Left, Left + PlotWidth);
        var up = new LogAxis(rows.Select(row => SweepObjective.Of(row, y)!.Value), Top + PlotHeight, Top);
        Frame(picture, across, up, x, y);
        foreach (PointRow row in rows)
        {
            picture.Circle(across.At(SweepObjective.Of(row, x)!.Value), up.At(SweepObjective.Of(row, y)!.Value), 2.5, "#9ca3af");
        }

        ImmutableArray<PointRow> front = ParetoFront.Of(rows, [x, y]);
        var steps = new List<(double, double)>();
        foreach (PointRow row in front)
        {
            (double X, double Y) at = (across.At(SweepObjective.Of(row, x)!.Value), up.At(SweepObjective.Of(row, y)!.Value));
            if (steps.Count > 0)
            {
                steps.Add((at.X, steps[^1].Item2));
            }

            steps.Add(at);
        }

        picture.Curve(steps, "#d62728");
        var labels = new LabelPlacer();
        foreach (PointRow row in front)
        {
            (double X, double Y) at = (across.At(SweepObjective.Of(row, x)!.Value), up.At(SweepObjective.Of(row, y)!.Value));
            picture.Circle(at.X, at.Y, 4, "#d62728");
            if (front.Length <= 25)
            {
                (double labelX, double labelY, string anchor) = labels.Place(at.X, at.Y, row.Point.ToString(CultureInfo.InvariantCulture).Length);
                picture.Text(labelX, labelY, $"{row.Point}", anchor);
            }
        }

        picture.Text(Left + PlotWidth, Top + PlotHeight + 52, "red: not beaten in both (numbers of points)", "end");
        return picture.Finish();
    }

    /// <summary>The geometric mean of an objective over two knobs, darker for worse.</summary>
    public static string HeatMap(SweepResults results, string across, string down, string objective)
    {
        ArgumentNullException.ThrowIfNull(results);
        int first = results.Knobs.IndexOf(across);
        int second = results.Knobs.IndexOf(down);
        string[] columns = [.. results.Values.Select(row => row[first]).Distinct(StringComparer.Ordinal)];
        string[] lines = [.. results.Values.Select(row => row[second]).Distinct(StringComparer.Ordinal)];
        var means = results.Rows.Select((row, at) => (Values: results.Values[at], Figure: SweepObjective.Of(row, objective)))
            .Where(pair => pair.Figure > 0)
            .GroupBy(pair => (pair.Values[first], pair.Values[second]))
            .ToDictionary(group => group.Key, group => group.Average(pair => Math.Log(pair.Figure!.Value)));
        double cellWidth = Math.Clamp((double)PlotWidth / columns.Length, 12, 120);
        double cellHeight = Math.Clamp((double)PlotHeight / lines.Length, 12, 60);
        int labels = Math.Max(Left, 30 + (7 * lines.Max(line => line.Length)));
        var picture = new SvgPicture(
            (int)(labels + Math.Max(500, cellWidth * columns.Length) + 40), (int)(Top + (cellHeight * lines.Length) + 70), $"{results.Name}: {objective}, geometric mean over the other knobs");
        double low = means.Count == 0 ? 0 : means.Values.Min();
        double high = means.Count == 0 ? 1 : means.Values.Max();
        for (int line = 0; line < lines.Length; line++)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                double x = labels + (column * cellWidth);
                double y = Top + (line * cellHeight);
                bool isKnown = means.TryGetValue((columns[column], lines[line]), out double mean);
                double part = !isKnown || high <= low ? 0 : (mean - low) / (high - low);
                part = SweepObjective.IsMaximised(objective) ? 1 - part : part;
                picture.Bar(x, y, cellWidth - 1, cellHeight - 1, isKnown ? Shade(part) : "#f3f4f6");
                if (cellWidth >= 48)
                {
                    picture.Text(x + (cellWidth / 2), y + (cellHeight / 2) + 4, isKnown ? Short(Math.Exp(mean)) : "-", "middle");
                }
            }

            picture.Text(labels - 6, Top + ((line + 0.5) * cellHeight) + 4, lines[line], "end");
        }

        double bottom = Top + (cellHeight * lines.Length);
        for (int column = 0; column < columns.Length; column++)
        {
            picture.Text(labels + ((column + 0.5) * cellWidth), bottom + 16, columns[column], "middle");
        }

        picture.Text(labels, bottom + 36, $"across: {across}", "start");
        picture.Text(labels, bottom + 54, $"down: {down}; a redder cell is worse, grey is not simulated", "start");
        return picture.Finish();
    }

    /// <summary>Energy of each point, stacked by unit, its leakage paler; the points of the front where there are too many.</summary>
    public static string Energy(SweepResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        PointRow[] rows = [.. results.Rows.Where(row => !row.Energy.IsEmpty)];
        bool isCut = rows.Length > MostBars;
        rows = isCut ? [.. ParetoFront.Of(rows, ["latencyNs", "energyNj", "areaMm2"]).Take(MostBars).OrderBy(row => row.Point)] : rows;
        string[] units = [.. rows.SelectMany(row => row.Energy).GroupBy(share => share.Unit, StringComparer.Ordinal).OrderByDescending(group => group.Sum(share => share.EnergyNj)).Select(group => group.Key)];
        var picture = new SvgPicture(
            Left + PlotWidth + 200, Math.Max(Top + PlotHeight + 60, Top + 40 + (18 * units.Length)), $"{results.Name}: energy by unit{(isCut ? ", points that none beats in latency, energy and area" : "")}");
        double most = rows.Length == 0 ? 1 : rows.Max(row => row.Energy.Sum(share => share.EnergyNj));
        double width = (double)PlotWidth / Math.Max(1, rows.Length);
        double base_ = Top + PlotHeight;
        double step = RoundStep(most);
        for (int tick = 0; tick * step <= most; tick++)
        {
            double y = base_ - (PlotHeight * tick * step / most);
            picture.Line(Left, y, Left + PlotWidth, y, "#e5e7eb");
            picture.Text(Left - 6, y + 4, Short(tick * step), "end");
        }

        for (int index = 0; index < rows.Length; index++)
        {
            double y = base_;
            foreach (EnergyShare share in rows[index].Energy.OrderBy(share => Array.IndexOf(units, share.Unit)).ThenBy(share => share.Kind, StringComparer.Ordinal))
            {
                double height = PlotHeight * share.EnergyNj / most;
                y -= height;
                picture.Bar(Left + (index * width) + 1, y, Math.Max(1, width - 2), height, Colour(units, share.Unit, share.Kind == "leakage"));
            }

            picture.Text(Left + ((index + 0.5) * width), base_ + 16, rows.Length <= 30 ? $"{rows[index].Point}" : $"", "middle");
        }

        for (int unit = 0; unit < units.Length; unit++)
        {
            double y = Top + (18 * unit);
            picture.Bar(Left + PlotWidth + 20, y, 12, 12, Colour(units, units[unit], isPale: false));
            picture.Bar(Left + PlotWidth + 34, y, 12, 12, Colour(units, units[unit], isPale: true));
            picture.Text(Left + PlotWidth + 52, y + 11, units[unit], "start");
        }

        picture.Text(16, Top - 12, "nJ", "start");
        picture.Text(Left, base_ + 36, "point; full colour: dynamic, pale: leakage", "start");
        return picture.Finish();
    }

    private static void Frame(SvgPicture picture, LogAxis across, LogAxis up, string x, string y)
    {
        foreach (double tick in across.Ticks)
        {
            picture.Line(across.At(tick), Top, across.At(tick), Top + PlotHeight, "#e5e7eb");
            picture.Text(across.At(tick), Top + PlotHeight + 16, Short(tick), "middle");
        }

        foreach (double tick in up.Ticks)
        {
            picture.Line(Left, up.At(tick), Left + PlotWidth, up.At(tick), "#e5e7eb");
            picture.Text(Left - 6, up.At(tick) + 4, Short(tick), "end");
        }

        picture.Text(Left + (PlotWidth / 2.0), Top + PlotHeight + 36, x, "middle");
        picture.Text(8, Top - 12, y, "start");
    }

    // 1, 2 or 5 times a power of ten, so that some three to seven of them fit.
    private static double RoundStep(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(most / 3)));
        double digit = most / 3 / power;
        return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    private static string Colour(string[] units, string unit, bool isPale)
    {
        string colour = Colours[Array.IndexOf(units, unit) % Colours.Length];
        return !isPale ? colour : string.Concat("#", string.Concat(Enumerable.Range(0, 3).Select(part =>
        {
            int value = int.Parse(colour.AsSpan(1 + (2 * part), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return (value + ((255 - value) * 3 / 5)).ToString("x2", CultureInfo.InvariantCulture);
        })));
    }

    // From a pale green over yellow to red: words stay readable on every shade.
    private static string Shade(double part) => string.Create(
        CultureInfo.InvariantCulture, $"#{(int)(187 + (62 * Math.Min(1, 2 * part))):x2}{(int)(247 - (125 * Math.Max(0, (2 * part) - 1)) - (20 * Math.Min(1, part))):x2}{(int)(170 - (70 * part)):x2}");

    private static string Short(double value) => value.ToString(value is >= 1e6 or < 1e-3 and > 0 ? "0.###e+0" : value >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Net;
using System.Text;
using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A window of a trace as SVG: a row for each unit, activities coloured by action, gaps hatched by cause. Rows with more activities than
/// can be told apart show, for each pixel, how much of it was busy.
/// </summary>
public sealed class GanttChart
{
    private const int Columns = 1200;
    private const int Left = 190;
    private const int Top = 64;
    private const int RowHeight = 14;
    private const int Levels = 8;
    private const int MostKinds = 256;

    // One colour a kind, in the order of their numbers: units that follow each other differ in hue.
    private static readonly string[] Colours =
    [
        "#6b7280", "#7c3aed", "#c026d3", "#0e7490", "#67a8b8", "#b45309", "#0891b2", "#ea580c", "#be123c", "#a8a29e",
        "#16a34a", "#1d4ed8", "#4f46e5", "#2563eb", "#0f766e", "#14b8a6", "#ca8a04", "#d6b656", "#57534e", "#292524",
    ];

    private static readonly string[] CauseColours = ["#d4d4d4", "#9ca3af", "#f59e0b", "#ef4444", "#3b82f6", "#a855f7", "#10b981"];

    private readonly TracePlaces places;
    private readonly SlotAssigner slots;
    private readonly SortedDictionary<(int Track, int Slot), GanttRow> rows = [];
    private readonly HashSet<ActivityKind> kinds = [];
    private readonly HashSet<StallCause> causes = [];
    private readonly long from;
    private readonly long to;

    private GanttChart(TracePlaces places, long from, long to)
    {
        this.places = places;
        slots = new SlotAssigner(places);
        this.from = from;
        this.to = to;
    }

    /// <summary>The picture of what a filter lets through; its times are the window, without them the whole run.</summary>
    public static string Draw(TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        long from = filter.From?.Value ?? 0;
        long to = filter.To?.Value ?? Math.Max(1, (reader.Outcome?.LastEnd ?? Picoseconds.Zero).Value);
        var chart = new GanttChart(new TracePlaces(reader.Header.Program), from, Math.Max(to, from + 1));

        // Activities outside the window are needed for the gaps that reach into it.
        var wider = filter with { From = new Picoseconds(Math.Max(0, from - (to - from))), To = new Picoseconds(to + (to - from)) };
        TraceScan.Over(reader, wider, chart.places, chart.Add);
        return chart.ToSvg(reader);
    }

    private void Add(in Activity activity)
    {
        var key = (slots.TrackIndex(in activity), slots.Assign(in activity));
        if (!rows.TryGetValue(key, out GanttRow? row))
        {
            rows[key] = row = new GanttRow(key.Item1, key.Item2, Columns);
        }

        long start = activity.Start.Value;
        long end = start + activity.Duration.Value;
        if (end > from && start < to)
        {
            kinds.Add(activity.Kind);
            row.Add(in activity);
            ActivityKind kind = activity.Kind;
            Spread(start, end, (column, amount) =>
            {
                row.Busy[column] += amount;
                row.Kinds[column] = kind;
            });
        }

        if (start > row.End && start > from && row.End < to && activity.Cause != StallCause.Issue)
        {
            causes.Add(activity.Cause);
            int cause = (int)activity.Cause;
            Spread(row.End, start, (column, amount) => row.Waits[(column * GanttRow.Causes) + cause] += amount);
        }

        row.End = Math.Max(row.End, end);
    }

    private IEnumerable<int> Touched(long start, long end)
    {
        int first = Column(Math.Max(start, from));
        int last = Column(Math.Min(end, to) - 1);
        for (int column = first; column <= last; column++)
        {
            yield return column;
        }
    }

    private void Spread(long start, long end, Action<int, long> add)
    {
        start = Math.Max(start, from);
        end = Math.Min(end, to);
        if (start >= end)
        {
            return;
        }

        foreach (int column in Touched(start, end))
        {
            long amount = Math.Min(end, Edge(column + 1)) - Math.Max(start, Edge(column));
            if (amount > 0)
            {
                add(column, amount);
            }
        }
    }

    private int Column(long time) => (int)Math.Clamp((long)((Int128)(time - from) * Columns / (to - from)), 0, Columns - 1);

    private long Edge(int column) => from + (long)((((Int128)(to - from) * column) + Columns - 1) / Columns);

    private double X(long time) => Left + ((double)(Math.Clamp(time, from, to) - from) * Columns / (to - from));

    private string ToSvg(TraceReader reader)
    {
        GanttRow[] shown = [.. rows.Values.Where(row => row.Busy.Any(busy => busy > 0) || row.Waits.Any(wait => wait > 0))];
        var svg = new StringBuilder();
        int height = Top + (shown.Length * RowHeight) + 34;
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Left + Columns + 20}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"10\">\n<defs>\n");
        foreach (StallCause cause in causes.Order())
        {
            Append(svg, $"<pattern id=\"w{(int)cause}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({(((int)cause & 1) == 0 ? 45 : 135)})\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/><rect width=\"1.6\" height=\"5\" fill=\"{CauseColours[(int)cause]}\"/></pattern>\n");
        }

        Append(svg, $"</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"8\" y=\"16\" font-size=\"13\">{WebUtility.HtmlEncode(reader.Header.Program.Network)} on {WebUtility.HtmlEncode(reader.Header.Spec.Name)}, {from / 1000m:0.###} to {to / 1000m:0.###} ns</text>\n");
        WriteLegend(svg);
        for (int i = 0; i < shown.Length; i++)
        {
            int y = Top + (i * RowHeight);
            int site = shown[i].Track / TraceTracks.Count;
            bool isFirst = i == 0 || shown[i - 1].Track / TraceTracks.Count != site;
            int unit = shown[i].Track % TraceTracks.Count;
            string suffix = TraceTracks.Slots(unit) > 1 || shown[i].Slot > 0 ? $" {shown[i].Slot.ToString(CultureInfo.InvariantCulture)}" : "";
            Append(svg, $"<text x=\"8\" y=\"{y + 10}\" font-weight=\"bold\">{(isFirst ? places.NameOf(site) : "")}</text><text x=\"{Left - 8}\" y=\"{y + 10}\" text-anchor=\"end\">{TraceTracks.NameOf(unit)}{suffix}</text>\n");
            Append(svg, $"<line x1=\"{(isFirst ? 8 : Left)}\" x2=\"{Left + Columns}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{(isFirst ? "#888" : "#eee")}\"/>\n");
            WriteWaits(svg, shown[i], y);
            WriteBusy(svg, shown[i], y);
        }

        WriteAxis(svg, Top + (shown.Length * RowHeight));
        return svg.Append("</svg>\n").ToString();
    }

    private void WriteBusy(StringBuilder svg, GanttRow row, int y)
    {
        if (row.Drawn is { } activities)
        {
            foreach (Activity activity in activities)
            {
                double x = X(activity.Start.Value);
                double width = Math.Max(0.3, X(activity.Start.Value + activity.Duration.Value) - x);
                Append(svg, $"<rect x=\"{x:0.##}\" y=\"{y + 2}\" width=\"{width:0.##}\" height=\"{RowHeight - 4}\" fill=\"{ColourOf(activity.Kind.Number)}\" stroke=\"#fff\" stroke-width=\"{(width > 3 ? 0.5 : 0)}\"><title>{activity.Kind} {activity.Start} for {activity.Duration}, instruction {activity.Instruction}, column {activity.Column}, sample {activity.Sample}, waited for {TrackTime.NameOf(activity.Cause)}</title></rect>\n");
            }

            return;
        }

        Runs(column => row.Busy[column] == 0 ? 0 : (Level(row.Busy[column], column) * MostKinds) + row.Kinds[column]!.Number,
            (first, count, value) =>
            Append(svg, $"<rect x=\"{Left + first}\" y=\"{y + 2}\" width=\"{count}\" height=\"{RowHeight - 4}\" fill=\"{ColourOf(value % MostKinds)}\" fill-opacity=\"{(double)(value / MostKinds) / Levels:0.###}\"/>\n"));
    }

    private void WriteWaits(StringBuilder svg, GanttRow row, int y) =>
        Runs(column => Cause(row, column), (first, count, value) =>
            Append(svg, $"<rect x=\"{Left + first}\" y=\"{y + 2}\" width=\"{count}\" height=\"{RowHeight - 4}\" fill=\"url(#w{value})\"/>\n"));

    private int Cause(GanttRow row, int column)
    {
        int most = 0;
        for (int cause = 1; cause < GanttRow.Causes; cause++)
        {
            int at = column * GanttRow.Causes;
            most = row.Waits[at + cause] > row.Waits[at + most] ? cause : most;
        }

        return most;
    }

    private int Level(long busy, int column)
    {
        long width = Math.Max(1, Edge(column + 1) - Edge(column));
        return (int)Math.Clamp(((busy * Levels) + width - 1) / width, 1, Levels);
    }

    private static void Runs(Func<int, int> value, Action<int, int, int> write)
    {
        int first = 0;
        for (int column = 1; column <= Columns; column++)
        {
            if (column == Columns || value(column) != value(first))
            {
                if (value(first) != 0)
                {
                    write(first, column - first, value(first));
                }

                first = column;
            }
        }
    }

    private void WriteLegend(StringBuilder svg)
    {
        double x = Left;
        foreach (ActivityKind kind in kinds.Order())
        {
            Append(svg, $"<rect x=\"{x:0}\" y=\"24\" width=\"10\" height=\"10\" fill=\"{ColourOf(kind.Number)}\"/><text x=\"{x + 13:0}\" y=\"33\">{kind}</text>\n");
            x += 28 + (kind.ToString().Length * 5.6);
        }

        x = Left;
        foreach (StallCause cause in causes.Order())
        {
            Append(svg, $"<rect x=\"{x:0}\" y=\"42\" width=\"14\" height=\"10\" fill=\"url(#w{(int)cause})\" stroke=\"#bbb\" stroke-width=\"0.5\"/><text x=\"{x + 18:0}\" y=\"51\">waits: {TrackTime.NameOf(cause)}</text>\n");
            x += 66 + (TrackTime.NameOf(cause).Length * 5.6);
        }
    }

    private void WriteAxis(StringBuilder svg, int y)
    {
        const int Ticks = 8;
        for (int tick = 0; tick <= Ticks; tick++)
        {
            long time = from + ((to - from) * tick / Ticks);
            double x = X(time);
            Append(svg, $"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top}\" y2=\"{y + 4}\" stroke=\"#ccc\" stroke-dasharray=\"1 3\"/><text x=\"{x:0.#}\" y=\"{y + 16}\" text-anchor=\"middle\">{time / 1000m:0.###} ns</text>\n");
        }
    }

    // Kinds that have no colour of their own get hues a golden angle apart, which lie far from each other however many there are.
    private static string ColourOf(int number) => number < Colours.Length
        ? Colours[number]
        : FormattableString.Invariant($"hsl({number * 137.508 % 360:0},60%,42%)");

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text));
}

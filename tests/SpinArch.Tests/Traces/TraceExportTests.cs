using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using SpinArch.Kernel;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

public sealed class TraceExportTests
{
    private static readonly TraceFilter Everything = new();

    [Fact]
    public void Csv_has_a_row_for_each_activity()
    {
        using var run = RecordedRun.Compiled(2, 60, 20, 10);
        string[] lines = Written(run, (writer, reader) => TraceCsvExport.Write(writer, reader, Everything)).TrimEnd('\n').Split('\n');

        Assert.Equal(string.Join(',', ActivityText.Fields), lines[0]);
        Assert.Equal(run.Activities().Count, lines.Length - 1);
        Assert.All(lines, line => Assert.Equal(ActivityText.Fields.Count, line.Split(',').Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("adc.intervalNs=0.333")]
    public void The_ones_of_a_vcd_signal_last_as_long_as_its_unit_is_busy(string setting)
    {
        using var run = RecordedRun.CompiledUnder(setting.Length == 0 ? [] : [setting], 2, 60, 20, 10);
        string[] lines = Written(run, (writer, reader) => VcdExport.Write(writer, reader, Everything)).Split('\n');
        Dictionary<string, string> names = lines.Where(line => line.StartsWith("$var", StringComparison.Ordinal) && !line.Contains(" banks_", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .ToDictionary(words => words[3], words => words[4].Split('_')[0]);
        var since = new Dictionary<string, long>();
        var busy = new Dictionary<string, long>();
        long now = -1;
        foreach (string line in lines.SkipWhile(line => line != "$end"))
        {
            if (line.StartsWith('#'))
            {
                long next = long.Parse(line[1..], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(next > now, "time runs forwards, once");
                now = next;
            }
            else if (line.StartsWith('1'))
            {
                Assert.True(since.TryAdd(line[1..], now), "a signal rises only where it was 0");
            }
            else if (line.StartsWith('0') && now > 0)
            {
                Assert.True(since.Remove(line[1..], out long start));
                busy[names[line[1..]]] = busy.GetValueOrDefault(names[line[1..]]) + now - start;
            }
        }

        foreach (IGrouping<string, Activity> unit in run.Activities().GroupBy(activity => TraceTracks.NameOf(TraceTracks.Of(activity.Kind))))
        {
            Assert.Equal(unit.Sum(activity => activity.Duration.Value), busy[unit.Key]);
        }
    }

    [Fact]
    public void Chrome_events_never_overlap_in_a_thread()
    {
        using var run = RecordedRun.Compiled(2, 300, 60, 10);
        using var json = JsonDocument.Parse(Written(run, (writer, reader) => ChromeExport.Write(writer, reader, Everything)));
        JsonElement[] events = [.. json.RootElement.GetProperty("traceEvents").EnumerateArray()];
        JsonElement[] complete = [.. events.Where(item => item.GetProperty("ph").GetString() == "X")];

        Assert.Equal(run.Activities().Count, complete.Length);
        foreach (var thread in complete.GroupBy(item => (item.GetProperty("pid").GetInt32(), item.GetProperty("tid").GetInt32())))
        {
            decimal end = 0;
            foreach (JsonElement item in thread.OrderBy(item => item.GetProperty("ts").GetDecimal()))
            {
                Assert.True(item.GetProperty("ts").GetDecimal() >= end);
                end = item.GetProperty("ts").GetDecimal() + item.GetProperty("dur").GetDecimal();
            }

            Assert.Contains(events, item => item.GetProperty("name").GetString() == "thread_name"
                && (item.GetProperty("pid").GetInt32(), item.GetProperty("tid").GetInt32()) == thread.Key);
        }

        Assert.Contains(events, item => item.GetProperty("ph").GetString() == "C");
    }

    [Fact]
    public void Arrows_lead_every_flit_from_its_sender_over_every_hop_to_its_receiver()
    {
        using var run = RecordedRun.Compiled(2, 300, 60, 10);
        using var json = JsonDocument.Parse(Written(run, (writer, reader) => ChromeExport.Write(writer, reader, Everything)));
        JsonElement[] events = [.. json.RootElement.GetProperty("traceEvents").EnumerateArray()];
        Dictionary<(int, int, decimal), string> slices = events.Where(item => Phase(item) == "X").ToDictionary(Place, item => item.GetProperty("name").GetString()!);
        Dictionary<long, JsonElement> starts = events.Where(item => Phase(item) == "s").ToDictionary(item => item.GetProperty("id").GetInt64());
        JsonElement[] ends = [.. events.Where(item => Phase(item) == "f")];

        Assert.Equal(starts.Count, ends.Length);
        string[] steps = [.. ends.Select(end => $"{slices[Place(starts[end.GetProperty("id").GetInt64()])]}-{slices[Place(end)]}")];
        Assert.All(ends, end => Assert.True(end.GetProperty("ts").GetDecimal() > starts[end.GetProperty("id").GetInt64()].GetProperty("ts").GetDecimal()));
        Assert.Equal(["Hop-Hop", "Hop-PortReceive", "Hop-ReceiveVector", "Hop-ReceiveWord", "Inject-Hop", "PortSend-Hop"], steps.Distinct().Order(StringComparer.Ordinal));

        // Every hop has one arrow to it, every result one to the port, every word of an input vector one to its receiver.
        List<Activity> activities = run.Activities();
        Assert.Equal(activities.Count(activity => activity.Kind == NetworkComponent.Hop),
            steps.Count(step => step.EndsWith("-Hop", StringComparison.Ordinal)));
        Assert.Equal(activities.Count(activity => activity.Kind == PortComponent.PortReceive),
            steps.Count(step => step == "Hop-PortReceive"));
        Assert.Equal(activities.Where(activity => activity.Kind == ReceiverComponent.ReceiveVector).Sum(activity => activity.Items),
            steps.Count(step => step == "Hop-ReceiveVector"));

        static string Phase(JsonElement item) => item.GetProperty("ph").GetString()!;
        static (int, int, decimal) Place(JsonElement item) => (item.GetProperty("pid").GetInt32(), item.GetProperty("tid").GetInt32(), item.GetProperty("ts").GetDecimal());
    }

    [Fact]
    public void The_power_counter_peaks_where_the_report_does()
    {
        using var run = RecordedRun.Compiled(2, 300, 60, 10);
        using var json = JsonDocument.Parse(Written(run, (writer, reader) => ChromeExport.Write(writer, reader, Everything)));
        double peak = json.RootElement.GetProperty("traceEvents").EnumerateArray()
            .Where(item => item.GetProperty("name").GetString() == "power").Max(item => item.GetProperty("args").GetProperty("mW").GetDouble());

        Assert.Equal(run.Report.PowerMw.Peak, peak, 5);
    }

    [Theory]
    [InlineData]
    [InlineData("weight.meanBits=7", "weight.cellBits=3", "adc.intervalNs=4")]
    public void Every_stage_of_a_kanata_row_begins_and_ends_and_every_row_retires(params string[] settings)
    {
        using var run = RecordedRun.CompiledUnder(settings, 2, 60, 20, 10);
        string[][] lines = [.. Written(run, (writer, reader) => KanataExport.Write(writer, reader, Everything)).TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];

        Assert.Equal(["Kanata", "0004"], lines[0]);
        Assert.Equal(Of("S"), Of("E"));
        Assert.Equal(Ids("I"), Ids("R"));
        Assert.All(lines.Where(line => line[0] == "C"), line => Assert.True(long.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture) > 0));

        // Every operation is fetched, and its stages and stalls lie between its fetch and its retirement without gaps in between.
        string[] stages = [.. lines.Where(line => line[0] == "S").Select(line => line[3]).Distinct()];
        Assert.Contains("F", stages);
        Assert.Contains("stall", stages);
        Assert.Equal(lines.Count(line => line[0] == "I"), lines.Count(line => line[0] == "S" && line[3] == "F"));
        var running = new Dictionary<string, int>();
        var lanes = new HashSet<(string Row, string Lane)>();
        var open = new HashSet<string>();
        foreach (string[] line in lines)
        {
            switch (line[0])
            {
                case "C":
                    Assert.All(open, row => Assert.True(running[row] > 0));
                    break;
                case "I":
                    open.Add(line[1]);
                    running[line[1]] = 0;
                    break;
                case "S":
                    Assert.Contains(line[1], open);
                    Assert.True(lanes.Add((line[1], line[2])), "two stages at once in a lane");
                    running[line[1]]++;
                    break;
                case "E":
                    running[line[1]]--;
                    lanes.Remove((line[1], line[2]));
                    break;
                case "R":
                    Assert.True(open.Remove(line[1]));
                    Assert.Equal(0, running[line[1]]);
                    break;
            }
        }

        string[] Of(string command) => [.. lines.Where(line => line[0] == command).Select(line => string.Join(' ', line[1..])).Order(StringComparer.Ordinal)];
        string[] Ids(string command) => [.. lines.Where(line => line[0] == command).Select(line => line[1]).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_database_answers_who_was_busy_and_who_waited()
    {
        using var run = RecordedRun.CompiledUnder(["sampleHold.banks=1"], 2, 100, 50);
        string path = run.Beside("trace.db");
        using (TraceReader reader = run.Open())
        {
            SqliteExport.Write(path, reader, Everything);
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Assert.Equal((long)run.Activities().Count, Scalar("SELECT COUNT(*) FROM activity"));
        Assert.Equal(
            run.Activities().Where(activity => activity is { Kind.Name: "Convert", Tile: 0 }).Sum(activity => activity.Duration.Value),
            Scalar("SELECT busy_ps FROM busy WHERE place = 'tile 0' AND unit = 'adc'"));
        Assert.True((long)Scalar("SELECT waited_ps FROM wait WHERE unit = 'sigmaCrossbar' AND waited_for = 'destinationFull'") > 0);
        Assert.Equal("timing", Scalar("SELECT value FROM run WHERE key = 'network'"));

        object Scalar(string query)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = query;
            return command.ExecuteScalar()!;
        }
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(0, 1_000_000)]
    public void A_picture_is_well_formed_and_bounded(int fromNs, int toNs)
    {
        using var run = RecordedRun.Compiled(4, 300, 150, 10);
        using TraceReader reader = run.Open();
        string svg = GanttChart.Draw(reader, new TraceFilter { Tile = 0, From = new Picoseconds(fromNs * 1000L), To = new Picoseconds(toNs * 1000L) });

        Assert.NotEmpty(XDocument.Parse(svg).Root!.Elements());
        Assert.InRange(svg.Length, 2_000, 2_000_000);
    }

    private static string Written(RecordedRun run, Action<TextWriter, TraceReader> write)
    {
        using TraceReader reader = run.Open();
        using var text = new StringWriter();
        write(text, reader);
        Assert.Null(reader.Damage);
        return text.ToString();
    }
}

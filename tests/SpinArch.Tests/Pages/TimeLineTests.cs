using System.Text.Json.Nodes;
using SpinArch.Pages;
using SpinArch.Tests.Traces;
using SpinArch.Traces.Explanation;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Pages;

/// <summary>
/// The time line of a page: every activity of the trace comes back from the parts, and the overview is as busy as they are.
/// </summary>
public sealed class TimeLineTests
{
    [Fact]
    public void Every_activity_of_the_trace_is_in_the_parts()
    {
        using RecordedRun run = RecordedRun.Compiled(3, 200, 60, 10);
        (JsonObject line, List<byte[]> parts) = Read(run);
        List<Activity> activities = run.Activities();

        var unpacked = new List<(long Start, long Duration, int Kind, int Cause, int Instruction, int Column, int Sample, int Input,
            int Items)>();
        foreach (JsonNode? chunk in line["chunks"]!.AsArray())
        {
            unpacked.AddRange(Unpack(PageBytes(parts[(int)chunk![3]!]), (long)chunk[0]!));
        }

        Assert.Equal(activities.Count, (long)line["activities"]!);
        Assert.Equal(
            activities.Select(a => (a.Start.Value, a.Duration.Value, (int)a.Kind.Number, (int)a.Cause, a.Instruction, a.Column, a.Sample,
                a.Input, a.Items)).Order(),
            unpacked.Order());
    }

    [Fact]
    public void The_overview_is_as_busy_as_the_activities()
    {
        using RecordedRun run = RecordedRun.Compiled(3, 60, 40, 10);
        (JsonObject line, List<byte[]> parts) = Read(run);
        JsonNode level = line["levels"]![0]!;
        (int bins, long width, int rows) = ((int)level["bins"]!, (long)level["widthPs"]!, line["rows"]!.AsArray().Count);
        byte[] bytes = PageBytes(parts[(int)level["parts"]![0]!]);
        double seen = bytes.Take(rows * bins).Sum(value => value * width / 255.0);
        double real = run.Activities().Sum(activity => (double)activity.Duration.Value);

        Assert.Equal(3 * rows * bins, bytes.Length);
        Assert.InRange(seen / real, 0.97, 1.03);
    }

    [Fact]
    public void The_path_of_the_page_is_the_critical_path()
    {
        using RecordedRun run = RecordedRun.Compiled(2, 60, 40, 10);
        using TraceReader reader = run.Open();
        var path = CriticalPath.Find(reader);
        JsonArray steps = Read(run).Line["path"]!["steps"]!.AsArray();

        Assert.Equal(path.Steps.Select(step => step.Activity.Start.Value), steps.Select(step => (long)step![1]!));
    }

    [Fact]
    public void Where_not_all_fits_the_beginning_the_middle_and_the_end_stay()
    {
        Assert.All(TimeLineData.Kept([10, 10, 10], 30), Assert.True);

        bool[] kept = TimeLineData.Kept([.. Enumerable.Repeat(10, 30)], 90);
        Assert.Equal([0, 1, 2, 15, 16, 17, 27, 28, 29], Enumerable.Range(0, 30).Where(chunk => kept[chunk]));
    }

    [Theory]
    [InlineData(0, new byte[] { 0 })]
    [InlineData(-1, new byte[] { 1 })]
    [InlineData(1, new byte[] { 2 })]
    [InlineData(64, new byte[] { 0x80, 1 })]
    public void Signed_numbers_are_short_where_they_are_small(long value, byte[] bytes)
    {
        var writer = new VarintWriter();
        writer.WriteSigned(value);

        Assert.Equal(bytes, writer.Written.ToArray());
    }

    private static (JsonObject Line, List<byte[]> Parts) Read(RecordedRun run)
    {
        using TraceReader reader = run.Open();
        var parts = new List<byte[]>();
        return (TimeLineData.Of(reader, parts), parts);
    }

    private static byte[] PageBytes(byte[] packed)
    {
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    // As the page's script does it.
    private static IEnumerable<(long Start, long Duration, int Kind, int Cause, int Instruction, int Column, int Sample, int Input,
        int Items)> Unpack(byte[] bytes, long from)
    {
        int at = 0;
        long Next()
        {
            long value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = bytes[at++];
                value |= (long)(part & 0x7f) << shift;
                if (part < 0x80)
                {
                    return value;
                }
            }
        }

        var places = new (int Start, int End)[TimeLineChunk.Fields + 1];
        for (int i = 0; i < places.Length; i++)
        {
            int length = (int)Next();
            places[i] = (at, at + length);
            at += length;
        }

        int[] cursors = [.. places.Select(place => place.Start)];
        long Field(int field)
        {
            at = cursors[field];
            long value = Next();
            cursors[field] = at;
            return value;
        }

        long Signed(int field) => Field(field) is var value && (value & 1) == 0 ? value / 2 : -(value + 1) / 2;
        while (cursors[0] < places[0].End)
        {
            _ = Field(0);
            long count = Field(0);
            long end = from;
            long duration = 0;
            long[] last = new long[5];
            for (long i = 0; i < count; i++)
            {
                long start = end + Signed(1);
                duration += Signed(2);
                (int kind, int cause) = ((int)Field(3), (int)Field(4));
                for (int field = 0; field < 5; field++)
                {
                    last[field] += Signed(5 + field);
                }

                end = start + duration;
                yield return (start, duration, kind, cause, (int)last[0], (int)last[1], (int)last[2], (int)last[3], (int)last[4]);
            }
        }

        Assert.All(Enumerable.Range(0, places.Length), field => Assert.Equal(places[field].End, cursors[field]));
    }
}

using System.Text.Json.Nodes;
using SpinArch.Components;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Explanation;
using SpinArch.Traces.Recording;

namespace SpinArch.Pages;

/// <summary>
/// A trace as a page draws it: an overview of the whole run in bins, finer ones where the run is long, and every activity in parts that
/// are unpacked when somebody looks at them. Where all activities would make too large a file, those of the beginning, the middle and the
/// end stay.
/// </summary>
internal static class TimeLineData
{
    private const int OverviewBins = 1024;
    private const int FinerBins = 16 * OverviewBins;
    private const int CellLimit = 6_000_000;
    private const int ActivitiesPerChunk = 16384;

    // Above so many, bins of the overview are too coarse to lead to single activities.
    private const long ActivitiesNeedFiner = 400_000;

    // The chain is found by searching backwards, about a millisecond a step.
    private const long ActivitiesWithPath = 500_000;

    // Of the file's ten million bytes: a third more in base 64, and a million of charts.
    private const long DetailBytes = 5_000_000;

    /// <summary>The time line of a trace.</summary>
    /// <param name="reader">The trace.</param>
    /// <param name="parts">Takes the packed parts; the data names them by their number in it.</param>
    /// <param name="withPath">Whether the critical path is wanted however long the trace; else only where it is found in a second or
    /// two.</param>
    public static JsonObject Of(TraceReader reader, List<byte[]> parts, bool withPath = false)
    {
        var rows = new TimeLineRows(reader);
        int count = Math.Max(1, rows.Rows.Count);
        List<TimeLineLevel> levels = [new(count, Math.Max(16, Math.Min(OverviewBins, CellLimit / count)), rows.End)];
        if (rows.Activities > ActivitiesNeedFiner && (long)count * FinerBins <= CellLimit)
        {
            levels.Add(new TimeLineLevel(count, FinerBins, rows.End));
        }

        var chunk = new TimeLineChunk(count);
        var packed = new List<(long From, long To, int Count, byte[] Bytes)>();
        long[] ends = new long[count];
        rows.Visit(reader, (in Activity activity, int row) =>
        {
            long start = activity.Start.Value;
            long stop = start + activity.Duration.Value;
            foreach (TimeLineLevel level in levels)
            {
                level.AddBusy(row, start, stop, activity.Kind);
                if (start > ends[row])
                {
                    level.AddWait(row, ends[row], start, activity.Cause);
                }
            }

            ends[row] = Math.Max(ends[row], stop);
            chunk.Add(in activity, row);
            if (chunk.Count == ActivitiesPerChunk)
            {
                Pack();
            }
        });
        if (chunk.Count > 0)
        {
            Pack();
        }

        return new JsonObject
        {
            ["endPs"] = rows.End,
            ["activities"] = rows.Activities,
            ["rows"] = new JsonArray([.. rows.Rows.Select(row => (JsonNode?)RowOf(row.Track, row.Slot))]),
            ["sites"] = Names(Enumerable.Range(0, rows.Places.Sites.Count).Select(rows.Places.NameOf)),
            ["layers"] = Names(Enumerable.Range(0, rows.Places.Sites.Tiles).Select(rows.Places.LayersOf)),
            ["tracks"] = Names(Enumerable.Range(0, TraceTracks.Count).Select(TraceTracks.NameOf)),
            ["kinds"] = Names(ComponentCatalog.Activities.Select(kind => kind.Name)),
            ["causes"] = Names(Enum.GetValues<StallCause>().Select(TrackTime.NameOf)),
            ["words"] = Words(reader),
            ["levels"] = new JsonArray([.. levels.Select(level => LevelOf(level, parts))]),
            ["chunks"] = Chunks(packed, parts),
            ["path"] = IsPathWanted() ? PathOf(CriticalPath.Find(reader), rows.Places) : null,
        };

        bool IsPathWanted() =>
            rows.Activities > 0 && (withPath || rows.Activities <= ActivitiesWithPath) && reader.Index is not null && reader.Damage is null;

        void Pack()
        {
            (long from, long to, int activities) = (chunk.From, chunk.To, chunk.Count);
            packed.Add((from, to, activities, chunk.Pack()));
        }
    }

    // [site, track, slot]
    private static JsonArray RowOf(int track, int slot) => new(track / TraceTracks.Count, track % TraceTracks.Count, slot);

    // What an instruction is, by tile and index.
    private static JsonArray Words(TraceReader reader) =>
    [
        .. reader.Header.Program.Tiles.Select(tile =>
            (JsonNode?)Names(tile.Code.Select(instruction => Isa.Disassembler.Write(in instruction).Trim()))),
    ];

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode?)name)];

    private static JsonObject LevelOf(TimeLineLevel level, List<byte[]> parts)
    {
        var numbers = new JsonArray();
        foreach (byte[] part in level.Pack())
        {
            numbers.Add(parts.Count);
            parts.Add(part);
        }

        return new JsonObject { ["bins"] = level.Bins, ["widthPs"] = level.Width, ["parts"] = numbers };
    }

    // [from, to, activities, part], part -1 where the activities are left out.
    private static JsonArray Chunks(List<(long From, long To, int Count, byte[] Bytes)> packed, List<byte[]> parts)
    {
        bool[] isKept = Kept([.. packed.Select(chunk => chunk.Bytes.Length)]);
        var rows = new JsonArray();
        for (int i = 0; i < packed.Count; i++)
        {
            (long from, long to, int count, byte[] bytes) = packed[i];
            rows.Add(new JsonArray(from, to, count, isKept[i] ? parts.Count : -1));
            if (isKept[i])
            {
                parts.Add(bytes);
            }
        }

        return rows;
    }

    /// <summary>
    /// Which chunks stay where not all can: from the beginning, from the middle on and from the end back, a third of the bytes each.
    /// </summary>
    internal static bool[] Kept(int[] sizes, long limit = DetailBytes)
    {
        bool[] kept = new bool[sizes.Length];
        long sum = 0;
        foreach (int size in sizes)
        {
            sum += size;
        }

        if (sum <= limit)
        {
            Array.Fill(kept, true);
            return kept;
        }

        Keep(Enumerable.Range(0, sizes.Length));
        Keep(Enumerable.Range(sizes.Length / 2, sizes.Length - (sizes.Length / 2)));
        Keep(Enumerable.Range(0, sizes.Length).Reverse());
        return kept;

        void Keep(IEnumerable<int> order)
        {
            long left = limit / 3;
            foreach (int chunk in order)
            {
                left -= sizes[chunk];
                if (left < 0 || kept[chunk])
                {
                    return;
                }

                kept[chunk] = true;
            }
        }
    }

    private static JsonObject PathOf(CriticalPath path, TracePlaces places)
    {
        var steps = new JsonArray();
        foreach (CriticalStep step in path.Steps)
        {
            Activity activity = step.Activity;
            steps.Add(new JsonArray(
                TrackIndex(places, in activity),
                activity.Start.Value,
                activity.Duration.Value,
                activity.Kind.Number,
                (int)step.Cause,
                activity.Column,
                activity.Sample,
                activity.Instruction));
        }

        return new JsonObject
        {
            ["originPs"] = path.Origin.Value,
            ["endPs"] = path.End.Value,
            ["unexplained"] = path.Unexplained,
            ["shares"] = new JsonArray([.. PathShare.Of(path, places).Select(share => (JsonNode?)new JsonObject
            {
                ["layer"] = share.Layer,
                ["unit"] = share.Unit,
                ["cause"] = TrackTime.NameOf(share.Cause),
                ["steps"] = share.Steps,
                ["ns"] = share.Time.Nanoseconds,
            })]),
            ["steps"] = steps,
        };
    }

    private static int TrackIndex(TracePlaces places, in Activity activity) =>
        (places.Sites.SiteOf(activity.Kind, activity.Tile) * TraceTracks.Count) + TraceTracks.Of(activity.Kind);
}

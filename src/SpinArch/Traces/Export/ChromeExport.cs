using System.Globalization;
using System.Text.Json;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// Trace events in JSON for Perfetto and chrome://tracing: a process for each site, a thread for each slot of a track (nothing overlaps
/// in one), a complete event for each activity, an arrow for each step of a flit (from what sent it to the hop, from the last hop to
/// what took it), and counters of how many units are busy and of power.
/// </summary>
public static class ChromeExport
{
    private const int SlotsPerTrack = 64;

    /// <summary>Writes the events; times are microseconds with six decimals, which is whole picoseconds.</summary>
    public static void Write(TextWriter writer, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var places = new TracePlaces(reader.Header.Program);
        var slots = new SlotAssigner(places);
        var threads = new SortedSet<(int Track, int Slot)>();
        var chip = new FollowedChip(reader.Header);
        var power = new PowerCounter(reader.Header);
        long flows = 0;
        int busy = 0;
        long counted = 0;
        int written = 0;
        var counter = new TimeOrder<int>(reader.Header.Spec.Clock.Period, (time, change) =>
        {
            if (time != counted && written != busy)
            {
                written = busy;
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"name\":\"busy units\",\"ph\":\"C\",\"pid\":{places.Sites.Count},\"ts\":{Micro(counted)},\"args\":{{\"busy\":{busy}}}}},\n"));
            }

            counted = time;
            busy += change;
        });
        writer.Write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n");
        TraceScan.FromStart(reader, filter, places, (in Activity activity, bool isWanted) =>
        {
            power.OnActivity(in activity);
            if (!isWanted)
            {
                chip.Take(in activity, FlitMark.None);
                return;
            }

            int track = slots.TrackIndex(in activity);
            int slot = slots.Assign(in activity);
            var mark = new FlitMark(track, slot, activity.Start);
            chip.Take(in activity, mark);
            foreach (FlitMark source in chip.Sources)
            {
                if (source.Track >= 0)
                {
                    writer.Write(Flow("\"s\"", flows, source));
                    writer.Write(Flow("\"f\",\"bp\":\"e\"", flows++, mark));
                }
            }

            threads.Add((track, slot));
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"name\":\"{activity.Kind}\",\"cat\":\"{TraceTracks.NameOf(track % TraceTracks.Count)}\",\"ph\":\"X\",\"pid\":{track / TraceTracks.Count},\"tid\":{Thread(track, slot)},\"ts\":{Micro(activity.Start.Value)},\"dur\":{Micro(activity.Duration.Value)},\"args\":{{\"waitedFor\":\"{TrackTime.NameOf(activity.Cause)}\",\"items\":{activity.Items},\"instruction\":{activity.Instruction},\"column\":{activity.Column},\"sample\":{activity.Sample},\"input\":{activity.Input}}}}},\n"));
            counter.Reach(activity.Start);
            counter.Add(activity.Start.Value, 1, 1);
            counter.Add((activity.Start + activity.Duration).Value, 0, -1);
        });
        counter.Close();
        power.Write(writer, filter, places.Sites.Count, reader.Outcome?.Result?.End);
        WriteNames(writer, places, threads);
        writer.Write($"{{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":{places.Sites.Count.ToString(CultureInfo.InvariantCulture)},\"args\":{{\"name\":\"chip\"}}}}\n]}}\n");
    }

    private static void WriteNames(TextWriter writer, TracePlaces places, SortedSet<(int Track, int Slot)> threads)
    {
        foreach (int site in threads.Select(thread => thread.Track / TraceTracks.Count).Distinct())
        {
            string layer = site < places.Sites.Tiles ? $" {places.LayersOf(site)}" : "";
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":{site},\"args\":{{\"name\":{JsonSerializer.Serialize(places.NameOf(site) + layer)}}}}},\n"));
        }

        foreach ((int track, int slot) in threads)
        {
            int unit = track % TraceTracks.Count;
            string suffix = TraceTracks.Slots(unit) > 1 || slot > 0 ? string.Create(CultureInfo.InvariantCulture, $" {slot}") : "";
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":{track / TraceTracks.Count},\"tid\":{Thread(track, slot)},\"args\":{{\"name\":\"{TraceTracks.NameOf(unit)}{suffix}\"}}}},\n"));
        }
    }

    private static string Flow(string phase, long id, FlitMark mark) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"name\":\"flit\",\"cat\":\"message\",\"ph\":{phase},\"id\":{id},\"pid\":{mark.Track / TraceTracks.Count},\"tid\":{Thread(mark.Track, mark.Slot)},\"ts\":{Micro(mark.Start.Value)}}},\n");

    private static int Thread(int track, int slot) => ((track % TraceTracks.Count) * SlotsPerTrack) + slot;

    private static string Micro(long picoseconds) => (picoseconds / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);
}

using System.Globalization;
using SpinArch.Isa;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A Kanata 0004 log for the Konata pipeline viewer: a row for each operation (an instruction at one column, sample and input), a stage
/// for each activity it led to, cycles of the chip's clock; what a stage waited for stands in the row's details.
/// </summary>
public static class KanataExport
{
    /// <summary>Writes the log. Times between clock edges are rounded down to the cycle.</summary>
    public static void Write(TextWriter writer, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var places = new TracePlaces(reader.Header.Program);
        long clock = reader.Header.Spec.Clock.Period.Value;
        long cycle = -1;
        var order = new TimeOrder<string>(reader.Header.Spec.Clock.Period, (time, line) =>
        {
            long at = time / clock;
            if (cycle < 0)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"Kanata\t0004\nC=\t{at}\n"));
            }
            else if (at > cycle)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"C\t{at - cycle}\n"));
            }

            cycle = Math.Max(cycle, at);
            writer.Write(line);
        });
        var rows = new Dictionary<(int Tile, int Instruction, int Column, int Sample, int Input), Row>();
        int mostOpen = 4096 + (256 * places.Sites.Tiles);
        long created = 0;
        long retired = 0;
        TraceScan.Over(reader, filter, places, (in Activity activity) =>
        {
            if (activity.Instruction < 0 || activity.Kind == ActivityKind.Fetch)
            {
                return;
            }

            order.Reach(activity.Start);
            var key = (activity.Tile, activity.Instruction, activity.Column, activity.Sample, activity.Input);
            long start = activity.Start.Value;
            long end = start + activity.Duration.Value;
            if (!rows.TryGetValue(key, out Row row))
            {
                RetireOthers(in activity);
                row = new Row(created++, end);
                order.Add(start, 1, Open(row.Id, in activity, places));
            }

            string stage = activity.Kind.ToString();
            order.Add(start, 2, string.Create(CultureInfo.InvariantCulture, $"S\t{row.Id}\t{Lane(activity.Kind)}\t{stage}\nL\t{row.Id}\t1\t{stage} waited for {TrackTime.NameOf(activity.Cause)}. \n"));
            order.Add(end, 0, string.Create(CultureInfo.InvariantCulture, $"E\t{row.Id}\t{Lane(activity.Kind)}\t{stage}\n"));
            rows[key] = row with { End = Math.Max(row.End, end) };
        });
        foreach (Row row in rows.Values.OrderBy(row => row.End))
        {
            Retire(row);
        }

        order.Close();

        // Far more rows than queues can hold: the oldest half is over.
        void RetireOthers(in Activity activity)
        {
            if (rows.Count < mostOpen)
            {
                return;
            }

            long now = activity.Start.Value;
            foreach ((var old, Row row) in rows.OrderBy(pair => pair.Value.End).Take(mostOpen / 2).ToArray())
            {
                rows.Remove(old);
                Retire(row with { End = Math.Max(row.End, now) });
            }
        }

        void Retire(Row row) => order.Add(row.End, 3, string.Create(CultureInfo.InvariantCulture, $"R\t{row.Id}\t{retired++}\t0\n"));
    }

    private static string Open(long id, in Activity activity, TracePlaces places)
    {
        Instruction instruction = places.Program.Tiles[activity.Tile].Code[activity.Instruction];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"I\t{id}\t{activity.Instruction}\t{activity.Tile}\nL\t{id}\t0\ttile {activity.Tile} #{activity.Instruction} {instruction.Opcode} [{activity.Column}] sample {activity.Sample} input {activity.Input}\n");
    }

    // Activities that run side by side for one operation have a lane each.
    private static int Lane(ActivityKind kind) => kind switch
    {
        ActivityKind.SigmaDrive => 1,
        ActivityKind.MeanDrive or ActivityKind.MeanHold => 2,
        ActivityKind.MeanRead => 3,
        ActivityKind.NeuronWrite => 4,
        ActivityKind.Capture => 5,
        ActivityKind.ReceiveWord => 1,
        _ => 0,
    };

    private readonly record struct Row(long Id, long End);
}

using System.Globalization;
using SpinArch.Components;
using SpinArch.Components.Sequencer;
using SpinArch.Isa;
using SpinArch.Tiles;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A Kanata 0004 log for the Konata pipeline viewer: a row for each operation (an instruction at one column, sample and input) from its fetch
/// to its last result, a stage for each activity it led to, and in lane 1 a stall wherever no unit works for it; cycles of the chip's clock.
/// What a stage waited for stands in the row's details.
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
        TilePlan plan = ComponentCatalog.PlanOf(reader.Header.Spec);
        long cycle = -1;
        var order = new TimeOrder<Line>(reader.Header.Spec.Clock.Period, (time, line) =>
        {
            if (line.Text.Length == 0)
            {
                return;
            }

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
            writer.Write(line.Text);
        });
        var chip = new FollowedChip(reader.Header);
        var rows = new Dictionary<(int Tile, int Instruction, int Column, int Sample, int Input), Row>();
        long created = 0;
        long retired = 0;
        TraceScan.FromStart(reader, filter, places, (in Activity activity, bool isWanted) =>
        {
            chip.Take(in activity);
            if (activity.Instruction < 0 || !isWanted)
            {
                return;
            }

            order.Reach(activity.Start);
            long start = activity.Start.Value;
            long end = start + activity.Duration.Value;
            var key = (activity.Tile, activity.Instruction, activity.Column, activity.Sample, activity.Input);
            string stage = activity.Kind.ToString();
            if (activity.Kind == SequencerComponent.Fetch)
            {
                if (chip.TileOf(in activity).Posted is not { } posted)
                {
                    return;
                }

                key = (activity.Tile, activity.Instruction, posted.Column, posted.Sample, posted.Input);
                stage = "F";
            }

            if (!rows.TryGetValue(key, out Row? row))
            {
                rows[key] = row = new Row(created++);
                order.Add(start, 1, new Line(Open(row.Id, key, places)));
            }

            // A stall ends where it is found out what it was; one that would not have begun is taken back.
            if (row.Stall is { } stall && start <= row.End)
            {
                stall.Text = "";
            }
            else if (row.Stall is not null)
            {
                order.Add(start, 0, new Line($"E\t{row.Id}\t1\tstall\n"));
            }

            int lane = plan.LaneOf(activity.Kind);
            order.Add(start, 2, new Line(string.Create(CultureInfo.InvariantCulture, $"S\t{row.Id}\t{lane}\t{stage}\nL\t{row.Id}\t1\t{stage} waited for {TrackTime.NameOf(activity.Cause)}. \n")));
            order.Add(end, 0, new Line(string.Create(CultureInfo.InvariantCulture, $"E\t{row.Id}\t{lane}\t{stage}\n")));
            row.End = Math.Max(row.End, end);
            row.Stall = null;
            if (activity.Kind != SequencerComponent.Fetch && chip.TileOf(in activity).IsDone(in activity))
            {
                rows.Remove(key);
                Retire(row);
                return;
            }

            row.Stall = new Line($"S\t{row.Id}\t1\tstall\n");
            order.Add(row.End, 4, row.Stall);
        });

        order.Close();

        // What the end of the window or of the trace cuts off is retired there.
        foreach (Row row in rows.Values.OrderBy(row => row.Id))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"E\t{row.Id}\t1\tstall\nR\t{row.Id}\t{retired++}\t0\n"));
        }

        void Retire(Row row) => order.Add(row.End, 3, new Line(string.Create(CultureInfo.InvariantCulture, $"R\t{row.Id}\t{retired++}\t0\n")));
    }

    private static string Open(long id, (int Tile, int Instruction, int Column, int Sample, int Input) key, TracePlaces places)
    {
        Instruction instruction = places.Program.Tiles[key.Tile].Code[key.Instruction];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"I\t{id}\t{key.Instruction}\t{key.Tile}\nL\t{id}\t0\ttile {key.Tile} #{key.Instruction} {instruction.Opcode} [{key.Column}] sample {key.Sample} input {key.Input}\n");
    }

    private sealed class Row(long id)
    {
        public long Id { get; } = id;

        public long End { get; set; }

        public Line? Stall { get; set; }
    }

    private sealed class Line(string text)
    {
        public string Text { get; set; } = text;
    }
}

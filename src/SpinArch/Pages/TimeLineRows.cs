using SpinArch.Traces;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Pages;

/// <summary>
/// The rows of a time line: one for each unit of each place, and one more for each activity that a unit has at the same time.
/// </summary>
internal sealed class TimeLineRows
{
    private readonly Dictionary<(int Track, int Slot), int> _numbers = [];

    /// <summary>Reads a trace for the rows that it needs.</summary>
    public TimeLineRows(TraceReader reader)
    {
        Places = new TracePlaces(reader.Header.Program);
        var slots = new SlotAssigner(Places);
        var seen = new SortedSet<(int Track, int Slot)>();
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                seen.Add((slots.TrackIndex(in activity), slots.Assign(in activity)));
                End = Math.Max(End, activity.Start.Value + activity.Duration.Value);
                Activities++;
            }
        }

        Rows = [.. seen];
        for (int row = 0; row < Rows.Count; row++)
        {
            _numbers[Rows[row]] = row;
        }
    }

    /// <summary>Where the activities of the trace happen.</summary>
    public TracePlaces Places { get; }

    /// <summary>Track (place and unit) and slot of each row, in order.</summary>
    public IReadOnlyList<(int Track, int Slot)> Rows { get; }

    /// <summary>When the last activity ends [ps].</summary>
    public long End { get; private set; }

    /// <summary>How many activities there are.</summary>
    public long Activities { get; private set; }

    /// <summary>The activities again, each with its row.</summary>
    public void Visit(TraceReader reader, Visitor visitor)
    {
        var slots = new SlotAssigner(Places);
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                visitor(in activity, _numbers[(slots.TrackIndex(in activity), slots.Assign(in activity))]);
            }
        }
    }

    /// <summary>Takes an activity and its row.</summary>
    public delegate void Visitor(in Activity activity, int row);
}

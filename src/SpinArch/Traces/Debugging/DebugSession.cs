using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Runs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Debugging;

/// <summary>
/// A recorded run under the hand: the programs of a trace are simulated again, so that every bank, queue and flit is there to be looked at,
/// and each activity is held against the recorded one. Policy: backwards is forwards from the start again, to an event before.
/// </summary>
internal sealed class DebugSession : IActivitySink, IDisposable
{
    private readonly TraceReader reader;
    private readonly List<Activity> present = [];
    private readonly List<long> marks = [];
    private readonly Picoseconds[] trackEnds;
    private IEnumerator<Activity> recorded;
    private bool isReplaying;

    public DebugSession(TraceReader reader)
    {
        this.reader = reader;
        Places = new TracePlaces(reader.Header.Program);
        trackEnds = new Picoseconds[Places.Sites.Count * TraceTracks.Count];
        recorded = Recorded().GetEnumerator();
        Machine = Machines.Of(reader.Header, this);
    }

    /// <summary>The chip as it is now.</summary>
    public Machine Machine { get; private set; }

    public TracePlaces Places { get; }

    /// <summary>The present: the time of the last event.</summary>
    public Picoseconds Now => Machine.Simulation.Now;

    /// <summary>How many times something has happened: the steps that can be taken back.</summary>
    public int Position => marks.Count;

    /// <summary>The activities of the last step.</summary>
    public IReadOnlyList<Activity> Present => present;

    /// <summary>How long the unit had done nothing before each activity of the last step.</summary>
    public List<Picoseconds> Gaps { get; } = [];

    /// <summary>The first activity that is not the recorded one; null so far.</summary>
    public string? Divergence { get; private set; }

    /// <summary>Whether nothing can happen any more.</summary>
    public bool HasEnded => Machine.Simulation.EventsPending == 0;

    /// <summary>Goes on to the next event that some unit did something at.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step()
    {
        present.Clear();
        Gaps.Clear();
        while (present.Count == 0 && Machine.Simulation.Step())
        {
            // Events at which no unit starts anything are passed over.
        }

        if (present.Count == 0)
        {
            return false;
        }

        marks.Add(Machine.Simulation.EventsHandled);
        return true;
    }

    /// <summary>Goes back a number of steps, or to the start where there are fewer.</summary>
    public void Back(int steps)
    {
        int target = Math.Max(0, Position - steps);
        marks.RemoveRange(target, Position - target);
        long events = target == 0 ? 0 : marks[^1];
        Array.Clear(trackEnds);
        Divergence = null;
        Machine = Machines.Of(reader.Header, this);
        recorded.Dispose();
        recorded = Recorded().GetEnumerator();
        isReplaying = true;
        while (Machine.Simulation.EventsHandled < events)
        {
            // The activities of the last event are those to be shown.
            isReplaying = Machine.Simulation.EventsHandled + 1 < events;
            present.Clear();
            Gaps.Clear();
            Machine.Simulation.Step();
        }

        isReplaying = false;
        if (target == 0)
        {
            present.Clear();
            Gaps.Clear();
        }
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        ref Picoseconds end = ref trackEnds[(Places.Sites.SiteOf(activity.Kind, activity.Tile) * TraceTracks.Count) + TraceTracks.Of(activity.Kind)];
        if (!isReplaying)
        {
            present.Add(activity);
            Gaps.Add(activity.Start > end ? activity.Start - end : Picoseconds.Zero);
        }

        end = Picoseconds.Max(end, activity.Start + activity.Duration);
        if (Divergence is null)
        {
            Activity expected = recorded.MoveNext() ? recorded.Current : default;
            Divergence = Analysis.SimulationComparison.AreAlike(in expected, in activity) ? null
                : $"the trace has another activity here:\n  recorded   {Analysis.ActivityText.Line(in expected, Places)}\n  simulated  {Analysis.ActivityText.Line(in activity, Places)}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => recorded.Dispose();

    private IEnumerable<Activity> Recorded()
    {
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            for (int i = 0; i < block.Length; i++)
            {
                yield return block.Span[i];
            }
        }
    }
}

using System.Globalization;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>One invariant, watched over a whole trace; the first few breaches are kept.</summary>
internal abstract class TraceCheck(TracePlaces places) : IActivitySink
{
    private const int Kept = 5;
    private readonly List<string> breaches = [];
    private long number = -1;

    /// <summary>What holds, as a clause.</summary>
    public abstract string Name { get; }

    /// <summary>What does not.</summary>
    public IReadOnlyList<string> Breaches => breaches;

    /// <summary>How many breaches there are, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>The places of the program.</summary>
    protected TracePlaces Places { get; } = places;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        number++;
        Check(in activity);
    }

    /// <summary>Looks at the totals of a trace that is complete.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Looks at the next activity.</summary>
    protected abstract void Check(in Activity activity);

    /// <summary>Reports a breach by an activity.</summary>
    protected void Report(in Activity activity, string what)
    {
        if (++Count <= Kept)
        {
            breaches.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"activity {number}, {Places.NameOf(Places.Sites.SiteOf(activity.Kind, activity.Tile))} {activity.Kind} at {activity.Start} (instruction {activity.Instruction}, column {activity.Column}, sample {activity.Sample}): {what}"));
        }
    }

    /// <summary>Reports a breach by the totals.</summary>
    protected void Report(string what)
    {
        if (++Count <= Kept)
        {
            breaches.Add(what);
        }
    }
}

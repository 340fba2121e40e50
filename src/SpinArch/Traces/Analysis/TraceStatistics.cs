using System.Collections.Immutable;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Splits the time of every track into busy time and the causes of the gaps, without a rest. A gap before an activity belongs to what
/// that activity waited for last; the time after a track's last activity is done. <c>docs/trace-format.md</c> discusses the rule.
/// </summary>
public sealed class TraceStatistics : IActivitySink
{
    private static readonly int Causes = Enum.GetValues<StallCause>().Length;

    private readonly TracePlaces places;
    private readonly Track[] tracks;
    private readonly long[] gaps;
    private readonly UtilizationTrace utilization;
    private long lastEnd;

    /// <summary>Statistics of one trace.</summary>
    public TraceStatistics(TracePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        this.places = places;
        tracks = new Track[places.Sites.Count * TraceTracks.Count];
        gaps = new long[tracks.Length * Causes];
        utilization = UtilizationTrace.Profile(places.Sites, new Picoseconds(10_000));
    }

    /// <summary>Activities seen.</summary>
    public long Activities { get; private set; }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        Activities++;
        utilization.OnActivity(in activity);
        int kind = TraceTracks.Of(activity.Kind);
        int index = (places.Sites.SiteOf(activity.Kind, activity.Tile) * TraceTracks.Count) + kind;
        ref Track track = ref tracks[index];
        long start = activity.Start.Value;
        long end = start + activity.Duration.Value;
        lastEnd = Math.Max(lastEnd, end);
        track.Activities++;
        if (TraceTracks.Slots(kind) > 1)
        {
            track.Busy += end - start;
            return;
        }

        if (start > track.End)
        {
            gaps[(index * Causes) + (int)activity.Cause] += start - track.End;
            track.End = start;
        }

        if (end > track.End)
        {
            track.Busy += end - track.End;
            track.End = end;
        }
    }

    /// <summary>The time of every track that did anything, by site, then track.</summary>
    /// <param name="end">End of the run; the last activity may end later, by a flit's time.</param>
    public ImmutableArray<TrackTime> Rows(Picoseconds end)
    {
        long horizon = Math.Max(end.Value, lastEnd);
        var rows = ImmutableArray.CreateBuilder<TrackTime>();
        for (int index = 0; index < tracks.Length; index++)
        {
            Track track = tracks[index];
            if (track.Activities == 0)
            {
                continue;
            }

            int kind = index % TraceTracks.Count;
            int slots = TraceTracks.Slots(kind);
            long[] waits = gaps.AsSpan(index * Causes, Causes).ToArray();
            if (slots > 1)
            {
                // Outputs of a router take flits when they come: whatever is not busy is not asked for.
                waits[(int)StallCause.Issue] = (slots * horizon) - track.Busy;
            }

            int site = index / TraceTracks.Count;
            rows.Add(new TrackTime
            {
                Site = places.NameOf(site),
                Layer = site < places.Sites.Tiles ? places.LayersOf(site) : "",
                Track = TraceTracks.NameOf(kind),
                Activities = track.Activities,
                Total = new Picoseconds(slots * horizon),
                Busy = new Picoseconds(track.Busy),
                Waits = [.. waits.Select(value => new Picoseconds(value))],
                Done = new Picoseconds(slots > 1 ? 0 : horizon - track.End),
            });
        }

        return rows.ToImmutable();
    }

    /// <summary>Fill, steady and drain, from the change points of how many units are busy.</summary>
    /// <param name="end">End of the run.</param>
    public ImmutableArray<Phase> Phases(Picoseconds end) =>
        PhaseDetector.Find(utilization.BusyUnits(), utilization.Timeline.BinWidth, end);

    private struct Track
    {
        public long Activities;
        public long Busy;
        public long End;
    }
}

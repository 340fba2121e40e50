using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Compares two traces by what was done, not by when: within a track the n-th activity of an instruction at a column, sample and
/// input is the same one in both. The first difference is the one that starts earliest; of the same start, the first recorded.
/// </summary>
public static class TraceComparer
{
    private const int Open = 1 << 20;

    /// <summary>Compares two traces.</summary>
    /// <exception cref="InputException">They are of chips with different tiles, or lie too far apart to be aligned in bounded memory.</exception>
    public static TraceDifference Compare(TraceReader first, TraceReader second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var left = new TracePlaces(first.Header.Program);
        var right = new TracePlaces(second.Header.Program);
        if (left.Sites != right.Sites)
        {
            throw new InputException(second.Path, FormattableString.Invariant($"has {right.Sites.Tiles} tiles and {right.Sites.Routers} routers, {first.Path} has {left.Sites.Tiles} and {left.Sites.Routers}: nothing to align"));
        }

        (Activity? activity, Activity? counterpart, string what) = FirstDifference(first, second);
        return new TraceDifference(activity, counterpart, what, Tracks(first, second));
    }

    private static (Activity? First, Activity? Counterpart, string What) FirstDifference(TraceReader first, TraceReader second)
    {
        var waiting = new Dictionary<Key, Queue<Activity>>[] { [], [] };
        int kept = 0;
        (Activity? First, Activity? Counterpart, string What) best = (null, null, "no difference");
        long bestStart = long.MaxValue;
        using IEnumerator<Activity> left = Activities(first).GetEnumerator();
        using IEnumerator<Activity> right = Activities(second).GetEnumerator();
        bool more = true;
        while (more)
        {
            bool leftMore = left.MoveNext();
            bool rightMore = right.MoveNext();
            more = leftMore || rightMore;
            if (leftMore)
            {
                Take(left.Current, 0);
            }

            if (rightMore)
            {
                Take(right.Current, 1);
            }

            if (kept > Open)
            {
                return bestStart < long.MaxValue
                    ? best
                    : throw new InputException(second.Path, $"differs from {first.Path} from the start on in more than can be aligned");
            }
        }

        foreach ((int side, Activity alone) in waiting.SelectMany((all, side) => all.Values.SelectMany(queue => queue).Select(activity => (side, activity))))
        {
            if (alone.Start.Value < bestStart)
            {
                bestStart = alone.Start.Value;
                best = side == 0 ? (alone, null, "only in the first") : (null, alone, "only in the second");
            }
        }

        return best;

        void Take(Activity activity, int side)
        {
            var key = Key.Of(in activity);
            if (waiting[1 - side].TryGetValue(key, out Queue<Activity>? queue) && queue.TryDequeue(out Activity other))
            {
                kept--;
                if (queue.Count == 0)
                {
                    waiting[1 - side].Remove(key);
                }

                Weigh(side == 0 ? activity : other, side == 0 ? other : activity);
                return;
            }

            kept++;
            if (!waiting[side].TryGetValue(key, out Queue<Activity>? own))
            {
                waiting[side][key] = own = new Queue<Activity>();
            }

            own.Enqueue(activity);
        }

        void Weigh(Activity one, Activity other)
        {
            long start = Math.Min(one.Start.Value, other.Start.Value);
            if (start < bestStart && !SimulationComparison.AreAlike(in one, in other))
            {
                bestStart = start;
                best = (one, other, Describe(in one, in other));
            }
        }
    }

    private static string Describe(in Activity one, in Activity other)
    {
        var parts = new List<string>();
        Picoseconds shift = other.Start - one.Start;
        if (shift != Picoseconds.Zero)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"starts {shift.Value / 1000m:+0.###;-0.###} ns"));
        }

        if (one.Duration != other.Duration)
        {
            parts.Add($"lasts {other.Duration} instead of {one.Duration}");
        }

        if (one.Cause != other.Cause)
        {
            parts.Add($"waited for {TrackTime.NameOf(other.Cause)} instead of {TrackTime.NameOf(one.Cause)}");
        }

        if (one.Items != other.Items)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"has {other.Items} items instead of {one.Items}"));
        }

        if (one.Quanta != other.Quanta || one.Drive != other.Drive)
        {
            parts.Add("drives other values");
        }

        return string.Join(", ", parts);
    }

    private static ImmutableArray<TrackDifference> Tracks(TraceReader first, TraceReader second)
    {
        Dictionary<(string, string), TrackTime> left = Times(first);
        Dictionary<(string, string), TrackTime> right = Times(second);
        return
        [
            .. left.Keys.Union(right.Keys).Select(key =>
            {
                TrackTime? one = left.GetValueOrDefault(key);
                TrackTime? other = right.GetValueOrDefault(key);
                return new TrackDifference(
                    key.Item1, key.Item2, (other?.Activities ?? 0) - (one?.Activities ?? 0), Of(other, row => row.Busy) - Of(one, row => row.Busy),
                    Of(other, Waiting) - Of(one, Waiting), Of(other, row => row.Total - row.Done) - Of(one, row => row.Total - row.Done));
            }),
        ];

        static Picoseconds Of(TrackTime? row, Func<TrackTime, Picoseconds> value) => row is null ? Picoseconds.Zero : value(row);
        static Picoseconds Waiting(TrackTime row) => new(row.Waits.Skip(1).Sum(wait => wait.Value));
    }

    private static Dictionary<(string, string), TrackTime> Times(TraceReader reader)
    {
        var statistics = new TraceStatistics(new TracePlaces(reader.Header.Program));
        TraceReplay.Feed(reader, statistics);
        return statistics.Rows(reader.Outcome?.LastEnd ?? Picoseconds.Zero).ToDictionary(row => (row.Site, row.Track));
    }

    private static IEnumerable<Activity> Activities(TraceReader reader)
    {
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            for (int i = 0; i < block.Length; i++)
            {
                yield return block.Span[i];
            }
        }
    }

    private readonly record struct Key(ActivityKind Kind, int Tile, int Instruction, int Column, int Sample, int Input)
    {
        public static Key Of(in Activity activity) =>
            new(activity.Kind, activity.Tile, activity.Instruction, activity.Column, activity.Sample, activity.Input);
    }
}

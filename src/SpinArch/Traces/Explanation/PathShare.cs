using System.Collections.Immutable;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Explanation;

/// <summary>Part of a critical path: the steps of one unit in one layer that held the next step back for one cause.</summary>
/// <param name="Layer">The layer; empty for links, the port and the rest of the chip.</param>
/// <param name="Unit">Name of the track.</param>
/// <param name="Cause">What the next step waited for.</param>
/// <param name="Steps">How many.</param>
/// <param name="Time">Their share of the makespan.</param>
public sealed record PathShare(string Layer, string Unit, StallCause Cause, int Steps, Picoseconds Time)
{
    /// <summary>The shares of a path, the largest first; they add up to its end less its origin.</summary>
    /// <param name="path">The path.</param>
    /// <param name="places">The places of its program.</param>
    public static ImmutableArray<PathShare> Of(CriticalPath path, TracePlaces places)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(places);
        var sums = new Dictionary<(string Layer, string Unit, StallCause Cause), (int Steps, long Time)>();
        for (int i = 0; i < path.Steps.Length; i++)
        {
            CriticalStep step = path.Steps[i];
            Activity activity = step.Activity;
            Picoseconds from = i == 0 ? path.Origin : step.At;
            Picoseconds to = i + 1 < path.Steps.Length ? path.Steps[i + 1].At : path.End;
            var key = (places.LayerOf(in activity), TraceTracks.NameOf(TraceTracks.Of(activity.Kind)), step.Cause);
            (int steps, long time) = sums.GetValueOrDefault(key);
            sums[key] = (steps + 1, time + (to - from).Value);
        }

        return
        [
            .. sums.Select(sum => new PathShare(sum.Key.Layer, sum.Key.Unit, sum.Key.Cause, sum.Value.Steps, new Picoseconds(sum.Value.Time)))
                .OrderByDescending(share => share.Time.Value).ThenBy(share => share.Layer, StringComparer.Ordinal).ThenBy(share => share.Unit, StringComparer.Ordinal).ThenBy(share => share.Cause),
        ];
    }
}

using System.Collections.Immutable;
using SpinArch.Components.Port;
using SpinArch.Components.Sequencer;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Explanation;

/// <summary>
/// The chain of activities that fixes when a run ends: from its last result backwards, each time to the activity whose end let
/// this one start, at that very picosecond. The shares of its steps add up to the makespan.
/// </summary>
/// <remarks>Where several activities let one start at the same instant, each makes a chain of the same length; one of them is told.</remarks>
public sealed record CriticalPath
{
    /// <summary>The steps in order of time.</summary>
    public required ImmutableArray<CriticalStep> Steps { get; init; }

    /// <summary>Where the chain begins: zero, or the arrival of an input.</summary>
    public required Picoseconds Origin { get; init; }

    /// <summary>Where it ends: the makespan, or of a run that did not end its last activity.</summary>
    public required Picoseconds End { get; init; }

    /// <summary>How many steps are only the unit's activity before, because nothing in the trace ends when the next one starts.</summary>
    public int Unexplained => Steps.Count(step => !step.IsKnown);

    /// <summary>Finds the chain.</summary>
    /// <param name="reader">A whole trace.</param>
    /// <exception cref="InputException">The trace is damaged or empty.</exception>
    public static CriticalPath Find(TraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var trace = new BackwardTrace(reader);
        if (trace.Count == 0)
        {
            throw new InputException(reader.Path, "holds no activity");
        }

        TraceHeader header = reader.Header;
        var times = new ReleaseTimes(header.Spec);
        var rules = new ReleaseRules(header.Program, header.Spec);
        int rows = header.Program.Tiles.SelectMany(tile => tile.Blocks).Select(block => block.Rows).DefaultIfEmpty(1).Max();
        Picoseconds horizon = times.Horizon(rows, header.Program.MeshWidth + header.Program.MeshHeight);
        var steps = new List<CriticalStep>();
        long number = Last(trace);
        Activity held = trace[number];
        Picoseconds end = ReleaseTimes.Decided(in held);
        steps.Add(new CriticalStep(held, Release.Begun, 0, StallCause.Issue, end, true));
        while (!IsOrigin(in held, header, times) && Before(trace, ref number, in held, rules.For(in held), times, horizon) is { } step)
        {
            steps.Add(step);
            held = step.Activity;
        }

        steps.Reverse();
        Activity first = steps[0].Activity;
        return new CriticalPath { Steps = [.. steps], Origin = first.Start, End = end };
    }

    /// <summary>When the same chain would end on another architecture that runs the same program, if nothing else held it back: exact for its own.</summary>
    /// <param name="spec">The other architecture.</param>
    public Picoseconds EndOn(ArchitectureSpec spec)
    {
        var times = new ReleaseTimes(spec);
        Activity first = Steps[0].Activity;
        Picoseconds at = first.Kind == SequencerComponent.Fetch ? Origin + spec.Clock.Period : Origin;
        for (int i = 1; i < Steps.Length; i++)
        {
            CriticalStep step = Steps[i - 1];
            Activity activity = step.Activity;
            at = step.IsKnown
                ? times.Earliest(Steps[i].Activity.Kind, times.After(in activity, step.Release, step.Hops, at))
                : at + (Steps[i].At - step.At);
        }

        return at;
    }

    // Activities are recorded in the order in which they were decided, so the last one of all is the last one recorded; a result at the port ends a run.
    private static long Last(BackwardTrace trace)
    {
        long last = trace.Count - 1;
        for (long number = last; number >= 0 && ReleaseTimes.Decided(in trace[number]) == ReleaseTimes.Decided(in trace[last]); number--)
        {
            if (trace[number].Kind == PortComponent.PortReceive)
            {
                return number;
            }
        }

        return last;
    }

    private static bool IsOrigin(in Activity held, TraceHeader header, ReleaseTimes times) => held.Kind == SequencerComponent.Fetch
        ? held.Start == Picoseconds.Zero
        : held.Kind == PortComponent.PortSend && held.Start == times.Earliest(PortComponent.PortSend, header.ArrivalInterval * held.Input);

    private static CriticalStep? Before(
        BackwardTrace trace, ref long number, in Activity held, IReadOnlyList<ReleaseRule> rules, ReleaseTimes times, Picoseconds horizon)
    {
        Picoseconds at = ReleaseTimes.Decided(in held);
        int best = rules.Count;
        long found = -1;
        long previous = -1;
        for (long earlier = number - 1; earlier >= 0 && best > 0; earlier--)
        {
            ref readonly Activity candidate = ref trace[earlier];
            Picoseconds decided = ReleaseTimes.Decided(in candidate);
            if (decided + horizon < at && (found >= 0 || previous >= 0))
            {
                break;
            }

            for (int rule = 0; rule < best; rule++)
            {
                ReleaseRule possible = rules[rule];
                if (possible.Fits(in candidate, in held)
                    && times.Earliest(held.Kind, times.After(in candidate, possible.Release, possible.Hops, decided)) == at)
                {
                    (best, found) = (rule, earlier);
                    break;
                }
            }

            if (previous < 0 && candidate.Tile == held.Tile && TraceTracks.Of(candidate.Kind) == TraceTracks.Of(held.Kind) && decided < at)
            {
                previous = earlier;
            }
        }

        if (found < 0 && previous < 0)
        {
            return null;
        }

        number = found >= 0 ? found : previous;
        Activity activity = trace[number];
        return found >= 0
            ? new CriticalStep(activity, rules[best].Release, rules[best].Hops, rules[best].Cause, ReleaseTimes.Decided(in activity), true)
            : new CriticalStep(activity, Release.Begun, 0, held.Cause, ReleaseTimes.Decided(in activity), false);
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpinArch.Components;
using SpinArch.Kernel;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Explanation;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace critical-path</c>: the chain of activities that fixes when a run ends.</summary>
internal static class TraceCriticalPathVerb
{
    private const int Others = 12;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        Option<string> output = TableOutput.Option();
        var steps = new Option<bool>("--steps") { Description = "Print every step of the chain." };
        var command = new Command(
            "critical-path",
            """
            Follow a run back from its last result: which unit held which back, how much of the makespan each makes, and what the units beside the path have left.

            Examples:
              trace critical-path mnist.strace
              trace critical-path mnist.strace --steps
            """) { file, steps, output };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            var path = CriticalPath.Find(reader);
            var places = new TracePlaces(reader.Header.Program);
            ImmutableArray<PathShare> shares = PathShare.Of(path, places);
            ImmutableArray<TrackTime> rest = Rest(reader, path, places);
            if (result.GetValue(output) == TableOutput.Json)
            {
                WriteJson(path, shares, rest, places, result.GetValue(steps));
            }
            else
            {
                WriteTable(path, shares, rest, places, result.GetValue(steps));
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    // The tracks that the path never visits, the busiest first; those that are busy because a crossbar reads would only repeat it.
    private static ImmutableArray<TrackTime> Rest(TraceReader reader, CriticalPath path, TracePlaces places)
    {
        var visited = path.Steps
            .Select(step => (places.NameOf(places.Sites.SiteOf(step.Activity.Kind, step.Activity.Tile)), TraceTracks.NameOf(TraceTracks.Of(step.Activity.Kind))))
            .ToHashSet();
        var statistics = new TraceStatistics(places);
        TraceReplay.Feed(reader, statistics);
        return
        [
            .. statistics.Rows(path.End)
                .Where(row => !visited.Contains((row.Site, row.Track))
                    && !ComponentCatalog.Units.Any(unit => unit.IsFollower && unit.Name == row.Track))
                .OrderByDescending(row => (double)row.Busy.Value / row.Total.Value).ThenBy(row => row.Site, StringComparer.Ordinal).ThenBy(row => row.Track, StringComparer.Ordinal)
                .Take(Others),
        ];
    }

    private static void WriteTable(CriticalPath path, ImmutableArray<PathShare> shares, ImmutableArray<TrackTime> rest, TracePlaces places, bool withSteps)
    {
        Picoseconds length = path.End - path.Origin;
        Line($"{path.Steps.Length} steps from {path.Origin.Nanoseconds:0.###} to {path.End.Nanoseconds:0.###} ns");
        if (path.Unexplained > 0)
        {
            Line($"{path.Unexplained} of them are only their unit's activity before: nothing in the trace ends when the next step starts");
        }

        Line($"\n{"layer",-12} {"unit",-13} {"then waited for",-16} {"steps",7} {"ns",13} {"share",8}");
        foreach (PathShare share in shares)
        {
            Line($"{share.Layer,-12} {share.Unit,-13} {TrackTime.NameOf(share.Cause),-16} {share.Steps,7} {share.Time.Value / 1000m,13:0.###} {100.0 * share.Time.Value / Math.Max(1, length.Value),6:0.0} %");
        }

        Line($"\nBeside the path, the busiest units and their slack: the time in which each could do more and the run would be as long, if nobody waited for it.");
        Line($"{"place",-10} {"unit",-13} {"layer",-12} {"busy ns",13} {"slack ns",13}");
        foreach (TrackTime row in rest)
        {
            Line($"{row.Site,-10} {row.Track,-13} {row.Layer,-12} {row.Busy.Value / 1000m,13:0.###} {(row.Total - row.Busy).Value / 1000m,13:0.###}");
        }

        if (withSteps)
        {
            Line($"\n{"then waited for",-16} {ActivityText.Titles}");
            foreach (CriticalStep step in path.Steps)
            {
                Activity activity = step.Activity;
                Line($"{TrackTime.NameOf(step.Cause),-16} {ActivityText.Line(in activity, places)}");
            }
        }
    }

    private static void WriteJson(CriticalPath path, ImmutableArray<PathShare> shares, ImmutableArray<TrackTime> rest, TracePlaces places, bool withSteps) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            originNs = path.Origin.Nanoseconds,
            endNs = path.End.Nanoseconds,
            steps = path.Steps.Length,
            unexplained = path.Unexplained,
            shares = shares.Select(share => new { layer = share.Layer, unit = share.Unit, cause = TrackTime.NameOf(share.Cause), steps = share.Steps, ns = share.Time.Nanoseconds }),
            slack = rest.Select(row => new { place = row.Site, unit = row.Track, layer = row.Layer, busyNs = row.Busy.Nanoseconds, slackNs = (row.Total - row.Busy).Nanoseconds }),
            chain = withSteps ? path.Steps.Select(step => Fields(step, places)) : null,
        }));

    private static Dictionary<string, object> Fields(CriticalStep step, TracePlaces places)
    {
        Activity activity = step.Activity;
        return ActivityText.Fields.Zip(ActivityText.Values(in activity, places)).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal);
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd(' '));
}

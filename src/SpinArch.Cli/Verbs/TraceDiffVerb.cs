using System.CommandLine;
using System.Globalization;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace diff</c>: where two runs part, and what each unit gained or lost.</summary>
internal static class TraceDiffVerb
{
    private const int Differ = 1;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "The first trace." };
        var second = new Argument<string>("B") { Description = "The second trace." };
        var command = new Command(
            "diff",
            """
            Compare two traces by what was done (tile, instruction, column, sample, input), not by when. Exits with 1 where they differ.

            Examples:
              trace diff before.strace after.strace
            """) { first, second };
        command.SetLongAction((result, cancellation) =>
        {
            using var left = TraceReader.Open(result.GetRequiredValue(first), cancellation);
            using var right = TraceReader.Open(result.GetRequiredValue(second), cancellation);
            TraceDifference difference = TraceComparer.Compare(left, right);
            int code = Math.Max(TraceVerb.Close(left), TraceVerb.Close(right));
            if (difference.First is null && difference.Counterpart is null)
            {
                Console.Out.WriteLine("no difference");
                return code;
            }

            Write(difference, left, right);
            return Differ;
        });
        return command;
    }

    private static void Write(TraceDifference difference, TraceReader left, TraceReader right)
    {
        Console.Out.WriteLine($"the first difference: {(difference.First is null || difference.Counterpart is null ? "" : "in B it ")}{difference.What}\n  {ActivityText.Titles}");
        Side("A", difference.First, left);
        Side("B", difference.Counterpart, right);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nB minus A:\n{"place",-10} {"unit",-13} {"activities",10} {"busy ns",14} {"waiting ns",14} {"last end ns",14}"));
        foreach (TrackDifference track in difference.Tracks.Where(track => track.Activities != 0 || track.Busy.Value != 0 || track.Waiting.Value != 0 || track.End.Value != 0))
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{track.Site,-10} {track.Track,-13} {track.Activities,10:+0;-0;0} {track.Busy.Value / 1000m,14:+0.###;-0.###;0} {track.Waiting.Value / 1000m,14:+0.###;-0.###;0} {track.End.Value / 1000m,14:+0.###;-0.###;0}"));
        }
    }

    private static void Side(string name, Activity? activity, TraceReader reader) => Console.Out.WriteLine(
        $"{name} {(activity is { } known ? ActivityText.Line(in known, new TracePlaces(reader.Header.Program)) : "(nothing)")}");
}

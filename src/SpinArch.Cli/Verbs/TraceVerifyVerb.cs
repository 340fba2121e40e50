using System.CommandLine;
using System.Globalization;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace verify</c>: whether a trace can have happened, and with <c>--simulate</c> whether it does happen.</summary>
internal static class TraceVerifyVerb
{
    private const int Wrong = 1;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var simulate = new Option<bool>("--simulate") { Description = "Run the embedded program again and stop at the first activity that differs." };
        var command = new Command(
            "verify",
            """
            Check a trace: the file whole, no unit doing two things at once, causes before effects, every message received, energy conserved.

            Examples:
              trace verify mnist.strace
              trace verify mnist.strace --simulate
            """) { file, simulate };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            var verdict = TraceVerifier.Verify(reader);
            foreach (string line in verdict.Passed)
            {
                Console.Out.WriteLine($"ok    {line}");
            }

            foreach (string line in verdict.Failed)
            {
                Console.Out.WriteLine($"WRONG {line}");
            }

            bool same = !result.GetValue(simulate) || Compare(reader);
            return TraceVerb.Close(reader) == 0 && verdict.Failed.IsEmpty && same ? 0 : Wrong;
        });
        return command;
    }

    private static bool Compare(TraceReader reader)
    {
        using var comparison = SimulationComparison.Run(reader);
        if (comparison.IsSame)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ok    the simulation does the same {comparison.Alike} activities"));
            return true;
        }

        var places = new TracePlaces(reader.Header.Program);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"WRONG activity {comparison.Alike} is the first that differs"));
        Console.Out.WriteLine($"            {ActivityText.Titles}");
        Write("alike", comparison.Before, places);
        Write("recorded", comparison.Recorded, places);
        Write("simulated", comparison.Simulated, places);
        return false;
    }

    private static void Write(string side, IReadOnlyCollection<Activity> activities, TracePlaces places)
    {
        foreach (Activity activity in activities)
        {
            Console.Out.WriteLine($"{side,-12}{ActivityText.Line(in activity, places)}");
        }

        if (activities.Count == 0 && side != "alike")
        {
            Console.Out.WriteLine($"{side,-12}(has ended)");
        }
    }
}

using System.CommandLine;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace replay</c>: the report of the recorded run, made of its activities.</summary>
internal static class TraceReplayVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var output = new Option<string>("--output") { Description = "table, json or csv.", HelpName = "FORM", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json", "csv");
        var command = new Command("replay", "Print the report of the recorded run again, from its activities: the same to the last digit.") { file, output };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            ReportOutput.Write(TraceReplay.Report(reader), result.GetRequiredValue(output));
            return 0;
        });
        return command;
    }
}

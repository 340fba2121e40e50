using System.CommandLine;
using SpinArch.Files;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace gantt</c>: a window of a trace as a picture.</summary>
internal static class TraceGanttVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var target = new Option<string>("--out") { Description = "The SVG file to create or replace.", HelpName = "FILE", Required = true };
        var filter = new TraceFilterOptions();
        var command = new Command(
            "gantt",
            """
            Draw a window of a trace: a row for each unit, activities by colour, gaps hatched by what was waited for.

            Examples:
              trace gantt mnist.strace --out all.svg
              trace gantt mnist.strace --tile 3 --from-ns 1000 --to-ns 1100 --out columns.svg
            """) { file, target };
        filter.AddTo(command);
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            AtomicFile.WriteText(result.GetRequiredValue(target), GanttChart.Draw(reader, filter.FilterOfSome(result, reader)));
            return TraceVerb.Close(reader);
        });
        return command;
    }
}

using System.CommandLine;
using SpinArch.Files;
using SpinArch.Pages;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace view</c>: the time line of a trace as a page to look at.</summary>
internal static class TraceViewVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var target = new Option<string>("--html") { Description = "The page to create or replace.", HelpName = "FILE", Required = true };
        var against = new Option<string?>("--against")
        {
            Description = "A second trace, drawn below on the same scale of time.",
            HelpName = "FILE"
        };
        var path = new Option<bool>("--critical-path")
        {
            Description = "Draw the critical path however long the trace is; of up to 500,000 activities it is drawn anyway.",
        };
        var command = new Command(
            "view",
            """
            Write a page with the time line of a trace, to zoom, search and hover over: every unit a row, the critical path across.

            Examples:
              trace view mnist.strace --html mnist.html
              trace view gather.strace --against tree.strace --html both.html
            """) { file, target, against, path };
        command.SetLongAction((result, cancellation) =>
        {
            AtomicFile.CheckTargets(result.GetValue(target));
            using var first = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            using TraceReader? second = result.GetValue(against) is { } other ? TraceReader.Open(other, cancellation) : null;
            var head = new PageHead(CommandText.Of(result));
            TracePage.Write(result.GetRequiredValue(target), head, result.GetValue(path), second is null ? [first] : [first, second]);
            return TraceVerb.Close(first);
        });
        return command;
    }
}

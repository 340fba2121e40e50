using System.CommandLine;

namespace SpinArch.Cli.Verbs;

/// <summary>The action of a verb that may take long or writes a file: it is told of Ctrl-C and ends where nothing is half-written.</summary>
internal static class LongAction
{
    /// <summary>Sets it.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="action">From the parsed command line to the exit code.</param>
    public static void SetLongAction(this Command command, Func<ParseResult, CancellationToken, int> action) =>
        command.SetAction((result, cancellation) => Task.Run(() => action(result, cancellation), CancellationToken.None));
}

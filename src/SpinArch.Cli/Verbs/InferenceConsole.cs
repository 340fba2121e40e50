using Spectre.Console;
using SpinArch.Functional;

namespace SpinArch.Cli.Verbs;

/// <summary>Shows an inference on standard error while it runs: a live bar for a person, nothing where it is redirected.</summary>
internal static class InferenceConsole
{
    /// <summary>Runs and shows.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancel">Ends it early.</param>
    public static InferenceResult Execute(InferenceRun run, CancellationToken cancel)
    {
        if (Console.IsErrorRedirected)
        {
            return run.Execute(cancellation: cancel);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("images", maxValue: run.Images ?? run.Data.Count);
                return run.Execute(done => task.Value = done, cancel);
            });
    }
}

using Spectre.Console;
using SpinArch.Functional;

namespace SpinArch.Cli.Verbs;

/// <summary>Shows an inference on standard error while it runs: a live bar for a person, nothing where it is redirected.</summary>
internal static class InferenceConsole
{
    /// <summary>Runs and shows.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancel">Ends it early.</param>
    public static InferenceResult Execute(InferenceRun run, CancellationToken cancel) =>
        Show(run, progress => run.Execute(progress, cancel));

    /// <summary>Shows whatever counts the images of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="work">Told where to report the images done; that may be null.</param>
    public static T Show<T>(InferenceRun run, Func<Action<int>?, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("images", maxValue: run.Images ?? run.Data.Count);
                return work(done => task.Value = done);
            });
    }
}

using System.Globalization;
using Spectre.Console;
using SpinArch.Training;

namespace SpinArch.Cli.Verbs;

/// <summary>Shows a training run on standard error: a live bar for a person, one line an epoch where it is redirected.</summary>
internal static class TrainingConsole
{
    /// <summary>Runs and reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The exit code: 0 done, 1 interrupted.</returns>
    public static int Execute(TrainingRun run, CancellationToken cancel)
    {
        try
        {
            TrainingResult result = Console.IsErrorRedirected
                ? run.Execute(new Callback(progress => Console.Error.WriteLine(Line(progress))), cancel)
                : Live(run, cancel);
            Write("test, floating point", result.Test);
            Write("test, 4-bit weights, 3-bit neurons", result.TestQuantised);
            Write("training, floating point", result.Train);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted; --resume goes on from the last whole epoch in {run.OutputFolder}.");
            return 1;
        }
    }

    private static TrainingResult Live(TrainingRun run, CancellationToken cancel)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: run.Recipe.Epochs);
                return run.Execute(
                    new Callback(progress =>
                    {
                        task.Value = progress.Epoch;
                        task.Description = Markup.Escape(Line(progress));
                    }),
                    cancel);
            });
    }

    private static string Line(TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {progress.Epoch}/{progress.Epochs}  loss {progress.Loss:F4}  train {100 * progress.TrainAccuracy:F2} %  test {100 * progress.TestAccuracy:F2} %  left {progress.TimeLeft:mm\\:ss}");

    private static void Write(string what, AccuracyFigures figures) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {100 * figures.Mean:F2} % (sd {100 * figures.StdDev:F2}) mean of 10 sampled networks, {100 * figures.Ensemble:F2} % their ensemble"));

    // Reports on the training thread, in order; System.Progress would post to the pool.
    private sealed class Callback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Functional;

namespace SpinArch.Cli.Verbs;

/// <summary><c>ablation</c>: from ideal floating point to the full device model, one effect at a time.</summary>
internal static class AblationVerb
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Makes the command.</summary>
    /// <returns><c>ablation</c>.</returns>
    public static Command Create()
    {
        var options = new InferenceOptions();
        var csv = new Option<string?>("--csv") { Description = "Write the table as CSV.", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draw accuracies with their intervals.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var ablation = new Command(
            "ablation",
            """
            From ideal floating point to the full device model: every effect alone, then one after another.

            Examples:
              ablation --data mnist --images 1000
              ablation --data mnist --csv ablation.csv --svg ablation.svg
              ablation --set device.conductanceSpread=0.1 --set device.stuckOff=0.01
            """);
        options.AddTo(ablation);
        ablation.Options.Add(csv);
        ablation.Options.Add(svg);
        ablation.Options.Add(output);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        ablation.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(csv), result.GetValue(svg));
                InferenceRun run = options.Run(result);
                ImmutableArray<AblationStep> steps = AblationRun.Execute(
                    run, (step, count, name) => Console.Error.WriteLine($"{step + 1}/{count} {name}"), cancel);
                if (cancel.IsCancellationRequested)
                {
                    Console.Error.WriteLine(steps.IsEmpty ? "Interrupted before an image was finished; there is nothing to report." : Interrupted(run, steps[^1]));
                }

                if (steps.IsEmpty)
                {
                    return 1;
                }

                if (result.GetValue(csv) is { } table)
                {
                    AblationOutput.WriteCsv(table, steps);
                }

                if (result.GetValue(svg) is { } picture)
                {
                    AblationOutput.WriteSvg(picture, $"{run.Network.Name} on {run.Architecture.Name}", steps, AblationRun.Published(run));
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(
                        steps.Select(step => new { effect = step.Name, mode = AblationOutput.Mode(step), effects = EffectNames.Of(step.Effects), step.Measures, step.Images, step.Seconds }), Json));
                }
                else
                {
                    Show(run, steps);
                }

                return cancel.IsCancellationRequested ? 1 : 0;
            },
            CancellationToken.None));
        return ablation;
    }

    private static string Interrupted(InferenceRun run, AblationStep last)
    {
        int images = run.Images ?? run.Data.Count;
        return last.Images == images
            ? $"Interrupted after '{last.Name}', {AblationOutput.Mode(last)}; what follows is of the steps up to it."
            : Line($"Interrupted in '{last.Name}', {AblationOutput.Mode(last)}, which is of {last.Images} of {images} images and no step to compare with the others.");
    }

    private static void Show(InferenceRun run, ImmutableArray<AblationStep> steps)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(Line($"{run.Network.Name} on {run.Architecture.Name}: {run.Images ?? run.Data.Count} images, {run.Samples} samples each, seed {run.Seed}"));
        Table table = TableOutput.Table("Effect", "Mode", "Accuracy, %", "95 % interval", "Ensemble, %", "NLL, nat", "Brier", "Calibration error", "Mutual information, nat");
        foreach (AblationStep step in steps)
        {
            PredictionMeasures measures = step.Measures;
            Row(
                table, step.Images == (run.Images ?? run.Data.Count) ? step.Name : Line($"{step.Name}, {step.Images} images"), AblationOutput.Mode(step), Line($"{100 * measures.Accuracy.Mean:F2}"),
                Line($"{100 * measures.Accuracy.Low:F2} to {100 * measures.Accuracy.High:F2}"), Line($"{100 * measures.EnsembleAccuracy:F2}"),
                Line($"{measures.NegativeLogLikelihood:F4}"), Line($"{measures.Brier:F4}"), Line($"{measures.ExpectedCalibrationError:F4}"), Line($"{measures.MutualInformation:F4}"));
        }

        ImmutableArray<PublishedAccuracy> published = AblationRun.Published(run);
        foreach (PublishedAccuracy known in published)
        {
            Row(table, known.Name, "published", Line($"{100 * known.Accuracy:F2}"), "", "", "", "", "", "");
        }

        console.Write(table);
        if (!published.IsEmpty)
        {
            console.WriteLine($"Paper: {run.Architecture.Published!.Citation}.");
        }
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

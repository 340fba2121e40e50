using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Pages;
using SpinArch.Reports;
using SpinArch.Runs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>tradeoff</c>: what a sample buys: accuracy and uncertainty beside latency, energy and area.</summary>
internal static class TradeoffVerb
{
    private const int MostSamples = 10_000;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Makes the command.</summary>
    /// <returns><c>tradeoff</c>.</returns>
    public static Command Create()
    {
        var options = new InferenceOptions(withSamples: false);
        var samples = new Option<string>("--samples")
        {
            Description = "Numbers of samples, ascending.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "1,2,5,10,20,50",
        };
        var csv = new Option<string?>("--csv") { Description = "Write the table as CSV.", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Draw accuracy over energy.", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write a page to look at: one HTML file.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var tradeoff = new Command(
            "tradeoff",
            """
            What a Monte-Carlo sample buys: accuracy, uncertainty, latency, energy and area side by side.

            Examples:
              tradeoff
              tradeoff --data mnist --csv samples.csv --svg samples.svg
              tradeoff --samples 10 --set crossbar.rows=64 --output json
            """);
        options.AddTo(tradeoff);
        tradeoff.Options.Add(samples);
        tradeoff.Options.Add(csv);
        tradeoff.Options.Add(svg);
        tradeoff.Options.Add(html);
        tradeoff.Options.Add(output);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        tradeoff.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets(result.GetValue(csv), result.GetValue(svg), result.GetValue(html));
                int[] numbers = Numbers(result.GetRequiredValue(samples));
                InferenceRun run = options.Run(result);
                (IReadOnlyList<SamplePoint> points, InferenceResult inference) = InferenceConsole.Show(run,
                    progress => SampleStudy.Measure(run, numbers, progress, cancel));
                if (cancel.IsCancellationRequested)
                {
                    string rest = points.Count == 0 ? "there is nothing to report" : "what follows is of those, with the costs that were simulated";
                    Console.Error.WriteLine($"Interrupted after {inference.Predictions.Length} of {inference.Requested} images; {rest}.");
                }

                if (points.Count == 0)
                {
                    return 1;
                }

                if (result.GetValue(csv) is { } table)
                {
                    SamplePointOutput.WriteCsv(table, points);
                }

                SamplePoint[] costed = [.. points.Where(point => point.EnergyNj is not null)];
                if (result.GetValue(svg) is { } picture && costed.Length > 0)
                {
                    SamplePointOutput.WriteSvg(picture, $"{run.Network.Name} on {run.Architecture.Name}: what a sample buys", costed);
                }

                string json = JsonSerializer.Serialize(
                    new
                    {
                        network = run.Network.Name,
                        architecture = run.Architecture.Name,
                        images = inference.Predictions.Length,
                        run.Seed,
                        effects = EffectNames.Of(run.InForce),
                        points,
                        inference.Seconds,
                    },
                    Json);
                if (result.GetValue(html) is { } page)
                {
                    ReportPage.Write(page, new PageHead(CommandText.Of(result)), "tradeoff",
                        $"{run.Network.Name} on {run.Architecture.Name}: what a sample buys", json);
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(json);
                }
                else
                {
                    Show(run, inference, points);
                }

                return cancel.IsCancellationRequested ? 1 : 0;
            },
            CancellationToken.None));
        return tradeoff;
    }

    private static int[] Numbers(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] < 1 || numbers[i] > MostSamples || (i > 0 && numbers[i] <= numbers[i - 1]))
            {
                throw new InputException("--samples", $"'{text}' is no ascending list of numbers of samples from 1 to {MostSamples}, such as 1,2,5");
            }
        }

        return numbers;
    }

    private static void Show(InferenceRun run, InferenceResult inference, IReadOnlyList<SamplePoint> points)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(Line($"{run.Network.Name} on {run.Architecture.Name}: {inference.Predictions.Length} images, seed {run.Seed}{(points[0].AreaMm2 is { } area ? Line($", area {area:F3} mm2") : "")}"));
        console.WriteLine("Accuracy and uncertainty of the data set (functional path); latency and energy of the classification of its first image (event-driven run).");
        Table table = TableOutput.Table(
            "Samples", "Ensemble accuracy, %", "NLL, nat", "Brier", "Calibration error", "Predictive entropy, nat", "Mutual information, nat", "Latency, ns", "Energy, nJ", "of it paper's scope");
        foreach (SamplePoint point in points)
        {
            PredictionMeasures measures = point.Measures;
            table.AddRow(new string[]
            {
                Line($"{point.Samples}"), Line($"{100 * measures.EnsembleAccuracy:F2}"), Line($"{measures.NegativeLogLikelihood:F4}"), Line($"{measures.Brier:F4}"),
                Line($"{measures.ExpectedCalibrationError:F4}"), Line($"{measures.PredictiveEntropy:F4}"), Line($"{measures.MutualInformation:F4}"),
                Line($"{point.LatencyNs:F0}"), Line($"{point.EnergyNj:F1}"), Line($"{point.PaperScopeEnergyNj:F1}"),
            }.Select(cell => new Text(cell)));
        }

        console.Write(table);
        AccuracyInterval single = points[^1].Measures.Accuracy;
        console.WriteLine(Line($"Single sampled networks: {100 * single.Mean:F2} % ({100 * single.Low:F2} to {100 * single.High:F2}), mean and 95 % interval over {points[^1].Samples}."));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

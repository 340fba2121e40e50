using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Cli.Rendering;
using SpinArch.Compilation;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Pages;
using SpinArch.Reports;
using SpinArch.Runs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>infer</c>: a data set through the network as the hardware computes it: accuracy and uncertainty.</summary>
internal static class InferVerb
{
    /// <summary>Makes the command.</summary>
    /// <returns><c>infer</c>.</returns>
    public static Command Create()
    {
        var options = new InferenceOptions();
        var effects = new Option<string>("--effects")
        {
            Description = $"What of the hardware is in force: all, none or names of {string.Join(", ", EffectNames.All)}.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "all",
        };
        var predictions = new Option<string?>("--predictions") { Description = "Write a row an image: label, answer, means, spreads.", HelpName = "FILE" };
        var ood = new Option<string?>("--ood")
        {
            Description = "Other data to tell apart by uncertainty: fashion ('data fashion' fetches it), rotated, noisy, folders with idx files or .npz with 'images'.",
            HelpName = "LIST",
        };
        var html = new Option<string?>("--html") { Description = "Write a page to look at: one HTML file.", HelpName = "FILE" };
        var ageing = new AgeingOptions();
        Option<string> output = TableOutput.Option();
        var infer = new Command(
            "infer",
            """
            Infer a whole data set as the hardware computes it: accuracy and uncertainty.

            Examples:
              infer
              infer --data mnist --samples 10 --output json
              infer --data mnist --effects none --predictions ideal.csv
              infer --effects weights,adc --set weight.meanBits=2 --set adc.bits=5
              infer --data mnist --ood fashion,rotated,noisy
              infer --ood rotated,noisy --html infer.html
              infer --set device.conductanceSpread=0.1
              infer --age 1y --temperature 358
              infer --age 0,1d,30d,1y,10y --barrier-kt 35 --barrier-kt 40 --svg ageing.svg
            """);
        options.AddTo(infer);
        infer.Options.Add(effects);
        infer.Options.Add(predictions);
        infer.Options.Add(ood);
        ageing.AddTo(infer);
        infer.Options.Add(html);
        infer.Options.Add(output);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        infer.SetAction((result, cancel) => Task.Run(
            () =>
            {
                AtomicFile.CheckTargets([result.GetValue(predictions), result.GetValue(html), .. ageing.Targets(result)]);
                InferenceEffects chosen = EffectNames.Parse(result.GetRequiredValue(effects));
                InferenceRun run = options.Run(result) with { Effects = chosen };
                (string Name, IdxDataSet Data)[] others = [.. Names(result.GetValue(ood)).Select(name => (name, InferenceOptions.Other(name, run)))];
                bool json = result.GetValue(output) == TableOutput.Json;
                ImmutableArray<Ageing> ages = ageing.Read(result, result.GetValue(predictions));
                if (ages.Length > 1)
                {
                    if (result.GetValue(html) is not null)
                    {
                        throw new InputException("--html", "is a page of one inference; name one age");
                    }

                    return ageing.Report(result, run, ages, known => [.. Compare(known, others, cancel)], others.Length, json, cancel);
                }

                if (ages is [var age])
                {
                    run = run with { Architecture = age.Aged(run.Architecture) };
                    Console.Error.WriteLine(Line($"Cells {age.Age.Text} old at {age.Retention.TemperatureK} K, barrier {age.BarrierKt} kT: {age.Hops:G4} hops a wall, {100 * age.LevelError:F2} % of the levels wrong."));
                }

                NoteAbsent(run);
                InferenceResult known = InferenceConsole.Execute(run, cancel);
                JointReport? joint = known.IsPartial ? null : Joint(known, cancel);
                var told = new List<ImmutableArray<ImagePrediction>>();
                List<OutOfDistribution> comparisons = Compare(known, others, cancel, told);
                int code = Report(known, comparisons, joint, result.GetValue(predictions), json);
                if (result.GetValue(html) is { } page && !known.Predictions.IsEmpty)
                {
                    new InferencePage
                    {
                        Head = new PageHead(CommandText.Of(result)),
                        Result = known,
                        Others = comparisons,
                        OtherPredictions = told,
                        Joint = joint,
                    }.Write(page);
                }

                return cancel.IsCancellationRequested ? 1 : code;
            },
            CancellationToken.None));
        return infer;
    }

    // Named, and yet not in force: the architecture has no such imperfection.
    private static void NoteAbsent(InferenceRun run)
    {
        if (run.Effects != InferenceEffects.All && EffectNames.Of(run.Effects & ~run.InForce) is { IsEmpty: false } absent)
        {
            Console.Error.WriteLine($"Note: --effects {string.Join(",", absent)} changes nothing, since the keys of it are 0 in {run.Architecture.Name} (config show).");
        }
    }

    // All images are inferred: an interruption of the run that costs one of them takes nothing from their accuracy.
    private static JointReport? Joint(InferenceResult known, CancellationToken cancel)
    {
        if (!NetworkLowering.IsChain(known.Run.Network))
        {
            Console.Error.WriteLine("Note: time and energy are left out: tiles run chains of dense layers only so far.");
            return null;
        }

        try
        {
            var cost = ClassificationCost.Of(SampleStudy.Simulate(known.Run, known.Run.Samples, cancellation: cancel));
            return JointReport.Of(PredictionMeasures.Of(known.Predictions), known.Predictions.Length, cost);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted after the last image; its cost in time and energy is left out.");
            return null;
        }
    }

    private static string[] Names(string? list) => list is null ? [] : NameList.Parse("--ood", list);

    private static List<OutOfDistribution> Compare(InferenceResult known, (string Name, IdxDataSet Data)[] others, CancellationToken cancel,
        List<ImmutableArray<ImagePrediction>>? told = null)
    {
        var comparisons = new List<OutOfDistribution>();
        foreach ((string name, IdxDataSet data) in others)
        {
            if (known.IsPartial)
            {
                break;
            }

            // Inputs of their own, so that no draw is shared with the known images.
            InferenceResult other = InferenceConsole.Execute(
                known.Run with { Data = data, Images = Math.Min(data.Count, known.Requested), FirstInput = known.Requested * (comparisons.Count + 1) }, cancel);
            if (other.IsPartial)
            {
                Console.Error.WriteLine($"Interrupted in other data '{name}', which is left out.");
                break;
            }

            told?.Add(other.Predictions);
            comparisons.Add(OutOfDistribution.Of(name, known.Predictions, other.Predictions));
        }

        return comparisons;
    }

    private static int Report(InferenceResult result, List<OutOfDistribution> others, JointReport? joint, string? predictions, bool json)
    {
        if (result.IsPartial)
        {
            string rest = result.Predictions.IsEmpty ? "there is nothing to report" : "what follows is of those";
            Console.Error.WriteLine($"Interrupted after {result.Predictions.Length} of {result.Requested} images; {rest}.");
        }

        if (result.Predictions.Length > 0)
        {
            if (predictions is not null)
            {
                result.WritePredictions(predictions);
            }

            if (json)
            {
                Console.Out.WriteLine(InferenceJson.Of(result, others, joint));
            }
            else
            {
                Show(result, others);
                if (joint is not null)
                {
                    JointTable.Write(joint, TableOutput.Console());
                }
            }
        }

        return result.IsPartial ? 1 : 0;
    }

    private static void Show(InferenceResult result, List<OutOfDistribution> others)
    {
        var measures = PredictionMeasures.Of(result.Predictions);
        IAnsiConsole console = TableOutput.Console();
        InferenceRun run = result.Run;
        string effects = run.InForce == InferenceEffects.None ? "none (ideal)" : string.Join(", ", EffectNames.Of(run.InForce));
        console.WriteLine(Line($"{run.Network.Name} on {run.Architecture.Name}: {result.Predictions.Length} images, {run.Samples} samples each, seed {run.Seed}, effects: {effects}, {result.Seconds:F1} s"));
        Table table = TableOutput.Table("Measure", "Value", "Meaning");
        AccuracyInterval accuracy = measures.Accuracy;
        Row(table, "accuracy", Line($"{100 * accuracy.Mean:F2} % ({100 * accuracy.Low:F2} to {100 * accuracy.High:F2})"), "single sampled networks, mean and 95 % interval over them");
        Row(table, "ensemble accuracy", Line($"{100 * measures.EnsembleAccuracy:F2} %"), "output with the highest mean over the samples");
        Row(table, "negative log likelihood", Line($"{measures.NegativeLogLikelihood:F4} nat"), "of the probabilities averaged over the samples");
        Row(table, "Brier score", Line($"{measures.Brier:F4}"), "0 is perfect, 2 the worst");
        Row(table, "calibration error", Line($"{measures.ExpectedCalibrationError:F4}"), Line($"confidence against accuracy in {PredictionMeasures.Bins} bins"));
        Row(table, "predictive entropy", Line($"{measures.PredictiveEntropy:F4} nat"), "all uncertainty");
        Row(table, "mutual information", Line($"{measures.MutualInformation:F4} nat"), "what of it the weights' spread causes");
        console.Write(table);
        Table rejection = TableOutput.Table("Most uncertain left out", "Accuracy of the rest");
        foreach (RejectionPoint point in measures.Rejection)
        {
            rejection.AddRow(new Text(Line($"{100 * point.Rejected:F0} %")), new Text(Line($"{100 * point.Accuracy:F2} %")));
        }

        console.Write(rejection);
        PrecisionTable.Write(result.Precision, console);
        if (others.Count > 0)
        {
            Table apart = TableOutput.Table("Other data", "Images", "AUROC by predictive entropy", "AUROC by mutual information", "Its mean entropy, nat", "Its mean mutual information, nat");
            foreach (OutOfDistribution other in others)
            {
                Row(
                    apart, other.Data, Line($"{other.Images}"), Area(other.PredictiveEntropy), Area(other.MutualInformation), Line($"{other.MeanPredictiveEntropy:F4}"),
                    Line($"{other.MeanMutualInformation:F4}"));
            }

            console.Write(apart);
        }
    }

    private static string Area(Auroc area) => area is { Low: { } low, High: { } high }
        ? Line($"{area.Value:F4} ({low:F4} to {high:F4})")
        : Line($"{area.Value:F4} (no interval)");

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

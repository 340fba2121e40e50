using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Specs;
using Spectre.Console;

namespace SpinArch.Cli.Verbs;

/// <summary><c>infer</c>: a data set through the network as the hardware computes it: accuracy and uncertainty.</summary>
internal static class InferVerb
{
    private const string Mnist = "mnist";
    private const string Shipped = "shipped";

    /// <summary>Makes the command.</summary>
    /// <returns><c>infer</c>.</returns>
    public static Command Create()
    {
        var network = new Argument<string>("NETWORK")
        {
            Description = "The network: a name ('list networks'), a file or a folder.",
            DefaultValueFactory = _ => "all-spin-mnist",
        };
        Option<string> data = Text("--data", "A folder with idx files, 'mnist' (fetched by 'data mnist') or 'shipped' (100 images).", "FOLDER", Shipped);
        var images = new Option<int?>("--images") { Description = "How many images, from the first; all unless given.", HelpName = "N" };
        var samples = new Option<int>("--samples") { Description = "Monte-Carlo samples an image.", HelpName = "S", DefaultValueFactory = _ => 10 };
        Option<string> effects = Text(
            "--effects", $"What of the hardware is in force: all, none or names of {string.Join(", ", EffectNames.All)}.", "LIST", "all");
        var seed = new Option<ulong>("--seed") { Description = "Key of all draws.", HelpName = "X", DefaultValueFactory = _ => 1 };
        var predictions = new Option<string?>("--predictions") { Description = "Write a row an image: label, answer, means, spreads.", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for one a processor. Results do not depend on it.", HelpName = "N" };
        Option<string> output = TableOutput.Option();
        var architecture = new ArchitectureOptions();
        var infer = new Command(
            "infer",
            """
            Infer a whole data set as the hardware computes it: accuracy and uncertainty.

            Examples:
              infer
              infer --data mnist --samples 10 --output json
              infer --data mnist --effects none --predictions ideal.csv
              infer --effects weights,adc --set weight.meanBits=2 --set adc.bits=5
            """)
        { network, data, images, samples, effects, seed, predictions, threads, output };
        architecture.AddTo(infer);
        infer.SetAction((result, cancel) =>
        {
            var run = new InferenceRun
            {
                Network = NetworkReader.Read(ConfigurationCatalog.Shipped().ResolveNetwork(result.GetRequiredValue(network))),
                Architecture = architecture.Load(result).Architecture,
                Data = Read(result.GetRequiredValue(data)),
                Images = result.GetValue(images),
                Samples = result.GetValue(samples),
                Effects = EffectNames.Parse(result.GetRequiredValue(effects)),
                Seed = result.GetValue(seed),
                Threads = result.GetValue(threads),
            };
            return Task.FromResult(Report(InferenceConsole.Execute(run, cancel), result.GetValue(predictions), result.GetValue(output) == TableOutput.Json));
        });
        return infer;
    }

    private static IdxDataSet Read(string data)
    {
        string folder = data switch
        {
            Mnist => DataVerb.DefaultFolder,
            Shipped => Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", "mnist-100"),
            _ => data,
        };
        return data == Mnist && !Directory.Exists(folder)
            ? throw new InputException(folder, "is not there; 'data mnist' fetches it, or use --data shipped")
            : IdxDataSet.Read(folder, IdxSplit.Test);
    }

    private static int Report(InferenceResult result, string? predictions, bool json)
    {
        if (result.IsPartial)
        {
            Console.Error.WriteLine($"Interrupted after {result.Predictions.Length} of {result.Requested} images; what follows is of those.");
        }

        if (result.Predictions.Length > 0)
        {
            if (predictions is not null)
            {
                result.WritePredictions(predictions);
            }

            if (json)
            {
                Console.Out.WriteLine(InferenceJson.Of(result));
            }
            else
            {
                Show(result);
            }
        }

        return result.IsPartial ? 1 : 0;
    }

    private static void Show(InferenceResult result)
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
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Option<string> Text(string name, string description, string help, string value) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => value,
    };
}

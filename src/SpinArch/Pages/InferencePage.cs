using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Reports;

namespace SpinArch.Pages;

/// <summary>The page of an inference: how often it is right, whether it is as sure as it is right, and what it is unsure of.</summary>
public sealed record InferencePage
{
    private const int Bins = 40;

    // Of the images that it is least sure of and of those that it gets wrong.
    private const int ShownImages = 60;

    /// <summary>The command that made it.</summary>
    public required PageHead Head { get; init; }

    /// <summary>What was inferred; of at least one image.</summary>
    public required InferenceResult Result { get; init; }

    /// <summary>How other data is told apart.</summary>
    public IReadOnlyList<OutOfDistribution> Others { get; init; } = [];

    /// <summary>The predictions of that data, in the same order.</summary>
    public IReadOnlyList<ImmutableArray<ImagePrediction>> OtherPredictions { get; init; } = [];

    /// <summary>What a classification costs; null where that is not known.</summary>
    public JointReport? Joint { get; init; }

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace.</param>
    public void Write(string path)
    {
        string title = $"{Result.Run.Network.Name} on {Result.Run.Architecture.Name}: inference";
        JsonObject data = Head.ToJson("infer", title);
        data["report"] = JsonNode.Parse(InferenceJson.Of(Result, Others, Joint));
        data["outputs"] = Result.Predictions[0].Mean.Length;
        data["entropy"] = Histograms(image => image.PredictiveEntropy);
        data["information"] = Histograms(image => image.MutualInformation);
        data["images"] = Images();
        AtomicFile.Write(path, stream => HtmlPage.Write(stream, "infer", title, data));
    }

    // One width of bins for all data, so that their shares can be compared.
    private JsonObject Histograms(Func<ImagePrediction, double> of)
    {
        IReadOnlyList<ImmutableArray<ImagePrediction>> all = [Result.Predictions, .. OtherPredictions];
        string[] names = ["the data", .. Others.Select(other => other.Data)];
        double largest = all.Max(images => images.Max(of));
        double width = largest > 0 ? largest / Bins : 1;
        return new JsonObject
        {
            ["width"] = width,
            ["series"] = new JsonArray([.. all.Select((images, index) =>
            {
                int[] counts = new int[Bins];
                foreach (ImagePrediction image in images)
                {
                    counts[Math.Min(Bins - 1, (int)(of(image) / width))]++;
                }

                return (JsonNode?)new JsonObject
                {
                    ["name"] = names[index],
                    ["images"] = images.Length,
                    ["counts"] = new JsonArray([.. counts.Select(count => (JsonNode?)count)]),
                };
            })]),
        };
    }

    private JsonArray Images()
    {
        ImagePrediction[] all = [.. Result.Predictions];
        int[] unsure = [.. Enumerable.Range(0, all.Length).OrderByDescending(image => all[image].PredictiveEntropy).Take(ShownImages / 2)];
        int[] wrong = [.. Enumerable.Range(0, all.Length).Where(image => !all[image].IsRight).Take(ShownImages / 2)];
        return
        [
            .. wrong.Union(unsure).Order().Select(image => (JsonNode?)new JsonObject
            {
                ["image"] = image,
                ["label"] = all[image].Label,
                ["predicted"] = all[image].Predicted,
                ["probability"] = all[image].Probabilities[all[image].Predicted],
                ["entropy"] = all[image].PredictiveEntropy,
                ["information"] = all[image].MutualInformation,
                ["pixels"] = Convert.ToBase64String(Result.Run.Data.Images[image]),
            }),
        ];
    }
}

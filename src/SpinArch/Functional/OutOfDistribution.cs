namespace SpinArch.Functional;

/// <summary>How well uncertainty tells images of the data set from images of other data.</summary>
public sealed record OutOfDistribution
{
    /// <summary>The other data: <c>fashion</c>, <c>rotated</c>, <c>noisy</c> or a folder.</summary>
    public required string Data { get; init; }

    /// <summary>Images of it.</summary>
    public required int Images { get; init; }

    /// <summary>Mean predictive entropy of the other data [nat].</summary>
    public required double MeanPredictiveEntropy { get; init; }

    /// <summary>Mean mutual information of the other data [nat].</summary>
    public required double MeanMutualInformation { get; init; }

    /// <summary>Told apart by predictive entropy.</summary>
    public required Auroc PredictiveEntropy { get; init; }

    /// <summary>Told apart by mutual information.</summary>
    public required Auroc MutualInformation { get; init; }

    /// <summary>Compares two inferences.</summary>
    /// <param name="data">Name of the other data.</param>
    /// <param name="known">Predictions of the data set.</param>
    /// <param name="other">Predictions of the other data.</param>
    public static OutOfDistribution Of(string data, IReadOnlyList<ImagePrediction> known, IReadOnlyList<ImagePrediction> other) => new()
    {
        Data = data,
        Images = other.Count,
        MeanPredictiveEntropy = other.Average(image => image.PredictiveEntropy),
        MeanMutualInformation = other.Average(image => image.MutualInformation),
        PredictiveEntropy = Auroc.Of([.. known.Select(image => image.PredictiveEntropy)], [.. other.Select(image => image.PredictiveEntropy)]),
        MutualInformation = Auroc.Of([.. known.Select(image => image.MutualInformation)], [.. other.Select(image => image.MutualInformation)]),
    };
}

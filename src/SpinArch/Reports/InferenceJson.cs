using System.Text.Json;
using System.Text.Json.Serialization;
using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>An inference result as the JSON document that <c>infer --output json</c> prints.</summary>
public static class InferenceJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The document; <c>outOfDistribution</c> is a member only where there is something to say; the member <c>seconds</c> is the only one that differs from run to run.</summary>
    /// <param name="result">At least one image must be done.</param>
    /// <param name="others">Comparisons with other data.</param>
    /// <param name="joint">The same beside what a classification costs; left out where null.</param>
    public static string Of(InferenceResult result, IReadOnlyList<OutOfDistribution>? others = null, JointReport? joint = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var measures = PredictionMeasures.Of(result.Predictions);
        return JsonSerializer.Serialize(
            new
            {
                Network = result.Run.Network.Name,
                Architecture = result.Run.Architecture.Name,
                Images = result.Predictions.Length,
                result.Run.Samples,
                result.Run.Seed,
                Effects = EffectNames.Of(result.Run.InForce),
                measures.Accuracy,
                measures.EnsembleAccuracy,
                measures.NegativeLogLikelihood,
                measures.Brier,
                measures.ExpectedCalibrationError,
                measures.PredictiveEntropy,
                measures.MutualInformation,
                measures.Reliability,
                measures.Rejection,
                result.Precision,
                OutOfDistribution = others is { Count: > 0 } ? others : null,
                Joint = joint,
                result.Seconds,
            },
            Options);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>What a network says on a chip of some age.</summary>
/// <param name="Ageing">The age, and what keeps the levels.</param>
/// <param name="Measures">Accuracy and uncertainty.</param>
/// <param name="Others">How well other data is told apart.</param>
public sealed record AgeingPoint(Ageing Ageing, PredictionMeasures Measures, ImmutableArray<OutOfDistribution> Others)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    private static readonly string[] Header =
    [
        "barrierKt", "temperatureK", "ageS", "hops", "levelError", "accuracy", "accuracyLow", "accuracyHigh", "ensembleAccuracy",
            "negativeLogLikelihood",
        "expectedCalibrationError", "predictiveEntropy", "mutualInformation",
    ];

    /// <summary>The JSON document of several points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="run">The run that they share.</param>
    public static string Json(IEnumerable<AgeingPoint> points, InferenceRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return JsonSerializer.Serialize(
            new
            {
                Network = run.Network.Name,
                Architecture = run.Architecture.Name,
                run.Samples,
                run.Seed,
                Points = points.Select(point => new
                {
                    point.Ageing.BarrierKt,
                    point.Ageing.Retention.TemperatureK,
                    Age = point.Ageing.Age.Text,
                    AgeS = point.Ageing.Age.Seconds,
                    point.Ageing.Hops,
                    point.Ageing.LevelError,
                    point.Measures.Accuracy,
                    point.Measures.EnsembleAccuracy,
                    point.Measures.NegativeLogLikelihood,
                    point.Measures.ExpectedCalibrationError,
                    point.Measures.PredictiveEntropy,
                    point.Measures.MutualInformation,
                    OutOfDistribution = point.Others,
                }),
            },
            Options);
    }

    /// <summary>Writes a row a point; data sets other than the known one add a column each, their AUROC by mutual information.</summary>
    /// <param name="path">The file.</param>
    /// <param name="points">At least one.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteCsv(string path, ImmutableArray<AgeingPoint> points) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. Header, .. points[0].Others.Select(other => $"auroc {other.Data}")]);
        foreach (AgeingPoint point in points)
        {
            double[] row =
            [
                point.Ageing.BarrierKt, point.Ageing.Retention.TemperatureK, point.Ageing.Age.Seconds, point.Ageing.Hops,
                    point.Ageing.LevelError, point.Measures.Accuracy.Mean,
                point.Measures.Accuracy.Low, point.Measures.Accuracy.High, point.Measures.EnsembleAccuracy,
                    point.Measures.NegativeLogLikelihood,
                point.Measures.ExpectedCalibrationError, point.Measures.PredictiveEntropy, point.Measures.MutualInformation,
                .. point.Others.Select(other => other.MutualInformation.Value),
            ];
            foreach (double value in row)
            {
                csv.WriteField(value.ToString("R", CultureInfo.InvariantCulture));
            }

            csv.EndRecord();
        }
    });
}

using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>What an inference run found.</summary>
public sealed record InferenceResult
{
    /// <summary>What was run.</summary>
    public required InferenceRun Run { get; init; }

    /// <summary>In the order of the images; fewer than asked for where the run was interrupted.</summary>
    public required ImmutableArray<ImagePrediction> Predictions { get; init; }

    /// <summary>What the numbers of each layer lose: levels on zero, conversions clipped; over the images done and all samples.</summary>
    public required ImmutableArray<LayerPrecision> Precision { get; init; }

    /// <summary>Images asked for.</summary>
    public required int Requested { get; init; }

    /// <summary>Wall time of compilation and inference, reading of files left out [s].</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the run was interrupted.</summary>
    public bool IsPartial => Predictions.Length < Requested;

    /// <summary>Writes a row an image: <c>image,label,predicted,mean0..,std0..</c>.</summary>
    /// <param name="path">The file to create or replace, whole or not at all.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void WritePredictions(string path) => AtomicFile.Write(path, stream =>
    {
        int outputs = Run.Network.Outputs;
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(
        [
            "image", "label", "predicted",
            .. Enumerable.Range(0, outputs).Select(output => $"mean{output}"),
            .. Enumerable.Range(0, outputs).Select(output => $"std{output}"),
        ]);
        for (int image = 0; image < Predictions.Length; image++)
        {
            ImagePrediction prediction = Predictions[image];
            csv.WriteField(Text(image));
            csv.WriteField(Text(prediction.Label));
            csv.WriteField(Text(prediction.Predicted));
            foreach (double value in (IEnumerable<double>)[.. prediction.Mean, .. prediction.StdDev])
            {
                csv.WriteField(Text(value));
            }

            csv.EndRecord();
        }
    });

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>An ablation as CSV and as a picture.</summary>
public static class AblationOutput
{
    private const int Left = 150;
    private const int Width = 640;
    private const int RowHeight = 22;
    private const int Top = 40;
    private const double LeastSpan = 0.005;

    private static readonly string[] Header =
    [
        "effect", "mode", "accuracy", "low", "high", "ensembleAccuracy", "negativeLogLikelihood", "brier", "expectedCalibrationError", "predictiveEntropy", "mutualInformation", "images",
    ];

    /// <summary>Writes a row a step; mode is <c>alone</c> or <c>added</c>.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteCsv(string path, ImmutableArray<AblationStep> steps) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(Header);
        foreach (AblationStep step in steps)
        {
            PredictionMeasures measures = step.Measures;
            csv.WriteField(step.Name);
            csv.WriteField(Mode(step));
            foreach (double value in (double[])
            [
                measures.Accuracy.Mean, measures.Accuracy.Low, measures.Accuracy.High, measures.EnsembleAccuracy, measures.NegativeLogLikelihood,
                measures.Brier, measures.ExpectedCalibrationError, measures.PredictiveEntropy, measures.MutualInformation, step.Images,
            ])
            {
                csv.WriteField(value.ToString(CultureInfo.InvariantCulture));
            }

            csv.EndRecord();
        }
    });

    /// <summary>How a step stands to those before it.</summary>
    public static string Mode(AblationStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.IsCumulative ? "added" : "alone";
    }

    /// <summary>Draws accuracies with their intervals, and published ones as lines.</summary>
    /// <param name="path">The SVG file.</param>
    /// <param name="title">Its title.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="published">What is published of the same; empty where nothing is.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteSvg(string path, string title, ImmutableArray<AblationStep> steps, ImmutableArray<PublishedAccuracy> published)
    {
        IEnumerable<double> lines = published.Select(known => known.Accuracy);
        double low = Math.Floor(200 * lines.Concat(steps.Select(step => step.Measures.Accuracy.Low)).Min()) / 200;
        double high = Math.Ceiling(200 * lines.Concat(steps.Select(step => step.Measures.Accuracy.High)).Max()) / 200;
        if (high <= low)
        {
            // All networks are right on all images, or none.
            (low, high) = high >= LeastSpan ? (high - LeastSpan, high) : (low, low + LeastSpan);
        }

        int height = Top + (RowHeight * steps.Length) + 40;
        var svg = new SvgPicture(Left + Width + 30, height, title);
        for (double tick = low; tick <= high + 1e-9; tick += (high - low) / 5)
        {
            svg.Line(X(tick), Top, X(tick), height - 40, "#ddd");
            svg.Text(X(tick), height - 24, $"{100 * tick:F2} %", "middle");
        }

        foreach (PublishedAccuracy known in published)
        {
            svg.Line(X(known.Accuracy), Top, X(known.Accuracy), height - 40, "#888", "4 3");
            svg.Text(X(known.Accuracy), Top - 4, known.Name, "middle");
        }

        for (int row = 0; row < steps.Length; row++)
        {
            AblationStep step = steps[row];
            AccuracyInterval accuracy = step.Measures.Accuracy;
            double y = Top + (RowHeight * (row + 0.5));
            string colour = step.IsCumulative ? "#1f5fa8" : "#c05a12";
            svg.Text(Left - 8, y + 4, row == 0 ? step.Name : step.IsCumulative ? $"+ {step.Name}" : $"{step.Name} alone", "end");
            svg.Line(X(accuracy.Low), y, X(accuracy.High), y, colour);
            svg.Circle(X(accuracy.Mean), y, 4, colour);
        }

        svg.Text(Left + (Width / 2.0), height - 6, "accuracy of single sampled networks, mean and 95 % interval", "middle");
        AtomicFile.WriteText(path, svg.Finish());

        double X(double value) => Left + ((value - low) / (high - low) * Width);
    }
}

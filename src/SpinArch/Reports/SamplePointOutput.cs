using System.Globalization;
using CsvHelper;
using SpinArch.Files;
using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>What a sample buys, as CSV and as a picture.</summary>
public static class SamplePointOutput
{
    private const int Left = 70;
    private const int Width = 560;
    private const int Top = 40;
    private const int Height = 300;

    private static readonly string[] Header =
    [
        "samples", "ensembleAccuracy", "negativeLogLikelihood", "brier", "expectedCalibrationError", "predictiveEntropy", "mutualInformation", "latencyNs",
        "energyNj", "paperScopeEnergyNj", "areaMm2",
    ];

    /// <summary>Writes a row a number of samples.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteCsv(string path, IReadOnlyList<SamplePoint> points) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(Header);
        foreach (SamplePoint point in points)
        {
            PredictionMeasures measures = point.Measures;
            foreach (double? value in (double?[])
            [
                point.Samples, measures.EnsembleAccuracy, measures.NegativeLogLikelihood, measures.Brier, measures.ExpectedCalibrationError, measures.PredictiveEntropy,
                measures.MutualInformation, point.LatencyNs, point.EnergyNj, point.PaperScopeEnergyNj, point.AreaMm2,
            ])
            {
                csv.WriteField(value?.ToString(CultureInfo.InvariantCulture) ?? "");
            }

            csv.EndRecord();
        }
    });

    /// <summary>Draws ensemble accuracy over the energy of a classification, which is on a logarithmic scale.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">Its title.</param>
    /// <param name="points">At least one, each with its energy.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteSvg(string path, string title, IReadOnlyList<SamplePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        double low = Math.Floor(200 * points.Min(point => point.Measures.EnsembleAccuracy)) / 200;
        double high = Math.Max(low + 0.005, Math.Ceiling(200 * points.Max(point => point.Measures.EnsembleAccuracy)) / 200);
        double first = Math.Log10(points.Min(Energy)) - 0.1;
        double last = Math.Log10(points.Max(Energy)) + 0.1;
        var svg = new SvgPicture(Left + Width + 30, Top + Height + 60, title);
        for (int tick = 0; tick <= 5; tick++)
        {
            double value = low + ((high - low) * tick / 5);
            svg.Line(Left, Y(value), Left + Width, Y(value), "#ddd");
            svg.Text(Left - 6, Y(value) + 4, $"{100 * value:F2} %", "end");
        }

        foreach (SamplePoint point in points)
        {
            double x = X(point);
            svg.Line(x, Top, x, Top + Height, "#eee");
            svg.Text(x, Top + Height + 16, $"{Energy(point):F0}", "middle");
        }

        svg.Curve(points.Select(point => (X(point), Y(point.Measures.EnsembleAccuracy))), "#1f5fa8");
        foreach (SamplePoint point in points)
        {
            svg.Circle(X(point), Y(point.Measures.EnsembleAccuracy), 4, "#1f5fa8");
            svg.Text(X(point), Y(point.Measures.EnsembleAccuracy) - 8, $"S = {point.Samples}", "middle");
        }

        svg.Text(Left + (Width / 2.0), Top + Height + 40, "energy of a classification in nJ (logarithmic), ensemble accuracy", "middle");
        AtomicFile.WriteText(path, svg.Finish());

        static double Energy(SamplePoint point) => point.EnergyNj!.Value;
        double X(SamplePoint point) => Left + ((Math.Log10(Energy(point)) - first) / (last - first) * Width);
        double Y(double accuracy) => Top + Height - ((accuracy - low) / (high - low) * (Height - 20));
    }
}

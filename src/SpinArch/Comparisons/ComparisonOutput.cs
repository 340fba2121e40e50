using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using SpinArch.Files;
using SpinArch.Functional;

namespace SpinArch.Comparisons;

/// <summary>A comparison as JSON, CSV and pictures.</summary>
public static class ComparisonOutput
{
    private const int Left = 80;
    private const int Top = 40;
    private const int Width = 620;
    private const int Height = 360;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    private static readonly ImmutableArray<(string Name, Func<ComparisonRow, object?> Of)> Columns =
    [
        ("architecture", row => row.Architecture), ("network", row => row.Network), ("samples", row => row.Samples),
        ("accuracy", row => row.Accuracy), ("ensembleAccuracy", row => row.EnsembleAccuracy),
        ("negativeLogLikelihood", row => row.NegativeLogLikelihood), ("calibrationError", row => row.CalibrationError),
        ("auroc", row => row.Auroc), ("latencyNs", row => row.LatencyNs), ("samplesPerSecond", row => row.SamplesPerSecond),
        ("inputsPerSecond", row => row.InputsPerSecond), ("energyNj", row => row.EnergyNj), ("dynamicNj", row => row.DynamicNj),
        ("leakageNj", row => row.LeakageNj), ("paperScopeNj", row => row.PaperScopeNj), ("energyDelayNjUs", row => row.EnergyDelayNjUs),
        ("areaMm2", row => row.AreaMm2), ("areaLacks", row => string.Join(' ', row.AreaLacks)), ("powerMw", row => row.PowerMw),
            ("randomBitsPerSample", row => row.RandomBitsPerSample),
        ("limitedBy", row => row.LimitedBy), ("assumedShare", row => row.AssumedShare),
    ];

    /// <summary>The JSON document.</summary>
    public static string Json(Comparison comparison) => JsonSerializer.Serialize(comparison, Options);

    /// <summary>Writes a row an architecture.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteCsv(string path, Comparison comparison) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. Columns.Select(column => column.Name)]);
        foreach (ComparisonRow row in comparison.Rows)
        {
            foreach ((_, Func<ComparisonRow, object?> of) in Columns)
            {
                csv.WriteField(Convert.ToString(of(row), CultureInfo.InvariantCulture) ?? "");
            }

            csv.EndRecord();
        }
    });

    /// <summary>Draws energy over latency of a classification, both on logarithmic scales, a dot an architecture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="comparison">At least one row.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteSvg(string path, Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        (double firstX, double lastX) = Decades(comparison.Rows.Select(row => row.LatencyNs / 1000));
        (double firstY, double lastY) = Decades(comparison.Rows.Select(row => row.EnergyNj / 1000));
        var svg = new SvgPicture(Left + Width + 30, Top + Height + 60, "Latency and energy of a classification");
        for (double decade = firstX; decade <= lastX; decade++)
        {
            double x = X(decade);
            svg.Line(x, Top, x, Top + Height, "#ddd");
            svg.Text(x, Top + Height + 16, Tick(decade), "middle");
        }

        for (double decade = firstY; decade <= lastY; decade++)
        {
            double y = Y(decade);
            svg.Line(Left, y, Left + Width, y, "#ddd");
            svg.Text(Left - 8, y + 4, Tick(decade), "end");
        }

        // Dots on one another have one label with all names.
        var left = comparison.Rows.Select(row => (row.Architecture, X: X(Math.Log10(row.LatencyNs / 1000)),
            Y: Y(Math.Log10(row.EnergyNj / 1000))))
            .OrderBy(dot => dot.Y).ToList();
        while (left.Count > 0)
        {
            (double x, double y) = (left[0].X, left[0].Y);
            string names = string.Join(", ", left.Where(IsNear).Select(dot => dot.Architecture));
            foreach ((_, double dotX, double dotY) in left.Where(IsNear))
            {
                svg.Circle(dotX, dotY, 4, "#1f5fa8");
            }

            bool isRight = x < Left + (Width / 2.0);
            svg.Text(isRight ? x + 8 : x - 8, y + 4, names, isRight ? "start" : "end");
            left.RemoveAll(IsNear);

            bool IsNear((string Architecture, double X, double Y) dot) => Math.Abs(dot.X - x) < 8 && Math.Abs(dot.Y - y) < 8;
        }

        svg.Text(Left + (Width / 2.0), Top + Height + 40, "latency [us] (logarithmic); upwards energy [uJ] (logarithmic)", "middle");
        AtomicFile.WriteText(path, svg.Finish());

        double X(double decade) => Left + ((decade - firstX) / (lastX - firstX) * Width);
        double Y(double decade) => Top + Height - ((decade - firstY) / (lastY - firstY) * Height);
    }

    private static (double First, double Last) Decades(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double first = Math.Floor(Math.Log10(all.Min()));
        return (first, Math.Max(first + 1, Math.Ceiling(Math.Log10(all.Max()))));
    }

    private static string Tick(double decade) => Math.Pow(10, decade).ToString("0.#########", CultureInfo.InvariantCulture);
}

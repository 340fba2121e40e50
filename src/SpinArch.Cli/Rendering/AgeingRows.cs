using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using SpinArch.Cli.Verbs;
using SpinArch.Functional;

namespace SpinArch.Cli.Rendering;

/// <summary>Accuracy and uncertainty over age, as a table.</summary>
internal static class AgeingRows
{
    /// <summary>Writes it.</summary>
    /// <param name="run">The run that the points share.</param>
    /// <param name="points">At least one.</param>
    public static void Write(InferenceRun run, ImmutableArray<AgeingPoint> points)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(
            Line(
            $"{run.Network.Name} on {run.Architecture.Name}: {run.Images ?? run.Data.Count} images, {run.Samples} samples each, seed {run.Seed}, cells of {points[0].Ageing.Device.Name}"));
        Table table = TableOutput.Table(
            ["Barrier, kT", "K", "Age", "Wrong levels", "Accuracy", "Ensemble", "NLL, nat", "Calibration error", "Mutual information, nat",
                .. points[0].Others.Select(other => $"AUROC {other.Data}")]);
        foreach (AgeingPoint point in points)
        {
            string[] cells =
            [
                Line($"{point.Ageing.BarrierKt:G5}"), Line($"{point.Ageing.Retention.TemperatureK:G5}"), point.Ageing.Age.Text, Line(
                    $"{100 * point.Ageing.LevelError:F2} %"),
                Line($"{100 * point.Measures.Accuracy.Mean:F2} %"), Line($"{100 * point.Measures.EnsembleAccuracy:F2} %"), Line(
                    $"{point.Measures.NegativeLogLikelihood:F4}"),
                Line($"{point.Measures.ExpectedCalibrationError:F4}"), Line($"{point.Measures.MutualInformation:F4}"), .. point.Others
                    .Select(other => Line($"{other.MutualInformation.Value:F4}")),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Spectre.Console;
using SpinArch.Cli.Verbs;
using SpinArch.Comparisons;

namespace SpinArch.Cli.Rendering;

/// <summary>A comparison as tables for people.</summary>
internal static class ComparisonTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Comparison comparison, IAnsiConsole console)
    {
        console.WriteLine(Line($"{comparison.Network ?? "each architecture with the network shipped for it"}; {comparison.Images} images of {comparison.Data}, up to {comparison.Samples} samples, seed {comparison.Seed}"));
        Table cost = TableOutput.Table(
            "Architecture", "S", "Latency, us", "Inputs /s", "Energy, uJ", "of it leakage", "Energy x delay, uJ us", "Area, mm2", "Power, mW",
            "Random bits a sample", "Limited by", "Assumed");
        Table answers = TableOutput.Table("Architecture", "Network", "Accuracy, % (one sample)", "(all)", "NLL, nat", "Calibration error",
            $"AUROC ({comparison.OtherData})");
        foreach (ComparisonRow row in comparison.Rows)
        {
            Add(cost, row.Architecture, Line($"{row.Samples}"), Line($"{row.LatencyNs / 1000:0.00}"), Figures.Rate(row.InputsPerSecond),
                Line($"{row.EnergyNj / 1000:0.000}"), Line($"{100 * row.LeakageNj / row.EnergyNj:0} %"),
                Line($"{row.EnergyDelayNjUs / 1000:0.00}"), Line($"{row.AreaMm2:0.00}{(row.AreaLacks.IsEmpty ? "" : "*")}"),
                    Line($"{row.PowerMw:0.0}"),
                Line($"{row.RandomBitsPerSample:N0}"), row.LimitedBy, Line($"{100 * row.AssumedShare:0} %"));
            Add(answers, row.Architecture, row.Network, Line($"{100 * row.Accuracy:0.00}"), Line($"{100 * row.EnsembleAccuracy:0.00}"),
                Line($"{row.NegativeLogLikelihood:0.0000}"), Line($"{row.CalibrationError:0.0000}"), Line($"{row.Auroc:0.000}"));
        }

        console.Write(cost);
        console.Write(answers);
        if (comparison.Rows.Any(row => row.Published is not null))
        {
            Table published = TableOutput.Table("Published of", "Figure", "Published", "Simulated", "Ratio", "Paper");
            foreach (ComparisonRow row in comparison.Rows)
            {
                foreach (ComparisonFigure figure in row.Published?.Figures ?? [])
                {
                    Add(published, row.Architecture, figure.Name, Line($"{figure.Value:0.###}"), Line($"{figure.Simulated:0.###}"),
                        Line($"{figure.Ratio:0.000}"), row.Published!.Citation);
                }
            }

            console.Write(published);
        }

        foreach (SkippedChip skipped in comparison.Skipped)
        {
            console.WriteLine(Line($"left out: {skipped.Reason}"));
        }

        foreach (ComparisonRow row in comparison.Rows.Where(row => !row.AreaLacks.IsEmpty))
        {
            console.WriteLine($"* {row.Architecture}: without {string.Join(", ", row.AreaLacks)}, whose area nobody gives");
        }

        console.WriteLine("Energies are those of a classification, all samples, leakage included; 'assumed' is the share of them that rests on figures nobody published.");
    }

    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

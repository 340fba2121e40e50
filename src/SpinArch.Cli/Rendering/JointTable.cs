using System.Globalization;
using Spectre.Console;
using SpinArch.Reports;

namespace SpinArch.Cli.Rendering;

/// <summary>The joint report for people: what the classifications give, what one costs.</summary>
internal static class JointTable
{
    /// <summary>Writes it.</summary>
    /// <param name="joint">The report.</param>
    /// <param name="console">Where to.</param>
    public static void Write(JointReport joint, IAnsiConsole console)
    {
        console.WriteLine();
        string again = joint.Inputs > joint.Images ? Format($" ({joint.Inputs} inputs: images repeat, and each counts once)") : "";
        console.WriteLine(Format($"Joint: {joint.Images} labelled {(joint.Images == 1 ? "image" : "images")}{again}, {joint.Samples} samples a classification"));
        Table table = new Table().Border(TableBorder.None).HideHeaders();
        for (int column = 0; column < 4; column++)
        {
            table.AddColumn(new TableColumn("").NoWrap());
        }

        Row(table, "accuracy, single", Format($"{100 * joint.Accuracy.Mean:F2} % ({100 * joint.Accuracy.Low:F2} to {100 * joint.Accuracy.High:F2})"), "latency", Format($"{joint.LatencyNs:N0} ns"));
        Row(table, "accuracy, ensemble", Format($"{100 * joint.EnsembleAccuracy:F2} %"), "samples", Figures.Rate(joint.SamplesPerSecond));
        Row(table, "neg. log likelihood", Format($"{joint.NegativeLogLikelihood:F4} nat"), "energy each", Format($"{joint.EnergyNj:N1} nJ"));
        Row(table, "predictive entropy", Format($"{joint.PredictiveEntropy:F4} nat"), "of it paper scope", Format($"{joint.PaperScopeEnergyNj:N1} nJ"));
        Row(table, "mutual information", Format($"{joint.MutualInformation:F4} nat"), "area", Format($"{joint.AreaMm2:F3} mm2"));
        console.Write(table);
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(" " + cell)));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Spectre.Console;
using SpinArch.Functional;

namespace SpinArch.Cli.Rendering;

/// <summary>What the numbers of each layer lose, for people.</summary>
internal static class PrecisionTable
{
    /// <summary>Writes it.</summary>
    /// <param name="layers">A row a layer.</param>
    /// <param name="console">Where to.</param>
    public static void Write(IReadOnlyList<LayerPrecision> layers, IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine("Precision: shares of levels that are zero, of conversions and results that clipped");
        Table table = new Table().Border(TableBorder.None);
        string[] headings = ["layer", "zero means", "zero sigmas", "clipped means", "clipped sigmas", "clipped results"];
        foreach (string heading in headings)
        {
            var column = new TableColumn(new Text(" " + heading)) { Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn((heading == "layer" ? column : column.RightAligned()).NoWrap());
        }

        foreach (LayerPrecision layer in layers)
        {
            string[] cells =
            [
                layer.Name, Share(layer.ZeroMeanLevels), Share(layer.ZeroSigmaLevels),
                Share(layer.ClippedMeans), Share(layer.ClippedSigmas), Share(layer.ClippedResults),
            ];
            table.AddRow(cells.Select(cell => new Text(" " + cell)));
        }

        console.Write(table);
    }

    // What is not none never reads as none, nor what is not all as all.
    private static string Share(double? share) => share switch
    {
        null => "-",
        0 => "0 %",
        < 0.0001 => "< 0.01 %",
        > 0.9999 and < 1 => "> 99.99 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F2} %"),
    };
}

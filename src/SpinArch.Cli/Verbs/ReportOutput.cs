using Spectre.Console;
using SpinArch.Cli.Rendering;
using SpinArch.Reports;

namespace SpinArch.Cli.Verbs;

/// <summary>Writes a run report to standard output in the form asked for; nothing else goes there.</summary>
internal static class ReportOutput
{
    private const int TableWidth = 100;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="form"><c>table</c>, <c>json</c> or <c>csv</c>.</param>
    public static void Write(RunReport report, string form)
    {
        switch (form)
        {
            case "json":
                Console.Out.Write(RunReportJson.Write(report));
                break;
            case "csv":
                Console.Out.Write(RunReportCsv.Write(report));
                break;
            default:
                WriteTable(report);
                break;
        }
    }

    private static void WriteTable(RunReport report)
    {
        if (Console.IsOutputRedirected)
        {
            RunReportTable.WritePlain(report, Console.Out);
            return;
        }

        AnsiConsole.Profile.Width = Math.Max(TableWidth, AnsiConsole.Profile.Width);
        RunReportTable.Write(report, AnsiConsole.Console);
    }
}

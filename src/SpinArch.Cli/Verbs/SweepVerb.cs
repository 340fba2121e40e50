using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Pages;
using SpinArch.Specs;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary><c>sweep</c>: many designs, estimated, screened, simulated; <c>sweep show</c> reads the results.</summary>
internal static class SweepVerb
{
    private const int MostJobs = 1024;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (JSON); configs/sweeps holds examples." };
        var folder = new Option<string>("--out") { Description = "Folder of the results.", HelpName = "FOLDER", Required = true };
        var jobs = new Option<string>("--jobs") { Description = "Points at once; 0 for one a processor.", HelpName = "N", DefaultValueFactory = _ => "0" };
        var resume = new Option<bool>("--resume") { Description = "Go on with what the folder holds." };
        var force = new Option<bool>("--force") { Description = "Begin anew where the folder holds results." };
        var html = new Option<string?>("--html")
        {
            Description = "Write the results as a page to look at: one HTML file.",
            HelpName = "FILE"
        };
        var command = new Command(
            "sweep",
            """
            Estimate every point of a sweep file, simulate those that its screen keeps, and write points.csv and points.sqlite.

            Examples:
              sweep configs/sweeps/fan-in.json --out fan-in
              sweep configs/sweeps/fan-in.json --out fan-in --resume
              sweep configs/sweeps/fan-in.json --out fan-in --html fan-in.html
            """)
        { file, folder, jobs, resume, force, html, SweepShowVerb.Create() };

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                if (!int.TryParse(result.GetRequiredValue(jobs), NumberStyles.None, CultureInfo.InvariantCulture, out int threads) || threads > MostJobs)
                {
                    throw new InputException("--jobs", $"'{result.GetValue(jobs)}' is no whole number from 0 to {MostJobs}");
                }

                if (result.GetValue(resume) && result.GetValue(force))
                {
                    throw new InputException("--resume", "and --force contradict each other: one goes on with the folder's results, the other begins anew");
                }

                AtomicFile.CheckTargets(result.GetValue(html));
                var defaults = DefaultNames.Shipped();
                var run = new SweepRun
                {
                    File = SweepFileReader.Read(result.GetRequiredValue(file), defaults.Network, defaults.Architecture),
                    Folder = result.GetRequiredValue(folder),
                    Jobs = threads,
                    Resume = result.GetValue(resume),
                    Force = result.GetValue(force),
                };
                try
                {
                    ImmutableArray<PointRow> rows = SweepConsole.Execute(run, cancellation);
                    if (result.GetValue(html) is { } target)
                    {
                        new SweepPage
                        {
                            Head = new PageHead(CommandText.Of(result)),
                            Results = SweepResults.Read(run.Folder)
                        }.Write(target);
                    }

                    Console.Error.WriteLine(Summary(rows, run.Folder));
                    return 0;
                }
                catch (OperationCanceledException)
                {
                    return Failure.Report(Failure.Interrupted, $"interrupted; the points that were finished are kept, --resume goes on with them in {run.Folder}");
                }
            },
            CancellationToken.None));
        return command;
    }

    private static string Summary(ImmutableArray<PointRow> rows, string folder)
    {
        string counts = string.Join(", ", rows.GroupBy(row => row.Status, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")));
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Length} points ({counts}) in {folder}; 'sweep show {folder}' compares them");
    }
}

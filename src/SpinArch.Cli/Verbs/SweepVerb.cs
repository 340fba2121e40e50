using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SpinArch.Pages;
using SpinArch.Specs;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary><c>sweep</c>: many designs, estimated, screened, simulated; <c>sweep show</c> reads the results.</summary>
internal static class SweepVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (JSON); configs/sweeps holds examples." };
        var options = new SweepOptions();
        var command = new Command(
            "sweep",
            """
            Estimate every point of a sweep file, simulate those that its screen keeps, and write points.csv and points.sqlite.

            Examples:
              sweep configs/sweeps/fan-in.json --out fan-in
              sweep configs/sweeps/fan-in.json --out fan-in --resume
              sweep configs/sweeps/fan-in.json --out fan-in --html fan-in.html
            """)
        { file, SweepShowVerb.Create() };
        options.AddTo(command);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                SweepFolder folder = options.Folder(result);
                int jobs = options.Jobs(result);
                var defaults = DefaultNames.Shipped();
                var run = new SweepRun
                {
                    File = SweepFileReader.Read(result.GetRequiredValue(file), defaults.Network, defaults.Architecture),
                    Folder = folder,
                    Jobs = jobs,
                };
                try
                {
                    ImmutableArray<PointRow> rows = SweepConsole.Execute(run.Execute, cancellation);
                    if (options.Html(result) is { } target)
                    {
                        new SweepPage
                        {
                            Head = new PageHead(CommandText.Of(result)),
                            Results = SweepResults.Read(folder.Path)
                        }.Write(target);
                    }

                    Console.Error.WriteLine(Summary(rows, folder.Path));
                    return 0;
                }
                catch (OperationCanceledException)
                {
                    return Failure.Report(Failure.Interrupted,
                        $"interrupted; the points that were finished are kept, --resume goes on with them in {folder.Path}");
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

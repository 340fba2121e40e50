using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SpinArch.Files;
using SpinArch.Sweeps;

namespace SpinArch.Tests.Sweeps;

public sealed class SweepRunTests : IDisposable
{
    private const int Kills = 10;

    private readonly SweepBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Results_are_the_same_bytes_whatever_the_number_of_threads()
    {
        string file = bench.Small();
        SweepBench.Run(file, bench["one"], jobs: 1);
        SweepBench.Run(file, bench["four"], jobs: 4);

        SameBytes(bench["one"], bench["four"]);
    }

    [Fact]
    public void A_point_that_cannot_be_built_is_a_labelled_row_among_the_others()
    {
        ImmutableArray<PointRow> rows = SweepBench.Run(bench.Small(), bench["out"]);

        Assert.Equal(24, rows.Length);
        PointRow[] infeasible = [.. rows.Where(row => row.Status == "infeasible")];
        Assert.NotEmpty(infeasible);
        Assert.All(infeasible, row => Assert.Contains("mesh", row.Reason, StringComparison.Ordinal));
        Assert.All(rows.Where(row => row.Status == "ok"), row =>
        {
            Assert.Equal("", row.Reason);
            Assert.InRange(row.EstLatencyNs!.Value / row.LatencyNs!.Value, 0.6, 1.4);
            Assert.Equal(row.Tiles, row.EstTiles);
            Assert.Equal(row.AreaMm2, row.EstAreaMm2);
            Assert.NotEqual("", row.Limiter);
        });
        Assert.Equal(24, rows.Count(row => row.Status is "ok" or "infeasible"));
        string[] lines = File.ReadAllLines(Path.Combine(bench["out"], PointTable.CsvName));
        Assert.Equal(25, lines.Length);
        Assert.StartsWith("point,network,seed,crossbar.rows,crossbar.columns,adc.intervalNs,mesh.width,mesh.height,status,reason,latencyNs,estLatencyNs,", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_simulates_the_best_by_estimate_and_leaves_the_others_as_estimates()
    {
        ImmutableArray<PointRow> rows = SweepBench.Run(bench.Small(""", "screen": { "objective": "energyNj", "keepCount": 5 }"""), bench["out"]);

        PointRow[] simulated = [.. rows.Where(row => row.Status == "ok")];
        PointRow[] screened = [.. rows.Where(row => row.Status == "screened")];
        PointRow[] relied = [.. simulated.Where(row => row.EstimateNote.Length == 0)];
        IEnumerable<int> best = rows.Where(row => row.EstEnergyNj is not null).OrderBy(row => row.EstEnergyNj).Take(5).Select(row => row.Point);
        IEnumerable<int> noted = rows.Where(row => row.EstimateNote.Length > 0).Select(row => row.Point);
        Assert.Equal([.. best.Union(noted).Order()], simulated.Select(row => row.Point));
        Assert.True(relied.Length == 0 || screened.Length == 0
            || relied.Max(row => row.EstEnergyNj) <= screened.Min(row => row.EstEnergyNj));
        Assert.All(screened, row => Assert.Empty(row.EstimateNote));
        Assert.All(screened, row => Assert.Null(row.LatencyNs));
    }

    [Fact]
    public void A_folder_with_results_is_refused_unless_one_resumes_and_that_of_another_sweep_even_then()
    {
        SweepBench.Run(bench.Small(), bench["out"]);

        Assert.Contains("--resume", Assert.Throws<InputException>(() => SweepBench.Run(bench.Small(), bench["out"])).Message, StringComparison.Ordinal);
        SweepBench.Run(bench.Small(), bench["out"], resume: true);
        string other = bench.Small(""", "seed": 2""");
        Assert.Contains("another sweep", Assert.Throws<InputException>(() => SweepBench.Run(other, bench["out"], resume: true)).Message, StringComparison.Ordinal);
        new SweepRun { File = SweepBench.Read(other), Folder = new SweepFolder(bench["out"], Force: true) }.Execute();
    }

    [Fact]
    public void A_cancelled_sweep_goes_on_where_it_was()
    {
        string file = bench.Small();
        SweepBench.Run(file, bench["whole"]);
        using var source = new CancellationTokenSource();
        int finished = 0;
        var run = new SweepRun { File = SweepBench.Read(file), Folder = new SweepFolder(bench["cut"]), Jobs = 1 };
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(progress => Stop(progress), source.Token));
        var fresh = new List<int>();

        (run with { Folder = run.Folder with { Resume = true } }).Execute(progress => Note(progress));

        Assert.InRange(finished, 3, 12);
        Assert.Equal(24 - Infeasible(bench["whole"]) - finished, fresh.Count);
        SameBytes(bench["whole"], bench["cut"]);

        void Stop(SweepProgress progress)
        {
            finished = progress.Phase == "simulate" ? progress.Fresh : 0;
            if (finished == 3)
            {
                source.Cancel();
            }
        }

        void Note(SweepProgress progress)
        {
            if (progress.Phase == "simulate")
            {
                fresh.Add(progress.Done);
            }
        }
    }

    [Fact]
    public void A_process_killed_at_ten_random_moments_ends_with_the_same_bytes()
    {
        string file = bench.Write(
            """
            { "name": "long", "network": "NETWORK", "samples": 100,
              "knobs": [ { "key": "crossbar.rows", "from": 20, "to": 60, "step": 10 }, { "key": "adc.intervalNs", "from": 1, "to": 12, "step": 1 } ] }
            """);
        SweepBench.Run(file, bench["whole"]);
        var random = new Random(20260);
        var counts = new List<long>();
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Start(file, bench["killed"]);
            process.WaitForExit(random.Next(150, 1100));
            process.Kill();
            process.WaitForExit();
            counts.Add(Finished(bench["killed"]));
        }

        using (Process process = Start(file, bench["killed"]))
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }

        Assert.Equal(counts.Order(), counts);
        Assert.Equal(60, Finished(bench["killed"]));
        SameBytes(bench["whole"], bench["killed"]);
    }

    private static Process Start(string file, string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "SpinArch.Cli.dll"), "sweep", file, "--out", folder, "--jobs", "2", "--resume" })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static long Finished(string folder)
    {
        string path = Path.Combine(folder, "journal.sqlite");
        if (!File.Exists(path))
        {
            return 0;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'point'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return 0;
        }

        command.CommandText = "SELECT COUNT(*) FROM point";
        return (long)command.ExecuteScalar()!;
    }

    private static int Infeasible(string folder) => SweepResults.Read(folder).Rows.Count(row => row.Status == "infeasible");

    private static void SameBytes(string left, string right)
    {
        foreach (string name in new[] { PointTable.CsvName, PointTable.SqliteName })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(left, name)), File.ReadAllBytes(Path.Combine(right, name)));
        }
    }
}

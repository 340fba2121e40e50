using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SpinArch.Files;
using SpinArch.Sweeps;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Sweeps;

/// <summary>The state of a sweep on a disk that is full or has changed what was written.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SweepDiskTests : IDisposable
{
    private readonly SweepBench bench = new();
    private readonly string sweep;

    public SweepDiskTests()
    {
        sweep = bench.Small();
        SweepBench.Run(sweep, bench["whole"]);
        Directory.CreateDirectory(bench["out"]);
        foreach (string path in Directory.GetFiles(bench["whole"]))
        {
            File.Copy(path, Path.Combine(bench["out"], Path.GetFileName(path)));
        }
    }

    private string Journal => Path.Combine(bench["out"], SweepJournal.FileName);

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("UPDATE point SET data = 'nonsense' WHERE id = 7")]
    [InlineData("UPDATE point SET data = data || ' ' WHERE id = 7")]
    [InlineData("UPDATE point SET data = 'null' WHERE id = 7")]
    [InlineData("UPDATE point SET data = x'00ff' WHERE id = 7")]
    [InlineData("UPDATE point SET checksum = 'text' WHERE id = 7")]
    [InlineData("UPDATE point SET data = (SELECT data FROM point WHERE id = 8) WHERE id = 7")]
    public void A_damaged_row_is_one_line_that_says_how_to_keep_the_others(string damage)
    {
        Change(damage);

        Refused("the row of point 7 is damaged");

        Change("DELETE FROM point WHERE id = 7");
        SweepBench.Run(sweep, bench["out"], resume: true);
        Same();
    }

    [Theory]
    [InlineData("DROP TABLE point")]
    [InlineData("DELETE FROM sweep")]
    [InlineData("DROP TABLE sweep")]
    [InlineData("UPDATE sweep SET value = '1' WHERE key = 'format'")]
    public void A_journal_that_lacks_something_is_not_taken_for_this_sweeps(string damage)
    {
        Change(damage);

        Refused("spinarch: ");
    }

    [Fact]
    public void Pages_changed_anywhere_are_one_line_or_change_nothing()
    {
        byte[] sound = File.ReadAllBytes(Journal);
        var random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < 30; trial++)
        {
            byte[] damaged = [.. sound];
            int at = trial < 4 ? trial * 30 : random.Next(damaged.Length - 300);
            random.NextBytes(damaged.AsSpan(at, 300));
            File.WriteAllBytes(Journal, trial % 5 == 4 ? damaged[..random.Next(100, damaged.Length)] : damaged);
            Invocation resumed = Invocation.Of("sweep", sweep, "--out", bench["out"], "--resume");
            if (resumed.ExitCode == 0)
            {
                Same();
                continue;
            }

            resumed.AssertRefused(bench["out"]);
            Assert.Equal(1, resumed.ErrorLines);
            refused++;
        }

        Assert.True(refused > 15, $"{refused} of 30 were noticed");
    }

    // A limit on the size of files stands for a full disk: writes beyond it fail in the same place.
    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    public void A_disk_that_is_full_is_one_line_and_the_points_are_kept(int kilobytes)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string folder = bench["full"];
        (int code, string error) = Limited(kilobytes, folder);

        Assert.Equal(2, code);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), text => !text.StartsWith("simulate", StringComparison.Ordinal));
        Assert.Contains(folder, line, StringComparison.Ordinal);
        Assert.StartsWith("spinarch: ", line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.partial"));

        SweepBench.Run(sweep, folder, resume: true);
        foreach (string name in new[] { PointTable.CsvName, PointTable.SqliteName })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(bench["whole"], name)), File.ReadAllBytes(Path.Combine(folder, name)));
        }
    }

    [Fact]
    public void Results_that_are_not_whole_are_refused()
    {
        Change("DELETE FROM point WHERE point = 3", Path.Combine(bench["out"], PointTable.SqliteName));

        Invocation.Of("sweep", "show", bench["out"]).AssertRefused("numbered");
    }

    private void Refused(string named)
    {
        Invocation refused = Invocation.Of("sweep", sweep, "--out", bench["out"], "--resume");
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
        Assert.Throws<InputException>(() => SweepBench.Run(sweep, bench["out"], resume: true));
    }

    private void Same() => Assert.Equal(
        File.ReadAllBytes(Path.Combine(bench["whole"], PointTable.CsvName)), File.ReadAllBytes(Path.Combine(bench["out"], PointTable.CsvName)));

    private void Change(string text, string? path = null)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path ?? Journal, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private (int Code, string Error) Limited(int kilobytes, string folder)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        string program = typeof(SpinArch.Cli.CommandLine).Assembly.Location;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet '{program}' sweep '{sweep}' --out '{folder}' --jobs 2");

        // The runtime's own double mapping of code is a file too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, error.GetAwaiter().GetResult());
    }
}

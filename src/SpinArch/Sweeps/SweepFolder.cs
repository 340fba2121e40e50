using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>The folder of results, and what becomes of those that it holds.</summary>
/// <param name="Path">The folder; made where it is missing.</param>
/// <param name="Resume">Whether to go on with what it holds.</param>
/// <param name="Force">Whether to begin anew where it holds results.</param>
public sealed record SweepFolder(string Path, bool Resume = false, bool Force = false)
{
    /// <summary>Makes it ready.</summary>
    /// <exception cref="InputException">It cannot be made, or holds results and nobody said what to do with them.</exception>
    internal void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(Path, $"is no folder that can be made ({error.Message.ReplaceLineEndings(" ")})", error);
        }

        string[] known =
        [
            .. ((string[])[
                SweepJournal.FileName, $"{SweepJournal.FileName}-wal", $"{SweepJournal.FileName}-shm", PointTable.CsvName,
                    PointTable.SqliteName,
                PointParquet.FileName,
            ]).Select(name => System.IO.Path.Combine(Path, name)),
        ];
        if (known.Any(File.Exists) && !Resume && !Force)
        {
            throw new InputException(Path, "holds results already; --resume to go on with them, --force to begin anew");
        }

        IEnumerable<string> stale = Directory.EnumerateFiles(Path, "points.*.partial");
        foreach (string name in Force && !Resume ? known.Concat(stale) : stale)
        {
            File.Delete(name);
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>
/// A sweep from its file to its results:
/// <code>
///   points -> estimate each -> screen -> simulate the rest, in parallel -> journal, a transaction a point
///                                                                            -> points.csv, points.sqlite, in point order
/// </code>
/// Points share nothing, and the results are made of the journal alone, so neither threads nor interruptions show in them.
/// </summary>
public sealed record SweepRun
{
    /// <summary>The sweep.</summary>
    public required SweepFile File { get; init; }

    /// <summary>The folder of the results; made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Points at once; 0 for one a processor.</summary>
    public int Jobs { get; init; }

    /// <summary>Whether to go on with what the folder holds.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to begin anew where the folder holds results.</summary>
    public bool Force { get; init; }

    /// <summary>Runs the sweep to its end.</summary>
    /// <param name="progress">Told after each point, from any thread; may be null.</param>
    /// <param name="cancellation">Ends it; what is finished stays in the folder.</param>
    /// <returns>The rows, in point order.</returns>
    /// <exception cref="InputException">The folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImmutableArray<PointRow> Execute(Action<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        ImmutableArray<SweepPoint> points = SweepPoints.Of(File);
        using var runner = new PointRunner(File);
        Prepare();
        using SweepJournal journal = SweepJournal.Open(Folder, runner.Parts());
        Dictionary<int, PointRow> done = journal.Read();
        PointRow[] rows = Estimate(points, done, runner, progress, cancellation);
        SweepPoint[] chosen = Choose(points, rows, journal, done);
        int before = points.Length - chosen.Length;
        int fresh = 0;
        ForEach(chosen, cancellation, point =>
        {
            PointRow row = runner.Simulate(point, rows[point.Index], cancellation);
            journal.Add(row);
            rows[point.Index] = row;
            int count = Interlocked.Increment(ref fresh);
            progress?.Invoke(new SweepProgress("simulate", before + count, points.Length, count));
        });
        ImmutableArray<PointRow> results = [.. rows];
        PointTable.Write(Folder, File, points, results);
        return results;
    }

    private void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(Folder, $"is no folder that can be made ({error.Message.ReplaceLineEndings(" ")})", error);
        }

        string[] known = [SweepJournal.FileName, $"{SweepJournal.FileName}-wal", $"{SweepJournal.FileName}-shm", PointTable.CsvName, PointTable.SqliteName, PointParquet.FileName];
        bool isUsed = known.Any(name => System.IO.File.Exists(Path.Combine(Folder, name)));
        if (isUsed && !Resume && !Force)
        {
            throw new InputException(Folder, "holds results already; --resume to go on with them, --force to begin anew");
        }

        IEnumerable<string> stale = Directory.EnumerateFiles(Folder, "points.*.partial");
        foreach (string name in Force && !Resume ? known.Select(name => Path.Combine(Folder, name)).Concat(stale) : stale)
        {
            System.IO.File.Delete(name);
        }
    }

    private PointRow[] Estimate(
        ImmutableArray<SweepPoint> points, Dictionary<int, PointRow> done, PointRunner runner, Action<SweepProgress>? progress, CancellationToken cancellation)
    {
        var rows = new PointRow[points.Length];
        int count = 0;
        ForEach([.. points], cancellation, point =>
        {
            rows[point.Index] = done.TryGetValue(point.Index, out PointRow? row) ? row : runner.Estimate(point);
            progress?.Invoke(new SweepProgress("estimate", Interlocked.Increment(ref count), points.Length, count));
        });
        return rows;
    }

    // Points whose estimate already says that they cannot be built, and those that the screen drops, are done with it.
    private SweepPoint[] Choose(ImmutableArray<SweepPoint> points, PointRow[] rows, SweepJournal journal, Dictionary<int, PointRow> done)
    {
        IEnumerable<PointRow> kept = rows.Where(row => row.EstLatencyNs is not null);
        if (File.Screen is { } screen)
        {
            PointRow[] able = [.. kept];
            int sign = SweepObjective.IsMaximised(screen.Objective) ? -1 : 1;
            int most = screen.Of(able.Length);
            PointRow[] ordered = [.. able.OrderBy(row => sign * SweepObjective.EstimateOf(row, screen.Objective)).ThenBy(row => row.Point)];

            // Of points whose estimate says that it is not to be relied on, the screen drops none where times decide.
            kept = ordered.Where((row, place) => place < most || (row.EstimateNote.Length > 0 && screen.DependsOnTime));
        }

        var simulated = kept.Select(row => row.Point).ToHashSet();
        foreach (PointRow row in rows.Where(row => !simulated.Contains(row.Point) && !done.ContainsKey(row.Point)))
        {
            journal.Add(row);
        }

        return [.. points.Where(point => simulated.Contains(point.Index) && !done.ContainsKey(point.Index))];
    }

    private void ForEach(SweepPoint[] points, CancellationToken cancellation, Action<SweepPoint> work)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Jobs < 1 ? Environment.ProcessorCount : Jobs, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(Partitioner.Create(points, EnumerablePartitionerOptions.NoBuffering), options, work);
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<InputException>().FirstOrDefault() is { } first)
        {
            // The disk is full for every thread.
            ExceptionDispatchInfo.Throw(first);
        }
    }
}

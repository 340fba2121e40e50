using System.Collections.Immutable;
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

    /// <summary>The folder of the results.</summary>
    public required SweepFolder Folder { get; init; }

    /// <summary>Points at once; 0 for one a processor.</summary>
    public int Jobs { get; init; }

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
        Folder.Prepare();
        using SweepJournal journal = SweepJournal.Open(Folder.Path, runner.Parts());
        Dictionary<int, PointRow> done = journal.Read();
        PointRow[] rows = Estimate(points, done, runner, progress, cancellation);
        SweepPoint[] chosen = Choose(points, rows, journal, done);
        int before = points.Length - chosen.Length;
        int fresh = 0;
        ParallelPoints.ForEach(chosen, Jobs, cancellation, point =>
        {
            PointRow row = runner.Simulate(point, rows[point.Index], cancellation);
            journal.Add(row);
            rows[point.Index] = row;
            int count = Interlocked.Increment(ref fresh);
            progress?.Invoke(new SweepProgress("simulate", before + count, points.Length, count));
        });
        ImmutableArray<PointRow> results = [.. rows];
        PointTable.Write(Folder.Path, File, points, results);
        return results;
    }

    private PointRow[] Estimate(
        ImmutableArray<SweepPoint> points, Dictionary<int, PointRow> done, PointRunner runner, Action<SweepProgress>? progress, CancellationToken cancellation)
    {
        var rows = new PointRow[points.Length];
        int count = 0;
        ParallelPoints.ForEach([.. points], Jobs, cancellation, point =>
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
}

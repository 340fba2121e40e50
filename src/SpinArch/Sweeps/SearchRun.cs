using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>
/// A search from its file to its results:
/// <code>
///   generation -> estimate each (and infer, where accuracy is asked for) -> next generation ...
///   front by estimate -> simulate -> front of what is now known -> simulate what is new in it ...
/// </code>
/// Chance has a seed and designs are evaluated in order, so neither threads nor interruptions show in the results; a resumed search takes
/// from the journal what it would evaluate again.
/// </summary>
public sealed record SearchRun
{
    /// <summary>Knobs and what lies below them.</summary>
    public required SweepFile File { get; init; }

    /// <summary>What is looked for.</summary>
    public required SearchPlan Plan { get; init; }

    /// <summary>The folder of the results.</summary>
    public required SweepFolder Folder { get; init; }

    /// <summary>Designs at once; 0 for one a processor.</summary>
    public int Jobs { get; init; }

    /// <summary>Runs the search to its end.</summary>
    /// <param name="progress">Told after each design, from any thread; may be null.</param>
    /// <param name="cancellation">Ends it; what is finished stays in the folder.</param>
    /// <exception cref="InputException">The file cannot be searched, or the folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SearchResult Execute(Action<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        Plan.Check(File);
        using var runner = new PointRunner(File);
        Folder.Prepare();
        using SweepJournal journal = SweepJournal.Open(Folder.Path, [.. runner.Parts(), new SweepPart("search", SweepPart.HashOf(Plan))]);
        Dictionary<int, PointRow> done = journal.Read();
        var search = new DesignSearch([.. File.Knobs.Select(knob => knob.Values)], Plan);
        var points = new List<SweepPoint>();
        var rows = new List<PointRow>();
        while (points.Count < Plan.Evaluations && search.Next(Plan.Evaluations - points.Count) is { IsEmpty: false } designs)
        {
            SweepPoint[] asked = [.. designs.Select((design, index) => SweepPoints.At(File, points.Count + index, design))];
            int before = points.Count;
            PointRow[] evaluated = new PointRow[asked.Length];
            int count = 0;
            ParallelPoints.ForEach(asked, Jobs, cancellation, point =>
            {
                evaluated[point.Index - before] = done.TryGetValue(point.Index, out PointRow? row) ? row
                    : Evaluated(runner, point, journal, cancellation);
                int finished = before + Interlocked.Increment(ref count);
                progress?.Invoke(new SweepProgress("search", finished, Plan.Evaluations, finished));
            });
            points.AddRange(asked);
            rows.AddRange(evaluated);
            search.Tell(designs, evaluated.Select(Plan.FiguresOf));
        }

        ImmutableArray<int> front = Confirm(points, rows, runner, journal, progress, cancellation);
        ImmutableArray<PointRow> results = [.. rows];
        PointTable.Write(Folder.Path, File, [.. points], results);
        return new SearchResult
        {
            Rows = results,
            Front = [.. front.Select(index => results[index]).OrderBy(row => Plan.ScoreOf(row).Costs[0]).ThenBy(row => row.Point)],
            IsMet = !front.IsEmpty && front.All(index => Plan.ScoreOf(results[index]).Violation == 0),
            Space = search.Space,
        };
    }

    private PointRow Evaluated(PointRunner runner, SweepPoint point, SweepJournal journal, CancellationToken cancellation)
    {
        PointRow row = runner.Estimate(point);
        row = Plan.NeedsAccuracy && row.EstLatencyNs is not null ? runner.Infer(point, row, cancellation) : row;
        row = row.Status == "screened" ? row with { Reason = "others are better by estimate" } : row;
        journal.Add(row);
        return row;
    }

    // What an estimate has promised too much leaves the front when it has been simulated, and what it hid comes in.
    private ImmutableArray<int> Confirm(
        List<SweepPoint> points, List<PointRow> rows, PointRunner runner, SweepJournal journal, Action<SweepProgress>? progress,
        CancellationToken cancellation)
    {
        int simulated = 0;
        while (true)
        {
            ImmutableArray<int> front = [.. NondominatedSorting.Front([.. rows.Select(Plan.ScoreOf)])
                .Where(index => rows[index].EstLatencyNs is not null && rows[index].Status is "ok" or "screened")];
            SweepPoint[] open = [.. front.Where(index => rows[index].Status == "screened").Select(index => points[index])];
            if (open.Length == 0)
            {
                return front;
            }

            int total = simulated + open.Length;
            ParallelPoints.ForEach(open, Jobs, cancellation, point =>
            {
                PointRow row = runner.Simulate(point, rows[point.Index], cancellation);
                journal.Add(row);
                rows[point.Index] = row;
                int count = Interlocked.Increment(ref simulated);
                progress?.Invoke(new SweepProgress("confirm", count, total, count));
            });
        }
    }
}

using SpinArch.Hardware;
using SpinArch.Runs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// Runs the program of a trace again and compares activity with activity; at the first that differs the simulation is stopped, and a
/// few more of both sides are kept to be shown.
/// </summary>
public sealed class SimulationComparison : IActivitySink, IDisposable
{
    /// <summary>Activities shown before and after the first difference.</summary>
    public const int Context = 4;

    private readonly CancellationTokenSource stop = new();
    private readonly IEnumerator<Activity> recorded;
    private readonly Queue<Activity> before = new();
    private bool differs;

    private SimulationComparison(TraceReader reader) => recorded = Activities(reader).GetEnumerator();

    /// <summary>How many activities are alike: the number of the first that differs.</summary>
    public long Alike { get; private set; }

    /// <summary>The last activities that are alike.</summary>
    public IReadOnlyCollection<Activity> Before => before;

    /// <summary>What the trace has from the first difference on; empty where the trace ends first.</summary>
    public List<Activity> Recorded { get; } = [];

    /// <summary>What the simulation does from there on; empty where it ends first.</summary>
    public List<Activity> Simulated { get; } = [];

    /// <summary>Whether there is no difference.</summary>
    public bool IsSame => Recorded.Count == 0 && Simulated.Count == 0;

    /// <summary>Simulates and compares.</summary>
    public static SimulationComparison Run(TraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var comparison = new SimulationComparison(reader);
        try
        {
            Machines.Of(reader.Header, comparison).Run(comparison.stop.Token);
        }
        catch (OperationCanceledException) when (comparison.stop.IsCancellationRequested)
        {
            // It has seen enough.
        }
        catch (DeadlockException)
        {
            // So did the recorded run, or the activities differ.
        }

        comparison.TakeRest();
        return comparison;
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (differs)
        {
            Keep(in activity);
            return;
        }

        if (recorded.MoveNext())
        {
            Activity expected = recorded.Current;
            if (AreAlike(in expected, in activity))
            {
                Alike++;
                before.Enqueue(activity);
                if (before.Count > Context)
                {
                    before.Dequeue();
                }

                return;
            }

            Recorded.Add(expected);
        }

        differs = true;
        Keep(in activity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        recorded.Dispose();
    }

    /// <summary>Whether two activities agree in every field.</summary>
    public static bool AreAlike(in Activity left, in Activity right) =>
        left.Kind == right.Kind && left.Cause == right.Cause && left.Tile == right.Tile && left.Start == right.Start && left.Duration == right.Duration
        && left.Items == right.Items && left.Quanta == right.Quanta && left.Drive == right.Drive && left.Instruction == right.Instruction
        && left.Column == right.Column && left.Sample == right.Sample && left.Input == right.Input;

    private static IEnumerable<Activity> Activities(TraceReader reader)
    {
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            for (int i = 0; i < block.Length; i++)
            {
                yield return block.Span[i];
            }
        }
    }

    private void Keep(in Activity activity)
    {
        if (Simulated.Count < Context)
        {
            Simulated.Add(activity);
        }

        if (Simulated.Count == Context)
        {
            stop.Cancel();
        }
    }

    private void TakeRest()
    {
        while (Recorded.Count < Context && recorded.MoveNext())
        {
            Recorded.Add(recorded.Current);
        }
    }
}

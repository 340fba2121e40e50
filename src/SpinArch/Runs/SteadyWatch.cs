using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Traces;

namespace SpinArch.Runs;

/// <summary>
/// Sees samples complete and stops the run once the whole chip repeats itself. Of all that happens between two completions a signature is
/// kept: which unit did what, for how long, with which column, of the how manieth sample before the one completed, and how long after the
/// completion before. Completions lie on clock edges, so the phase of self-timed units against the clock is in it. Where the signatures of
/// a stretch are those of the same stretch p samples earlier, the chip is where it was, and goes on so for ever: the mean interval is the
/// time of p samples over p, exactly. A run that has not come round after half the work that is allowed is averaged over its later half, if
/// it has come far enough.
/// </summary>
internal sealed class SteadyWatch(Program program, SampleRounds rounds, long work, CancellationToken cancellation) : IActivitySink,
    IDisposable
{
    /// <summary>Samples of the most copied layer's copies that must be as they were before.</summary>
    public const int Evidence = 8;

    /// <summary>Samples of a copy that are enough for a mean over the later half of them.</summary>
    public const int AveragedSamples = 64;

    private const int LongestPeriod = 2048;

    private readonly CancellationTokenSource settled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly Dictionary<int, int> accumulated = [];
    private readonly List<Picoseconds> completions = [];
    private readonly List<ulong> signatures = [];
    private readonly int[] repeated = new int[LongestPeriod + 1];
    private readonly int evidence = rounds.Window(Evidence);
    private readonly int words = program.OutputWords;
    private Picoseconds last;
    private ulong signature;
    private long activities;

    /// <summary>Cancelled when there is nothing more to see.</summary>
    public CancellationToken Stop => settled.Token;

    /// <summary>The mean interval [ns]; null where it did not come to that.</summary>
    public double? IntervalNs { get; private set; }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (settled.IsCancellationRequested)
        {
            return;
        }

        if (++activities > work)
        {
            settled.Cancel();
            return;
        }

        signature = unchecked(signature + SignatureOf(in activity));
        if (activity.Kind != VectorComponent.Accumulate)
        {
            return;
        }

        int done = accumulated.GetValueOrDefault(activity.Sample) + 1;
        accumulated[activity.Sample] = done;
        if (done == words)
        {
            accumulated.Remove(activity.Sample);
            Complete(activity.Start + activity.Duration);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => settled.Dispose();

    // Signatures of a stretch are added up, so that the order within an instant does not matter.
    private ulong SignatureOf(in Activity activity)
    {
        ulong mixed = Mixed((ulong)activity.Kind.Number, activity.Tile);
        mixed = Mixed(mixed, activity.Column);
        mixed = Mixed(mixed, activity.Instruction);
        mixed = Mixed(mixed, activity.Items);
        mixed = Mixed(mixed, activity.Sample < 0 ? int.MinValue : activity.Sample - completions.Count);
        mixed = Mixed(mixed, (activity.Start - last).Value);
        return Mixed(mixed, activity.Duration.Value);

        // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
        static ulong Mixed(ulong state, long value)
        {
            ulong mixed = unchecked(state + (ulong)value + 0x9E3779B97F4A7C15);
            mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
            mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
            return mixed ^ (mixed >> 31);
        }
    }

    private void Complete(Picoseconds time)
    {
        completions.Add(time);
        signatures.Add(signature);
        last = time;
        signature = 0;
        int count = completions.Count;
        int longest = Math.Min(LongestPeriod, count - 1);
        for (int period = 1; period <= longest; period++)
        {
            repeated[period] = signatures[^1] == signatures[^(1 + period)] ? repeated[period] + 1 : 0;
            if (repeated[period] >= evidence)
            {
                IntervalNs = (completions[^1] - completions[^(1 + period)]).Nanoseconds / period;
                settled.Cancel();
                return;
            }
        }

        // No later than before the first layers are done, so that none of it is drain.
        if ((activities > work / 2 && count >= rounds.Window(AveragedSamples)) || count >= program.Samples / 4 * 3)
        {
            int pattern = rounds.Window(1);
            int averaged = Math.Max(1, count / 2 / pattern) * pattern;
            averaged = Math.Min(averaged, count - 1);
            IntervalNs = (completions[^1] - completions[^(1 + averaged)]).Nanoseconds / averaged;
            settled.Cancel();
        }
    }
}

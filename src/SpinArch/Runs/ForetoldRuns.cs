using System.Collections.Immutable;
using SpinArch.Configuration;
using SpinArch.Cycles;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Runs;

/// <summary>
/// What the period graph foretells as a lower bound only, since flits of several senders meet, asked of the machine itself: the program,
/// without values, under the other value until the whole chip does what it did before. What it does not answer in so much work is open.
/// </summary>
internal static class ForetoldRuns
{
    // Inputs of which the later half is averaged.
    private const int Inputs = 96;

    // What limits where the bound is not reached: no unit and no round trip alone.
    private const string Meeting = "flits that meet on links";

    private const double SameInterval = 1e-9;

    // Activities that a change may take, however many there are: what a chip of some ten tiles needs to come round.
    private const long LeastWork = 2_000_000;

    /// <summary>A limit of which no change is a mere bound; as it is where the run does not bear it out, so that nothing is said of it.
    /// </summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="limit">What its graph says; null where it has none.</param>
    /// <param name="result">What its run saw.</param>
    /// <param name="sampleNs">Between its samples [ns]; null where that is unknown.</param>
    /// <param name="work">How many activities all changes may take; see <see cref="SteadyInterval.WorkOf"/>.</param>
    /// <param name="cancellation">Stops a run between two events.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ChipLimit? Confirmed(
        ArchitectureSpec spec, Program program, ChipLimit? limit, RunResult result, double? sampleNs, long work,
        CancellationToken cancellation)
    {
        if (limit is null || LimiterSummary.ArrivalsOf(result) is not null
            || !LimiterSummary.IsBorneOut(limit, sampleNs, PeriodicMean.OfTimes(result.Completions, result.Completions.Length / 2)))
        {
            return limit;
        }

        long each = Math.Max(LeastWork, work / Math.Max(1, limit.Changes.Count(change => change.IsLeast)));
        var told = new List<LimitChange>();
        ImmutableArray<string> open = limit.OpenChanges;
        foreach (LimitChange change in limit.Changes)
        {
            double? interval = change.IsLeast
                ? Simulated(KeyTable.Find(change.Key)!.Apply(spec, change.To), program, limit.IsOfInputs, each, cancellation)
                : change.IntervalNs;
            if (interval is { } known)
            {
                string then = known > change.IntervalNs * (1 + SameInterval) ? Meeting : change.Then;
                told.Add(change with { IntervalNs = known, Then = then, IsLeast = false });
            }
            else
            {
                open = open.Add($"{change.Key}={change.To}");
            }
        }

        return limit with { Changes = [.. told.OrderBy(change => change.IntervalNs)], OpenChanges = open };
    }

    private static double? Simulated(ArchitectureSpec spec, Program program, bool isOfInputs, long work, CancellationToken cancellation)
    {
        if (!isOfInputs)
        {
            return SteadyInterval.Measured(spec, program, new SampleRounds(program), work, cancellation);
        }

        if (RepeatedProgram.With(program, program.Samples, Inputs, out _) is not { } repeated)
        {
            return null;
        }

        try
        {
            Program longer = SteadyInterval.WithoutValues(repeated);
            ProgramVerifier.Verify(longer, longer.Network);
            RunResult result = Machines.Of(spec, longer, null, 0, Picoseconds.Zero).Run(cancellation);
            return PeriodicMean.OfTimes(result.Completions, Inputs / 2);
        }
        catch (Exception error) when (error is InputException or DeadlockException)
        {
            return null;
        }
    }
}

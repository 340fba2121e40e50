using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Cycles;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Runs;

/// <summary>
/// The mean completion interval of samples while the pipeline is full, which no run can show that is over before it is: in ten samples the
/// first layers run ahead as far as buffers go and are done before the last ones, which then have the links for themselves. Policy: where
/// every delay is a whole number of clocks and the intervals of a run are all the same, they are it; else it is that of the period graph,
/// where this leaves no order open; otherwise the program runs again, one input and no values, until the whole chip does what it did before
/// (<see cref="SteadyWatch"/>) or it has taken as much work as the run, or a few seconds; then it is the mean of the run's own later half,
/// if the run itself was long enough for one, and else unknown. A function of architecture and program, so a replay finds the same.
/// </summary>
internal static class SteadyInterval
{
    private const int Longest = 4096;
    private const int LongestOfCopies = 256;

    // Activities of a few seconds: what a chip of some hundred tiles needs to come round, however short its run is.
    private const long LeastWork = 12_000_000;

    /// <summary>The interval [ns]; null where no two samples are ever in flight, or it is unknown.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="result">What its run saw.</param>
    /// <param name="limit">What its period graph says; null where it has none.</param>
    /// <param name="work">How many activities it may take to find the interval; see <see cref="WorkOf"/>.</param>
    /// <param name="cancellation">Stops the run between two events.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double? Of(
        ArchitectureSpec spec, Program program, RunResult result, ChipLimit? limit, long work, CancellationToken cancellation)
    {
        var rounds = new SampleRounds(program);
        if (program.Samples < 2 * rounds.Fewest)
        {
            // No copy works on a second sample of an input: only inputs that follow each other have an interval.
            int inputs = result.SampleCompletions.Length;
            return rounds.Fewest > 1 && program.Inputs == 1 ? null : PeriodicMean.OfTimes(result.SampleCompletions, inputs / 2);
        }

        ImmutableArray<Picoseconds> own = result.SampleCompletions[..program.Samples];
        return Alike(spec, own, rounds)
            ?? (limit is { IsOfInputs: false, IsDetermined: true } ? limit.IntervalNs : (double?)null)
            ?? Measured(spec, program, rounds, work, cancellation)
            ?? (own.Length >= rounds.Window(SteadyWatch.AveragedSamples) ? PeriodicMean.OfTimes(own, own.Length / 2) : null);
    }

    /// <summary>
    /// The activities that finding the steady interval may take: not more than the run itself took, or a few seconds of them.
    /// </summary>
    /// <param name="ledger">What the run did.</param>
    public static long WorkOf(ActivityLedger ledger) => Math.Max(LeastWork, ComponentCatalog.Activities.Sum(kind => ledger.Of(kind).Count));

    // The run's own interval, where it can be no other: self-timed units that are off the clock drift against it, for longer than a run
    // shows.
    private static double? Alike(ArchitectureSpec spec, ImmutableArray<Picoseconds> completions, SampleRounds rounds)
    {
        int pattern = rounds.Window(1);
        Picoseconds[] ordered = [.. completions.Order()];
        int first = Math.Max(1, ordered.Length / 4);
        if (ordered.Length < rounds.Window(SteadyWatch.Evidence) || ordered.Length - first < 2 * pattern
            || new TileTiming(spec).Delays.Any(delay => delay.Value % spec.Clock.Period.Value != 0))
        {
            return null;
        }

        for (int index = first + pattern; index < ordered.Length; index++)
        {
            if (ordered[index] - ordered[index - 1] != ordered[index - pattern] - ordered[index - pattern - 1])
            {
                return null;
            }
        }

        return (ordered[^1] - ordered[^(pattern + 1)]).Nanoseconds / pattern;
    }

    /// <summary>The program without weights, for time only.</summary>
    public static Program WithoutValues(Program program) => program with
    {
        Tiles =
        [
            .. program.Tiles.Select(tile => tile with
            {
                Blocks = [.. tile.Blocks.Select(block => block with { MeanLevels = [], SigmaLevels = [] })],
            }),
        ],
    };

    /// <summary>What a run that goes on until the chip does what it did before says [ns]; null where it does not in so much work.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="rounds">Its copies.</param>
    /// <param name="work">How many activities it may take.</param>
    /// <param name="cancellation">Stops the run between two events.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double? Measured(
        ArchitectureSpec spec, Program program, SampleRounds rounds, long work, CancellationToken cancellation)
    {
        if (RepeatedProgram.With(program, Math.Max(Longest, rounds.Window(LongestOfCopies)), 1, out _) is not { } repeated)
        {
            return null;
        }

        Program longer = WithoutValues(repeated);

        using var watch = new SteadyWatch(longer, rounds, work, cancellation);
        try
        {
            ProgramVerifier.Verify(longer, longer.Network);
            Machines.Of(spec, longer, null, 0, Picoseconds.Zero, watch).Run(watch.Stop);
        }
        catch (OperationCanceledException)
        {
            // It has settled, unless the user stopped it.
            cancellation.ThrowIfCancellationRequested();
        }
        catch (Exception error) when (error is InputException or DeadlockException)
        {
            // A program by hand that does not mean by its loops what compiled ones mean.
            return null;
        }

        return watch.IntervalNs;
    }
}

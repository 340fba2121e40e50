using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Reports;

/// <summary>
/// The completion interval of samples while the pipeline is full, which no run can show that is over before it is: in ten samples the
/// first layers run ahead as far as buffers go and are done before the last ones, which then have the links for themselves. Policy: where the
/// intervals of a run are all alike, they are it; otherwise the program runs again with as many samples as it takes for them to
/// settle, one input and no values, and is stopped there; intervals that never settle are averaged. A function of architecture and program, so a replay finds the same.
/// </summary>
internal static class SteadyInterval
{
    private const int Longest = 256;
    private const int Window = 8;
    private const int ExactUntil = 64;
    private const double Alike = 0.005;
    private const double Settled = 0.001;

    /// <summary>The interval [ns]; null where no two samples are ever in flight.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program.</param>
    /// <param name="result">What its run saw.</param>
    /// <param name="cancellation">Stops the run between two events.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double? Of(ArchitectureSpec spec, Program program, RunResult result, CancellationToken cancellation)
    {
        var rounds = new SampleRounds(program);
        if (program.Samples < 2 * rounds.Fewest)
        {
            // No copy works on a second sample of an input: only inputs that follow each other have an interval.
            int inputs = result.SampleCompletions.Length;
            return rounds.Fewest > 1 && program.Inputs == 1 ? null : Median(Rounds(result.SampleCompletions, inputs / 2, rounds));
        }

        List<double> own = Rounds(result.SampleCompletions[..program.Samples], program.Samples / 4, rounds);
        bool isSteady = program.Samples >= rounds.Window(Window) && own.Count > 0 && own.Max() - own.Min() <= Alike * own.Min();
        return isSteady ? Median(own)
            : Measured(spec, program, rounds, cancellation) ?? Median(Rounds(result.SampleCompletions[..program.Samples], program.Samples / 2, rounds));
    }

    /// <summary>A program with another number of samples and one input, for time only; null where its loops do not say which is which.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="samples">How many samples.</param>
    internal static Program? WithSamples(Program program, int samples)
    {
        var tiles = ImmutableArray.CreateBuilder<TileProgram>();
        foreach (TileProgram tile in program.Tiles)
        {
            Instruction[] code = [.. tile.Code];
            int own = ((samples - 1 - tile.FirstSample) / tile.SampleStep) + 1;
            if (!SetLoops(code, own, program.Inputs))
            {
                return null;
            }

            tiles.Add(tile with { Code = [.. code], Blocks = [.. tile.Blocks.Select(block => block with { MeanLevels = [], SigmaLevels = [] })] });
        }

        return program with { Samples = samples, Inputs = 1, Tiles = tiles.ToImmutable() };
    }

    // By the rule of the instruction set: around an indexed instruction the innermost loop counts columns, the next samples, the next inputs.
    private static bool SetLoops(Instruction[] code, int samples, int inputs)
    {
        var open = new List<(int Loop, int End)>();
        for (int index = 0; index < code.Length; index++)
        {
            open.RemoveAll(loop => loop.End <= index);
            if (code[index].Opcode == Opcode.Loop)
            {
                open.Add((index, index + 1 + code[index].Body));
            }
            else if (code[index].Indexed)
            {
                if (open.Count < (inputs > 1 ? 3 : 2))
                {
                    return false;
                }

                code[open[^2].Loop] = code[open[^2].Loop] with { Iterations = samples };
                if (open.Count > 2)
                {
                    code[open[^3].Loop] = code[open[^3].Loop] with { Iterations = 1 };
                }
            }
        }

        return true;
    }

    private static double? Measured(ArchitectureSpec spec, Program program, SampleRounds rounds, CancellationToken cancellation)
    {
        if (WithSamples(program, rounds.Window(Longest)) is not { } longer)
        {
            return null;
        }

        using var watch = new Watch(longer.OutputWords, rounds, cancellation);
        try
        {
            ProgramVerifier.Verify(longer, longer.Network);
            new Machine(spec, longer, new MachineInputs { Seed = 0, Images = [] }, watch).Run(watch.Stop);
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

        return watch.Interval;
    }

    /// <summary>Mean intervals of two samples of all copies in a row [ns]: where links are shared a longer and a shorter one take turns.</summary>
    private static List<double> Rounds(IEnumerable<Picoseconds> times, int from, SampleRounds rounds)
    {
        Picoseconds[] ordered = [.. times.Order()];
        int first = Math.Max(1, from);
        int window = Math.Min(rounds.Window(2), ordered.Length - first);
        var means = new List<double>();
        for (int end = first + window - 1; window > 0 && end < ordered.Length; end++)
        {
            means.Add((ordered[end] - ordered[end - window]).Nanoseconds / window);
        }

        return means;
    }

    private static double? Median(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        int half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    // Sees samples complete; stops the run once two windows of intervals in a row have the same mean: exactly at first, nearly after a while.
    private sealed class Watch(int words, SampleRounds rounds, CancellationToken cancellation) : IActivitySink, IDisposable
    {
        private readonly CancellationTokenSource settled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        private readonly Dictionary<int, int> accumulated = [];
        private readonly List<Picoseconds> completions = [];

        public CancellationToken Stop => settled.Token;

        public double? Interval { get; private set; }

        public void OnActivity(in Activity activity)
        {
            if (activity.Kind != ActivityKind.Accumulate || settled.IsCancellationRequested)
            {
                return;
            }

            int done = accumulated.GetValueOrDefault(activity.Sample) + 1;
            accumulated[activity.Sample] = done;
            if (done == words)
            {
                accumulated.Remove(activity.Sample);
                completions.Add(activity.Start + activity.Duration);
                Look();
            }
        }

        public void Dispose() => settled.Dispose();

        private void Look()
        {
            int window = rounds.Window(Window);
            int count = completions.Count;
            if (count <= 3 * window)
            {
                return;
            }

            long late = (completions[^1] - completions[^(1 + window)]).Value;
            long early = (completions[^(1 + window)] - completions[^(1 + (2 * window))]).Value;
            Interval = new Picoseconds(late + early).Nanoseconds / (2 * window);
            if (late == early || (count > rounds.Window(ExactUntil) && Math.Abs(late - early) <= Settled * late))
            {
                settled.Cancel();
            }
            else if (count >= rounds.Window(Longest) / 4 * 3)
            {
                // Before the first layers are done, so that none of it is drain.
                Interval = (completions[^1] - completions[count / 2]).Nanoseconds / (count - 1 - (count / 2));
                settled.Cancel();
            }
        }
    }
}

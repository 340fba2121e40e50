using System.Diagnostics;
using System.Runtime.InteropServices;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Runs;

/// <summary>
/// Runs a machine of which time does not depend on values, and leaves out what only repeats. At every completed input the machine's state
/// is taken down: queues, banks, buffers, credits, flits under way, loop counters and pending events, all relative to the present and to
/// the input. Where it is word for word what it was before, and once more after one period that is watched, whole periods are left out;
/// their activities are passed on to the observers in their order, and the rest is simulated. So every observer sees what it would see of
/// the full simulation, to the picosecond.
/// </summary>
internal sealed class PeriodicRun
{
    /// <summary>Fewer inputs are simulated sooner than a period is found.</summary>
    public const int FewestInputs = 8;

    // Most designs come round within eleven inputs.
    private const int MostStates = 48;
    private const long MostWords = 1 << 24;
    private const int LargestPeriod = 3_000_000;

    private readonly Machine machine;
    private readonly Program program;
    private readonly PeriodRecorder recorder;
    private readonly CancellationToken cancellation;
    private readonly List<SeenState> seen = [];
    private long words;

    private PeriodicRun(Machine machine, Program program, PeriodRecorder recorder, CancellationToken cancellation)
    {
        this.machine = machine;
        this.program = program;
        this.recorder = recorder;
        this.cancellation = cancellation;
    }

    /// <summary>Runs a machine to its end.</summary>
    /// <param name="machine">A machine that has not begun.</param>
    /// <param name="program">Its program.</param>
    /// <param name="recorder">The only sink of the machine.</param>
    /// <param name="cancellation">Stops between two events.</param>
    /// <exception cref="DeadlockException">The program cannot end.</exception>
    public static (RunResult Result, Shortcut Shortcut) Run(Machine machine, Program program, PeriodRecorder recorder,
        CancellationToken cancellation)
    {
        if (program.Inputs < FewestInputs)
        {
            return (machine.Run(cancellation), Shortcut.None($"fewer than {FewestInputs} inputs"));
        }

        long start = Stopwatch.GetTimestamp();
        foreach (Tile tile in machine.Tiles)
        {
            if (CounterShift.Of(tile.Program, program.Inputs) is not { } shifts)
            {
                return (machine.Run(cancellation), Shortcut.None("a program that is not one loop over its inputs"));
            }

            tile.Shifts = shifts;
        }

        Shortcut shortcut = new PeriodicRun(machine, program, recorder, cancellation).Shorten();
        machine.PausesAtInputs = false;
        machine.Advance(cancellation);
        machine.CountFrom(start);
        return (machine.Finish(), shortcut);
    }

    private Shortcut Shorten()
    {
        machine.PausesAtInputs = true;
        while (seen.Count < MostStates && words < MostWords)
        {
            if (!Next())
            {
                return Shortcut.None("the run ended before its state came again");
            }

            SeenState state = Look();
            if (seen.FindLast(before => before.Hash == state.Hash && before.Words.AsSpan().SequenceEqual(state.Words)) is { } earlier)
            {
                return Leap(earlier, state);
            }

            seen.Add(state);
            words += state.Words.Length;
        }

        return Shortcut.None(FormattableString.Invariant($"the state did not come again within {seen.Count} inputs"));
    }

    private Shortcut Leap(SeenState earlier, SeenState state)
    {
        // One period more is watched, and must end as it began.
        seen.Clear();
        recorder.IsKeeping = true;
        int inputs = state.Completed - earlier.Completed;
        SeenState end = state;
        while (end.Completed < state.Completed + inputs)
        {
            if (!Next())
            {
                return Shortcut.None("the run ended before its state came again");
            }

            end = end with { Completed = machine.Completed };
        }

        recorder.IsKeeping = false;
        end = Look();
        if (recorder.IsOverfull)
        {
            return Shortcut.None(FormattableString.Invariant($"a period of more than {LargestPeriod} activities"));
        }

        Picoseconds length = end.Time - state.Time;
        int arrivals = state.Arrivals - end.Arrivals;
        if (end.Arrivals > 0 && arrivals < inputs)
        {
            return Shortcut.None("inputs are worked on faster than they come, until none waits");
        }

        if (!end.Words.AsSpan().SequenceEqual(state.Words) || length != state.Time - earlier.Time
            || machine.Tiles.Any(tile => tile.Sequencer.IsHalted))
        {
            return Shortcut.None("the last inputs came before a whole period was seen twice");
        }

        // No tile and not the port may come to the last input in what is left out, and no arrival may be the last.
        int periods = (program.Inputs - 2 - machine.FarthestInput) / inputs;
        periods = arrivals > 0 ? Math.Min(periods, (end.Arrivals - 1) / arrivals) : periods;
        if (periods < 1)
        {
            return Shortcut.None("the run ends before a whole period could be left out");
        }

        recorder.Repeat(machine, periods, inputs, length, cancellation);
        machine.Leap(periods, inputs, length, end.Events - state.Events, arrivals);
        return new Shortcut("", periods * inputs, inputs, length);
    }

    private bool Next()
    {
        machine.Advance(cancellation);
        return machine.Completed < program.Inputs && machine.Simulation.EventsPending > 0;
    }

    private SeenState Look()
    {
        long[] state = machine.State();
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes<long>(state));
        return new SeenState(hash.ToHashCode(), state, machine.Completed, machine.Simulation.Now, machine.Simulation.EventsHandled,
            machine.ArrivalsPending);
    }

    /// <summary>How many activities a period may have.</summary>
    public static int MostActivities => LargestPeriod;

    private sealed record SeenState(int Hash, long[] Words, int Completed, Picoseconds Time, long Events, int Arrivals);
}

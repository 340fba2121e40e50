using System.Collections.Immutable;
using System.Diagnostics;
using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// A chip with a program loaded: tiles, mesh and port on one simulation. One machine runs once; what its units do goes to
/// the sinks as activities.
/// </summary>
public sealed class Machine
{
    private readonly ArchitectureSpec spec;
    private readonly MachineInputs inputs;
    private readonly int inputMaximum;
    private readonly long[] resultWords;
    private readonly Picoseconds[] completions;
    private readonly Picoseconds[] sampleCompletions;
    private Picoseconds end;
    private int completed;
    private TimeSpan wall;

    /// <summary>Builds the chip.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">A verified program.</param>
    /// <param name="inputs">Seed, inputs and arrivals.</param>
    /// <param name="sinks">Observers of the activities.</param>
    /// <exception cref="InputException">The program was compiled for another architecture, or the inputs do not fit it.</exception>
    public Machine(ArchitectureSpec spec, Program program, MachineInputs inputs, params IActivitySink[] sinks)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(sinks);
        if (program.ArchitectureHash != spec.Hash)
        {
            throw new InputException(
                program.Network, $"the program was compiled for architecture {Short(program.ArchitectureHash)}, not for {spec.Name} ({Short(spec.Hash)}); compile it again");
        }

        Check(program, inputs);
        CheckBlocks(program, spec.Crossbar, spec.WeightColumns, ComponentCatalog.TakesWholeLayers(spec));
        this.spec = spec;
        this.inputs = inputs;
        Program = program;
        Sink = sinks.Length == 1 ? sinks[0] : new SinkFan(sinks);
        inputMaximum = (1 << spec.Dac.Bits) - 1;
        resultWords = new long[program.Inputs * program.OutputWords * Program.StatisticsWords];
        completions = new Picoseconds[program.Inputs];
        sampleCompletions = new Picoseconds[program.Inputs * program.Samples];
        Arrivals = [.. Enumerable.Range(0, program.Inputs).Select(input => inputs.ArrivalInterval * input)];
        var timing = new TileTiming(spec);
        Plan = ComponentCatalog.PlanOf(spec);
        MapDepths = Components.Windows.MapDepths.Of(program.Stages);
        Wakes = new TileWakes(Plan);
        Simulation = new Simulation(WheelTick.Choose(timing.Delays.AsSpan()));
        Mesh = new Mesh(Simulation, Sink, program, spec, timing);
        Tiles = [.. program.Tiles.Select((tile, index) => new Tile(this, index, tile, spec, timing))];
        Port = new Port(this, program.Port, timing);

        Mesh.Start(Simulation.Register(Mesh));
        Port.Start(Simulation.Register(Port));
        foreach (Tile tile in Tiles)
        {
            tile.Start(Simulation.Register(tile));
        }
    }

    internal Program Program { get; }

    internal Simulation Simulation { get; }

    /// <summary>What a tile is made of.</summary>
    internal TilePlan Plan { get; }

    /// <summary>Who is concerned by what, of every tile.</summary>
    internal TileWakes Wakes { get; }

    /// <summary>Rows of feature maps that stages cannot do without.</summary>
    internal int[][] MapDepths { get; }

    internal IActivitySink Sink { get; }

    internal ulong Seed => inputs.Seed;

    internal Mesh Mesh { get; }

    internal Tile[] Tiles { get; }

    internal Port Port { get; }

    internal Picoseconds[] Arrivals { get; }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="cancellation">Stops the event loop between two events.</param>
    /// <exception cref="DeadlockException">Nothing can happen any more, and the program has not ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RunResult Run(CancellationToken cancellation = default)
    {
        Advance(cancellation);
        return Finish();
    }

    /// <summary>Whether to stop at every completed input.</summary>
    internal bool PausesAtInputs { get; set; }

    /// <summary>Inputs that are complete.</summary>
    internal int Completed => completed;

    /// <summary>Input that has come farthest in the program of a tile, or at the port.</summary>
    internal int FarthestInput => Math.Max(Port.CurrentInput, Tiles.Max(tile => tile.Sequencer.Input));

    /// <summary>When an input was complete.</summary>
    internal Picoseconds CompletionOf(int input) => completions[input];

    /// <summary>Runs until nothing is pending, or an input is complete and that is where to stop.</summary>
    internal void Advance(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Simulation.Run(cancellation);
        wall += Stopwatch.GetElapsedTime(start);
    }

    /// <summary>All of the time since a moment is the run's, not that of its event loop alone.</summary>
    internal void CountFrom(long start) => wall = Stopwatch.GetElapsedTime(start);

    /// <summary>What a run that has ended knows.</summary>
    /// <exception cref="DeadlockException">The program has not ended.</exception>
    internal RunResult Finish()
    {
        if (completed != Program.Inputs || Tiles.Any(tile => !tile.IsDone))
        {
            throw new DeadlockException(new DeadlockAnalysis(this).Explain());
        }

        (ImmutableArray<long> sums, ImmutableArray<long> squares) = Results();
        return new RunResult
        {
            End = end,
            Arrivals = [.. Arrivals],
            Completions = [.. completions],
            SampleCompletions = [.. sampleCompletions],
            Sums = sums,
            SquareSums = squares,
            Events = Simulation.EventsHandled,
            Wall = wall,
        };
    }

    /// <summary>Drive code of one element of a network input (<c>docs/arithmetic.md</c>, section 1).</summary>
    internal long DriveCode(int input, int element) =>
        inputs.Images.Count == 0 ? 0 : ColumnMath.RoundDivide((long)inputs.Images[input][element] * inputMaximum, 255);

    internal void OnSampleAccumulated(int input, int sample, Picoseconds now)
    {
        ref Picoseconds completion = ref sampleCompletions[(input * Program.Samples) + sample];
        completion = Picoseconds.Max(completion, now);
    }

    /// <summary>A word of statistics leaves the chip; those of several copies of the last layer add up, word by word.</summary>
    internal void OnResultWord(int input, int output, int position, long word) =>
        resultWords[(((input * Program.OutputWords) + output) * Program.StatisticsWords) + position] += word;

    internal void OnInputCompleted(int input, Picoseconds now)
    {
        completions[input] = now;
        end = now;
        completed++;
        if (PausesAtInputs)
        {
            Simulation.Pause();
        }
    }

    /// <summary>Takes down all that the future depends on, values aside.</summary>
    internal long[] State()
    {
        var state = new StateWriter(Simulation.Now, completed);
        state.Write(Simulation.Now.Value % spec.Clock.Period.Value);
        Picoseconds? arrival = null;
        foreach (Event e in Simulation.Pending())
        {
            if (IsArrival(in e))
            {
                arrival ??= e.Time;
                continue;
            }

            state.WriteTime(e.Time.Value);
            state.Write(e.Phase);
            state.Write(e.Target);
            state.Write(e.Kind);
            if (e.Target == Mesh.Number || e.Kind == TileEvent.FlitArrived)
            {
                Mesh.WriteArgument(state, in e);
            }
            else
            {
                state.Write(e.Argument);
            }
        }

        state.WriteTime(arrival?.Value ?? -1);
        Mesh.Write(state);
        Port.Write(state);
        foreach (Tile tile in Tiles)
        {
            tile.Write(state);
        }

        return state.ToArray();
    }

    /// <summary>Arrivals that are still to be seen.</summary>
    internal int ArrivalsPending => Simulation.Pending().Count(e => IsArrival(in e));

    /// <summary>Leaves out whole periods: all is as it is, so much later and so many inputs on.</summary>
    /// <param name="periods">How many periods.</param>
    /// <param name="inputs">Inputs of a period; the last that are complete are one.</param>
    /// <param name="length">How long a period takes.</param>
    /// <param name="events">Events of a period.</param>
    /// <param name="arrivals">Arrivals that are seen in a period.</param>
    internal void Leap(int periods, int inputs, Picoseconds length, long events, int arrivals)
    {
        int leap = periods * inputs;
        Picoseconds by = length * periods;
        LeapCompletions(periods, inputs, length);
        Port.Leap(completed, leap);
        Mesh.Leap(by);
        foreach (Tile tile in Tiles)
        {
            tile.Leap(leap, by);
        }

        // Arrivals are where they are; they were scheduled first, so they come first at their instant.
        Event[] pending = Simulation.Pending();
        Event[] kept = [.. pending.Where(e => IsArrival(in e)).Skip(periods * arrivals), .. pending.Where(e => !IsArrival(in e))];
        Picoseconds[] times = [.. kept.Select(e => IsArrival(in e) ? e.Time : e.Time + by)];
        Simulation.Leap(Simulation.Now + by, kept, times, periods * events);
        completed += leap;
        end = completions[completed - 1];
    }

    private bool IsArrival(in Event e) => e.Target == Port.Number && e.Kind == TileEvent.Wake && e.Argument == Port.Arrival;

    private void LeapCompletions(int periods, int inputs, Picoseconds length)
    {
        int leap = periods * inputs;
        int samples = Program.Samples;
        Picoseconds[] begun = sampleCompletions.AsSpan(completed * samples,
            sampleCompletions.Length - ((completed + leap) * samples)).ToArray();
        for (int input = completed; input < completed + leap; input++)
        {
            completions[input] = completions[input - inputs] + length;
            for (int sample = 0; sample < samples; sample++)
            {
                sampleCompletions[(input * samples) + sample] = sampleCompletions[((input - inputs) * samples) + sample] + length;
            }
        }

        for (int index = 0; index < begun.Length; index++)
        {
            sampleCompletions[((completed + leap) * samples) + index] = begun[index].Value == 0 ? begun[index]
                : begun[index] + (length * periods);
        }
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    // The compiler cuts layers so that they fit; a program by hand may not.
    private static void CheckBlocks(Program program, CrossbarSpec crossbar, Extent columns, bool hasElements)
    {
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            for (int index = 0; index < program.Tiles[tile].Blocks.Length; index++)
            {
                LayerBlock block = program.Tiles[tile].Blocks[index];
                string? problem = block.ColumnSum == ColumnSum.Element != hasElements
                        ? FormattableString.Invariant($"sums its columns in {(hasElements ? "crossbars" : "processing elements")}, which the architecture has not")
                    : block.Pair >= crossbar.PairsPerTile
                        ? FormattableString.Invariant($"lies on crossbar pair {block.Pair}; a tile has {crossbar.PairsPerTile}, counted from 0 (crossbar.pairsPerTile)")
                    : block.Rows > crossbar.Rows.Limit ? FormattableString.Invariant($"has {block.Rows} rows; a crossbar has {crossbar.Rows.Limit} (crossbar.rows)")
                    : block.Columns > columns.Limit ? FormattableString.Invariant($"has {block.Columns} columns of weights; a crossbar holds {columns.Limit} (crossbar.columns, weight.cellBits)")
                    : null;
                if (problem is not null)
                {
                    throw new InputException(program.Network, FormattableString.Invariant($"block {index} of tile {tile} {problem}"));
                }
            }
        }
    }

    private static void Check(Program program, MachineInputs inputs)
    {
        if (inputs.Images.Count != 0 && inputs.Images.Count != program.Inputs)
        {
            throw new InputException(program.Network, $"the program takes {program.Inputs} inputs, {inputs.Images.Count} are given");
        }

        foreach (byte[] image in inputs.Images)
        {
            if (image.Length != program.InputWords)
            {
                throw new InputException(program.Network, $"an input has {image.Length} values, the network takes {program.InputWords}");
            }
        }
    }

    private (ImmutableArray<long> Sums, ImmutableArray<long> Squares) Results()
    {
        if (!Program.HasValues)
        {
            return ([], []);
        }

        var sums = ImmutableArray.CreateBuilder<long>();
        var squares = ImmutableArray.CreateBuilder<long>();
        for (int result = 0; result < resultWords.Length; result += Program.StatisticsWords)
        {
            ReadOnlySpan<long> words = resultWords.AsSpan(result, Program.StatisticsWords);
            sums.Add((words[1] << 16) + words[0]);
            squares.Add((words[4] << 32) + (words[3] << 16) + words[2]);
        }

        return (sums.ToImmutable(), squares.ToImmutable());
    }
}

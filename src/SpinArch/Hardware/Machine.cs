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
        CheckBlocks(program, spec.Crossbar, spec.WeightColumns);
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
        Wakes = new TileWakes(Plan);
        Simulation = new Simulation(WheelTick.Choose(timing.Delays));
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
        var watch = Stopwatch.StartNew();
        long events = Simulation.Run(cancellation);
        watch.Stop();
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
            Events = events,
            Wall = watch.Elapsed,
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
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    // The compiler cuts layers so that they fit; a program by hand may not.
    private static void CheckBlocks(Program program, CrossbarSpec crossbar, Extent columns)
    {
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            for (int index = 0; index < program.Tiles[tile].Blocks.Length; index++)
            {
                LayerBlock block = program.Tiles[tile].Blocks[index];
                string? problem = block.Pair >= crossbar.PairsPerTile ? FormattableString.Invariant($"lies on crossbar pair {block.Pair}; a tile has {crossbar.PairsPerTile}, counted from 0 (crossbar.pairsPerTile)")
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
        if (Program.Tiles.Any(tile => tile.Blocks.Any(block => block.MeanLevels.IsEmpty)))
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

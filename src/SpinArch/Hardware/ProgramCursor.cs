using SpinArch.Isa;
using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>
/// Where a tile's program is: the next instruction, the loops around it, and what its counters and conditions make of it. A mutable
/// struct in its owner, so that the sequencer's hot path has no step more.
/// </summary>
internal struct ProgramCursor
{
    private readonly Instruction[] code;
    private readonly Traits[] traits;
    private readonly int[] lastColumns;
    private readonly CounterLevels[] levels;
    private readonly LoopFrame[] frames = new LoopFrame[4];
    private readonly int firstSample;
    private readonly int sampleStep;
    private int depth;
    private int next;

    // Which loops are in their first and in their last iteration: bit 0 is the innermost one, as in a condition.
    private int first;
    private int last;

    public ProgramCursor(TileProgram program)
    {
        code = [.. program.Code];
        traits = [.. code.Select(instruction => instruction.Pair < program.Blocks.Length ? OperationTraits.Of(in instruction, program.Blocks[instruction.Pair].ColumnSum) : Traits.None)];
        lastColumns = [.. code.Select(instruction => instruction.Pair < program.Blocks.Length ? program.Blocks[instruction.Pair].Columns - 1
            : 0)];
        _ = LoopNest.TryRead(program.Code, out LoopNest nest);
        levels = [.. nest.Levels];
        firstSample = program.FirstSample;
        sampleStep = program.SampleStep;
    }

    /// <summary>Index of the next instruction.</summary>
    public readonly int Next => next;

    /// <summary>The next instruction.</summary>
    public readonly ref readonly Instruction Instruction => ref code[next];

    /// <summary>The loops that it is in, the outermost first.</summary>
    public readonly ReadOnlySpan<LoopFrame> Loops => frames.AsSpan(0, depth);

    /// <summary>The next instruction is a loop: what follows is its first iteration, after <see cref="Advance"/>.</summary>
    public void EnterLoop()
    {
        ref readonly Instruction loop = ref code[next];
        frames[depth++] = new LoopFrame(next + 1, next + 1 + loop.Body, loop.Iterations);
        first = (first << 1) | 1;
        last = (last << 1) | (loop.Iterations == 1 ? 1 : 0);
    }

    /// <summary>Goes on to the next instruction; a loop's end leads back to its start, or out of it.</summary>
    public void Advance()
    {
        next++;
        while (depth > 0 && frames[depth - 1].End == next)
        {
            ref LoopFrame frame = ref frames[depth - 1];
            if (++frame.Counter < frame.Iterations)
            {
                next = frame.Start;
                first &= ~1;
                last = (last & ~1) | (frame.Counter == frame.Iterations - 1 ? 1 : 0);
                return;
            }

            depth--;
            first >>= 1;
            last >>= 1;
        }
    }

    /// <summary>Input of the outermost loop; 0 outside of it.</summary>
    public readonly int OutermostCounter => depth > 0 ? frames[0].Counter : 0;

    /// <summary>So many iterations of the outermost loop are left out.</summary>
    public readonly void Leap(int iterations) => frames[0].Counter += depth > 0 ? iterations : 0;

    /// <summary>Takes down where the program is.</summary>
    public readonly void Write(StateWriter state)
    {
        state.Write(next);
        state.Write(depth);
        state.Write(first);
        state.Write(last);
        for (int level = 0; level < depth; level++)
        {
            state.Write(frames[level].Start);
            state.Write(frames[level].Counter - (level == 0 ? state.Completed : 0));
        }
    }

    /// <summary>What the next instruction posts.</summary>
    public readonly Operation Resolve()
    {
        ref readonly Instruction instruction = ref code[next];
        ref readonly CounterLevels counts = ref levels[next];
        int column = instruction.Column + Counter(counts.Column);
        LoopTurn turn = IsAhead(in instruction) ? Ahead(in counts) : Turn(in counts);
        return new Operation
        {
            Instruction = next,
            Column = column,
            Sample = firstSample + (sampleStep * turn.Sample),
            Input = turn.Input,
            Position = Counter(counts.Position),
            Channel = instruction.Alternates == 0 ? instruction.Channel
                : instruction.ChannelAt(Counter(counts.Sample), Iterations(counts.Sample)),
            Channels = instruction.Channels,
            Block = instruction.Pair,
            Traits = traits[next] | Resolved(in instruction, in turn) | (column == lastColumns[next] ? Traits.LastColumn : 0),
            Opcode = instruction.Opcode,
            Source = instruction.Source,
            Activation = instruction.Activation,
        };
    }

    private static Traits Resolved(in Instruction instruction, in LoopTurn turn)
    {
        LoopCondition last = instruction.When.Kind == LoopConditionKind.First ? LoopCondition.Last(instruction.When.Levels) : instruction.When;
        return (Holds(instruction.X, in turn) ? Traits.ConsumesInput : 0)
            | (Holds(instruction.Mean, in turn) ? Traits.Mean : 0)
            | (Holds(instruction.When, in turn) ? Traits.First : 0)
            | (Holds(last, in turn) ? Traits.Last : 0);
    }

    /// <summary>Whether a condition holds in these iterations.</summary>
    public readonly bool Holds(LoopCondition condition) =>
        Holds(condition, new LoopTurn(0, 0, first | (-1 << depth), last | (-1 << depth)));

    // Loops that are not there are in their only iteration.
    private readonly LoopTurn Turn(in CounterLevels counts) =>
        new(Counter(counts.Sample), Counter(counts.Input), first | (-1 << depth), last | (-1 << depth));

    private static bool Holds(LoopCondition condition, in LoopTurn turn) => condition.Kind switch
    {
        LoopConditionKind.Until => condition.Levels != 0 && (condition.Levels & ~turn.Last) != 0,
        LoopConditionKind.Always => true,
        LoopConditionKind.First => (condition.Levels & ~turn.First) == 0,
        LoopConditionKind.Last => (condition.Levels & ~turn.Last) == 0,
    };

    // A read ahead is that of the next sample: after the last one of an input, of the first of the next input.
    private readonly LoopTurn Ahead(in CounterLevels counts)
    {
        (int samples, int inputs) = (Iterations(counts.Sample), Iterations(counts.Input));
        bool isNextInput = Counter(counts.Sample) + 1 == samples;
        int sample = isNextInput ? 0 : Counter(counts.Sample) + 1;
        int input = Counter(counts.Input) + (isNextInput ? 1 : 0);
        (int ofSample, int ofInput) = (1 << counts.Sample, 1 << counts.Input);
        int others = (-1 << depth) & ~(ofSample | ofInput);
        return new LoopTurn(
            sample,
            input,
            others | (sample == 0 ? ofSample : 0) | (input == 0 ? ofInput : 0),
            others | (sample == samples - 1 ? ofSample : 0) | (input == inputs - 1 ? ofInput : 0));
    }

    private readonly bool IsAhead(in Instruction instruction) =>
        instruction.Opcode == Opcode.ReadAll && instruction.Ahead != 0 && depth > 0;

    private readonly int Counter(int level) => level < depth ? frames[depth - 1 - level].Counter : 0;

    private readonly int Iterations(int level) => level < depth ? frames[depth - 1 - level].Iterations : 1;
}

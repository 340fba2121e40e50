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
        return new Operation
        {
            Instruction = next,
            Column = column,
            Sample = firstSample + (sampleStep * Counter(counts.Sample)),
            Input = Counter(counts.Input),
            Channel = instruction.Alternates == 0 ? instruction.Channel : instruction.ChannelAt(Counter(counts.Sample), Iterations(counts.Sample)),
            Channels = instruction.Channels,
            Block = instruction.Pair,
            Traits = traits[next] | Resolved(in instruction) | (column == lastColumns[next] ? Traits.LastColumn : 0),
            Opcode = instruction.Opcode,
            Source = instruction.Source,
            Activation = instruction.Activation,
        };
    }

    private readonly Traits Resolved(in Instruction instruction)
    {
        LoopCondition last = instruction.When.Kind == LoopConditionKind.First ? LoopCondition.Last(instruction.When.Levels) : instruction.When;
        return (Holds(instruction.X) ? Traits.ConsumesInput : 0)
            | (Holds(instruction.Mean) ? Traits.Mean : 0)
            | (Holds(instruction.When) ? Traits.First : 0)
            | (Holds(last) ? Traits.Last : 0);
    }

    /// <summary>Whether a condition holds in these iterations.</summary>
    public readonly bool Holds(LoopCondition condition) => condition.Kind switch
    {
        LoopConditionKind.Until => condition.Levels != 0 && !All(condition.Levels, last),
        LoopConditionKind.Always => true,
        LoopConditionKind.First => All(condition.Levels, first),
        LoopConditionKind.Last => All(condition.Levels, last),
    };

    private readonly int Counter(int level) => level < depth ? frames[depth - 1 - level].Counter : 0;

    private readonly int Iterations(int level) => level < depth ? frames[depth - 1 - level].Iterations : 1;

    private readonly bool All(int levels, int iterations) => (levels & ((1 << depth) - 1) & ~iterations) == 0;
}

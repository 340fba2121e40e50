using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: fetch in order, one instruction a clock, and post its operations into the queues of the units; a full queue holds
/// the instruction back. Loop ends cost nothing.
/// </summary>
internal sealed class Sequencer
{
    private readonly Tile tile;
    private readonly TileTiming timing;
    private readonly Instruction[] code;
    private readonly int firstSample;
    private readonly int sampleStep;
    private readonly LoopFrame[] frames = new LoopFrame[4];
    private int depth;
    private int next;

    // Which loops are in their first and in their last iteration: bit 0 is the innermost one, as in a condition.
    private int first;
    private int last;

    public Sequencer(Tile tile, TileTiming timing, TileProgram program)
    {
        this.tile = tile;
        this.timing = timing;
        code = [.. program.Code];
        firstSample = program.FirstSample;
        sampleStep = program.SampleStep;
    }

    /// <summary>Whether the program has ended.</summary>
    public bool IsHalted { get; private set; }

    /// <summary>The unit whose full queue holds the next instruction back, or null.</summary>
    public Unit? BlockedBy { get; private set; }

    /// <summary>The loops that it is in, the outermost first.</summary>
    public ReadOnlySpan<LoopFrame> Loops => frames.AsSpan(0, depth);

    /// <summary>Index of the next instruction.</summary>
    public int Next => next;

    /// <summary>An instruction has been fetched: it is issued now, or as soon as its queues have room.</summary>
    public void OnFetched(Picoseconds now) => TryIssue(now);

    /// <summary>Issues an instruction that was held back, if it can be now.</summary>
    public void TryResume(Picoseconds now)
    {
        if (BlockedBy is not null && !BlockedBy.Queue.IsFull)
        {
            TryIssue(now);
        }
    }

    private void TryIssue(Picoseconds now)
    {
        ref readonly Instruction instruction = ref code[next];
        bool issued = instruction.Opcode switch
        {
            Opcode.Halt => Halt(),
            Opcode.Loop => EnterLoop(in instruction),
            Opcode.Receive => !Holds(instruction.When) || Post(in instruction, tile.Receiver),
            Opcode.Column => PostColumn(in instruction),
            Opcode.Sample => Post(in instruction, tile.Sampler),
            Opcode.Scale => Post(in instruction, tile.Scaler),
            Opcode.Read => Post(in instruction, tile.Reader),
            Opcode.Convert => Post(in instruction, tile.Converter),
            Opcode.Add or Opcode.ReceiveAdd or Opcode.Activate or Opcode.Accumulate => Post(in instruction, tile.Vector),
            Opcode.Send => !Holds(instruction.When) || Post(in instruction, tile.Sender),
        };

        if (!issued)
        {
            return;
        }

        StallCause cause = BlockedBy is null ? StallCause.Issue : StallCause.DestinationFull;
        BlockedBy = null;
        var activity = new Activity
        {
            Kind = ActivityKind.Fetch,
            Cause = cause,
            Tile = tile.Index,
            Start = now - timing.Clock,
            Duration = timing.Clock,
            Items = 1,
            Instruction = next,
            Column = -1,
            Sample = -1,
            Input = -1,
        };
        tile.Sink.OnActivity(in activity);
        if (!IsHalted)
        {
            Advance();
            tile.Schedule(now + timing.Clock, TileEvent.Fetch);
        }
    }

    private void Advance()
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

    private bool Halt()
    {
        IsHalted = true;
        return true;
    }

    private bool EnterLoop(in Instruction instruction)
    {
        frames[depth++] = new LoopFrame(next + 1, next + 1 + instruction.Body, instruction.Iterations);
        first = (first << 1) | 1;
        last = (last << 1) | (instruction.Iterations == 1 ? 1 : 0);
        return true;
    }

    private bool Post(in Instruction instruction, Unit unit)
    {
        if (unit.Queue.IsFull)
        {
            BlockedBy = unit;
            return false;
        }

        Operation operation = Resolve(in instruction);
        Enqueue(unit, in operation);
        return true;
    }

    private bool PostColumn(in Instruction instruction)
    {
        Unit? full = tile.Sampler.Queue.IsFull ? tile.Sampler
            : tile.Scaler.Queue.IsFull ? tile.Scaler
            : tile.Reader.Queue.IsFull ? tile.Reader
            : tile.Converter.Queue.IsFull ? tile.Converter
            : null;
        if (full is not null)
        {
            BlockedBy = full;
            return false;
        }

        Operation operation = Resolve(in instruction);
        Enqueue(tile.Sampler, in operation);
        Enqueue(tile.Scaler, in operation);
        Enqueue(tile.Reader, in operation);
        Enqueue(tile.Converter, in operation);
        return true;
    }

    /// <summary>Posts an operation; one behind others cannot start before them, so only the first wakes its unit.</summary>
    private void Enqueue(Unit unit, in Operation operation)
    {
        unit.Queue.Post(in operation);
        if (unit.Queue.Count == 1)
        {
            tile.OnPosted(unit.Identity);
        }
    }

    private Operation Resolve(in Instruction instruction)
    {
        int sampleLevel = instruction.Indexed ? 1 : 0;
        return new Operation
        {
            Instruction = next,
            Column = instruction.Column + (instruction.Indexed ? Counter(0) : 0),
            Sample = firstSample + (sampleStep * Counter(sampleLevel)),
            Input = Counter(sampleLevel + 1),
            Channel = instruction.Channel,
            Channels = instruction.Channels,
            Pair = instruction.Pair,
            Carry = instruction.Carry != 0,
            ConsumeX = Holds(instruction.X),
            Mean = Holds(instruction.Mean),
            First = Holds(instruction.When),
            Last = Holds(instruction.When.Kind == LoopConditionKind.First ? LoopCondition.Last(instruction.When.Levels) : instruction.When),
            Opcode = instruction.Opcode,
            Source = instruction.Source,
            Activation = instruction.Activation,
        };
    }

    private int Counter(int level) => level < depth ? frames[depth - 1 - level].Counter : 0;

    private bool Holds(LoopCondition condition) => condition.Kind switch
    {
        LoopConditionKind.Until => condition.Levels != 0 && !All(condition.Levels, last),
        LoopConditionKind.Always => true,
        LoopConditionKind.First => All(condition.Levels, first),
        LoopConditionKind.Last => All(condition.Levels, last),
    };

    private bool All(int levels, int iterations) => (levels & ((1 << depth) - 1) & ~iterations) == 0;
}

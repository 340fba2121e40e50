using SpinArch.Components.Sequencer;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Tiles;
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
    // By opcode: the units that it posts to, in the order of the tile, and what it does with a crossbar pair.
    private readonly Unit[][] posts;
    private readonly Use?[] ofPair;
    private readonly bool[] isConditional;
    private ProgramCursor cursor;

    public Sequencer(Tile tile, TileTiming timing, TileProgram program, TilePlan plan)
    {
        this.tile = tile;
        this.timing = timing;
        cursor = new ProgramCursor(program);
        Opcode[] opcodes = Enum.GetValues<Opcode>();
        posts = new Unit[(int)opcodes.Max() + 1][];
        ofPair = new Use?[posts.Length];
        isConditional = new bool[posts.Length];
        foreach (Opcode opcode in opcodes)
        {
            isConditional[(int)opcode] = OperationTraits.IsConditional(opcode);
            posts[(int)opcode] = [.. tile.AllUnits.Where(unit => plan.StepOf(opcode, unit.Description) is not null)];
            ofPair[(int)opcode] = plan.Steps.Where(step => step.Opcodes.Contains(opcode)).SelectMany(step => step.Accesses)
                .FirstOrDefault(access => access.Store.Scope == StoreScope.Pair)?.Use;
        }
    }

    /// <summary>Whether the program has ended.</summary>
    public bool IsHalted { get; private set; }

    /// <summary>The unit whose full queue holds the next instruction back, or null.</summary>
    public Unit? BlockedBy { get; private set; }

    /// <summary>The loops that it is in, the outermost first.</summary>
    public ReadOnlySpan<LoopFrame> Loops => cursor.Loops;

    /// <summary>Index of the next instruction.</summary>
    public int Next => cursor.Next;

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

    /// <summary>Input that the program is at; 0 before and after the loop over them.</summary>
    public int Input => cursor.OutermostCounter;

    /// <summary>So many inputs are left out.</summary>
    public void Leap(int inputs) => cursor.Leap(inputs);

    /// <summary>Takes down where the program is.</summary>
    public void Write(StateWriter state)
    {
        state.Write(IsHalted);
        state.Write(BlockedBy?.Index ?? -1);
        cursor.Write(state);
    }

    private void TryIssue(Picoseconds now)
    {
        ref readonly Instruction instruction = ref cursor.Instruction;
        bool issued = instruction.Opcode switch
        {
            Opcode.Halt => Halt(),
            Opcode.Loop => EnterLoop(),
            var posting => (isConditional[(int)posting] && !cursor.Holds(instruction.When)) || Post(posting),
        };

        if (!issued)
        {
            return;
        }

        StallCause cause = BlockedBy is null ? StallCause.Issue : StallCause.DestinationFull;
        BlockedBy = null;
        var activity = new Activity
        {
            Kind = SequencerComponent.Fetch,
            Cause = cause,
            Tile = tile.Index,
            Start = now - timing.Clock,
            Duration = timing.Clock,
            Items = 1,
            Instruction = cursor.Next,
            Column = -1,
            Sample = -1,
            Input = -1,
        };
        tile.Sink.OnActivity(in activity);
        if (!IsHalted)
        {
            cursor.Advance();
            tile.Schedule(now + timing.Clock, TileEvent.Fetch);
        }
    }

    private bool Halt()
    {
        IsHalted = true;
        return true;
    }

    private bool EnterLoop()
    {
        cursor.EnterLoop();
        return true;
    }

    private bool Post(Opcode opcode)
    {
        Unit[] units = posts[(int)opcode];
        for (int i = 0; i < units.Length; i++)
        {
            if (units[i].Queue.IsFull)
            {
                BlockedBy = units[i];
                return false;
            }
        }

        Operation operation = cursor.Resolve();
        PostToPair(ref operation);
        for (int i = 0; i < units.Length; i++)
        {
            Enqueue(units[i], in operation);
        }

        return true;
    }

    // Reads and writes of a pair keep the program's order.
    private void PostToPair(ref Operation operation)
    {
        switch (ofPair[(int)operation.Opcode])
        {
            case Use.Keep:
                PairOf(in operation).PostRead();
                break;
            case Use.Replace:
                operation.ReadsBefore = PairOf(in operation).Posted;
                break;
        }
    }

    private ref CrossbarPair PairOf(in Operation operation) => ref tile.Pairs[tile.Blocks[operation.Block].Pair];

    /// <summary>Posts an operation; one behind others cannot start before them, so only the first wakes its unit.</summary>
    private void Enqueue(Unit unit, in Operation operation)
    {
        unit.Queue.Post(in operation);
        if (unit.Queue.Count == 1)
        {
            tile.OnPosted(unit);
        }
    }
}

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
    private ProgramCursor cursor;

    public Sequencer(Tile tile, TileTiming timing, TileProgram program)
    {
        this.tile = tile;
        this.timing = timing;
        cursor = new ProgramCursor(program);
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

    private void TryIssue(Picoseconds now)
    {
        ref readonly Instruction instruction = ref cursor.Instruction;
        bool issued = instruction.Opcode switch
        {
            Opcode.Halt => Halt(),
            Opcode.Loop => EnterLoop(),
            Opcode.Receive => !cursor.Holds(instruction.When) || Post(tile.Receiver),
            Opcode.Column => PostColumn(),
            Opcode.Write => !cursor.Holds(instruction.When) || PostWrite(),
            Opcode.Sample => Post(tile.Sampler),
            Opcode.Scale => Post(tile.Scaler),
            Opcode.Read => PostRead(),
            Opcode.Convert => Post(tile.Converter),
            Opcode.Add or Opcode.ReceiveAdd or Opcode.Activate or Opcode.Accumulate => Post(tile.Vector),
            Opcode.Send => !cursor.Holds(instruction.When) || Post(tile.Sender),
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

    private bool Post(Unit unit)
    {
        if (unit.Queue.IsFull)
        {
            BlockedBy = unit;
            return false;
        }

        Operation operation = cursor.Resolve();
        Enqueue(unit, in operation);
        return true;
    }

    private bool PostColumn()
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

        Operation operation = cursor.Resolve();
        PairOf(in operation).PostRead();
        Enqueue(tile.Sampler, in operation);
        Enqueue(tile.Scaler, in operation);
        Enqueue(tile.Reader, in operation);
        Enqueue(tile.Converter, in operation);
        return true;
    }

    private bool PostRead()
    {
        int pair = cursor.Instruction.Pair;
        if (!Post(tile.Reader))
        {
            return false;
        }

        tile.Pairs[tile.Blocks[pair].Pair].PostRead();
        return true;
    }

    private bool PostWrite()
    {
        if (tile.Writer.Queue.IsFull)
        {
            BlockedBy = tile.Writer;
            return false;
        }

        Operation operation = cursor.Resolve();
        operation.ReadsBefore = PairOf(in operation).Posted;
        Enqueue(tile.Writer, in operation);
        return true;
    }

    private ref CrossbarPair PairOf(in Operation operation) => ref tile.Pairs[tile.Blocks[operation.Pair].Pair];

    /// <summary>Posts an operation; one behind others cannot start before them, so only the first wakes its unit.</summary>
    private void Enqueue(Unit unit, in Operation operation)
    {
        unit.Queue.Post(in operation);
        if (unit.Queue.Count == 1)
        {
            tile.OnPosted(unit.Identity);
        }
    }
}

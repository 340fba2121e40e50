using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// A tile's banks, latches and queues as its recorded activities leave them. Its fetches walk the program, which says what every unit does next;
/// the timing rules say when that is done. Policy: an activity that is too early is named and followed; after one that the program does
/// not have here, nothing more is known of the tile, and it is followed no further.
/// <code><![CDATA[
///   fetches -> program -> queue of each unit -> operation = activity?  -> banks: source full? destination empty? -> done at ... -> banks
/// ]]></code>
/// </summary>
internal sealed partial class FollowedTile
{
    private readonly Program program;
    private readonly TileProgram tile;
    private readonly int index;
    private readonly TileTiming timing;
    private readonly ReleaseTimes times;
    private readonly FollowedMesh mesh;
    private readonly Action<BankChange>? changed;
    private readonly FollowedBlock[] blocks;
    private readonly CrossbarPair[] pairs;
    private readonly OperationQueue[] queues;
    private readonly PriorityQueue<Completion, (long Time, long Number)> pending = new();
    private ProgramCursor cursor;
    private BankCount gaussian;
    private BankCount sigmaInput;
    private BankCount hold;
    private Operation reading;
    private int slicesRead;
    private int slicesConverted;
    private Picoseconds readStart;
    private long number;
    private int wordsLeft;
    private int wordsToSend;
    private bool isHalted;

    /// <param name="program">What ran.</param>
    /// <param name="index">Which of its tiles.</param>
    /// <param name="timing">The architecture's counts.</param>
    /// <param name="times">Its times.</param>
    /// <param name="mesh">Where its flits go and come from.</param>
    /// <param name="changed">Told of every bank that becomes full or empty, when the activity that does so starts.</param>
    public FollowedTile(Program program, int index, TileTiming timing, ReleaseTimes times, FollowedMesh mesh, Action<BankChange>? changed)
    {
        this.program = program;
        this.index = index;
        this.timing = timing;
        this.times = times;
        this.mesh = mesh;
        this.changed = changed;
        tile = program.Tiles[index];
        blocks = [.. tile.Blocks.Select(block => new FollowedBlock(block, timing))];
        pairs = CrossbarPair.AtFirst(tile);
        queues = [.. Enumerable.Range(0, (int)Post.Count).Select(_ => new OperationQueue(timing.QueueDepth))];
        cursor = new ProgramCursor(tile);
        gaussian = new BankCount(timing.GaussianBanks);
        sigmaInput = new BankCount(timing.SigmaInputBanks);
        hold = new BankCount(timing.HoldBanks);
    }

    private enum Post
    {
        Sampler,
        Scaler,
        Reader,
        Converter,
        Vector,
        Receiver,
        Sender,
        Writer,
        Count,
    }

    /// <summary>Whether the tile did what its program does not say.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What the last instruction fetched has posted; null where it posts nothing, as a loop does.</summary>
    public Operation? Posted { get; private set; }

    /// <summary>Whether the last activity was the last of its instruction at its column, sample and input.</summary>
    public bool IsDone(in Activity activity)
    {
        Opcode opcode = tile.Code[activity.Instruction].Opcode;
        return activity.Kind switch
        {
            ActivityKind.Fill => opcode == Opcode.Sample,
            ActivityKind.Scale => opcode == Opcode.Scale,
            ActivityKind.Capture => opcode == Opcode.Read && slicesRead == 0,
            ActivityKind.ReceiveVector => wordsLeft == 0,
            ActivityKind.Inject => wordsToSend == 0,
            ActivityKind.Convert => slicesConverted == 0,
            ActivityKind.Write or ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate => true,
            _ => false,
        };
    }

    /// <summary>Follows the next activity of the tile.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(in Activity activity)
    {
        if (IsLost)
        {
            return null;
        }

        Picoseconds now = ReleaseTimes.Decided(in activity);
        Complete(now.Value);
        return activity.Kind switch
        {
            ActivityKind.Fetch => Fetch(in activity),
            ActivityKind.Fill => Begin(Post.Sampler, in activity, out Operation fill) ?? Fill(in activity, in fill),
            ActivityKind.Scale => Begin(Post.Scaler, in activity, out Operation scale) ?? Scale(in activity, in scale),
            ActivityKind.SigmaDrive => Expect(Post.Reader, in activity, out _),
            ActivityKind.SigmaRead => Begin(Post.Reader, in activity, ref slicesRead, out reading) ?? Read(in activity),
            ActivityKind.MeanDrive or ActivityKind.MeanHold or ActivityKind.MeanRead or ActivityKind.NeuronWrite or ActivityKind.Capture =>
                BesideRead(in activity),
            ActivityKind.Write => Begin(Post.Writer, in activity, out Operation write) ?? Write(in activity, in write),
            ActivityKind.Convert => Begin(Post.Converter, in activity, ref slicesConverted, out Operation convert) ?? Convert(in activity, in convert),
            ActivityKind.ReceiveWord => Expect(Post.Vector, in activity, out _),
            ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate =>
                Begin(Post.Vector, in activity, out Operation vector) ?? Compute(in activity, in vector),
            ActivityKind.ReceiveVector => Expect(Post.Receiver, in activity, out Operation receive) ?? Receive(in activity, in receive),
            ActivityKind.Inject => Expect(Post.Sender, in activity, out Operation send) ?? Inject(in activity, in send),
            ActivityKind.Hop or ActivityKind.PortSend or ActivityKind.PortReceive => null,
        };
    }

    /// <summary>What the tile has not done at the end of a run that reached its end; null where it has done everything.</summary>
    public string? Unfinished()
    {
        if (IsLost)
        {
            return null;
        }

        Complete(long.MaxValue);
        for (int unit = 0; unit < queues.Length; unit++)
        {
            if (queues[unit].Count > 0)
            {
                return $"tile {index}: the run ends, and the {Name((Post)unit)} has not done {Text(in queues[unit].Head)}";
            }
        }

        return isHalted ? null : $"tile {index}: the run ends, and instruction {cursor.Next} has not been fetched";
    }

    private string? Fetch(in Activity activity)
    {
        Posted = null;
        if (isHalted || activity.Instruction != cursor.Next)
        {
            return Lose($"the program goes on {(isHalted ? "nowhere, it has halted" : $"with instruction {cursor.Next}")}");
        }

        ref readonly Instruction instruction = ref cursor.Instruction;
        Opcode opcode = instruction.Opcode;
        if (opcode == Opcode.Loop)
        {
            cursor.EnterLoop();
        }
        else if (opcode == Opcode.Halt)
        {
            isHalted = true;
            return null;
        }
        else if (opcode is not (Opcode.Receive or Opcode.Send or Opcode.Write) || cursor.Holds(instruction.When))
        {
            Operation operation = cursor.Resolve();
            PostToPair(ref operation);
            (Post first, Post last) = Units(opcode);
            for (Post unit = first; unit <= last; unit++)
            {
                if (queues[(int)unit].IsFull)
                {
                    return Lose($"the queue of the {Name(unit)} is full: {Text(in queues[(int)unit].Head)} is not done");
                }

                queues[(int)unit].Post(in operation);
            }

            Posted = operation;
        }

        cursor.Advance();
        return null;
    }

    private static (Post First, Post Last) Units(Opcode opcode) => opcode switch
    {
        Opcode.Column => (Post.Sampler, Post.Converter),
        Opcode.Sample => (Post.Sampler, Post.Sampler),
        Opcode.Scale => (Post.Scaler, Post.Scaler),
        Opcode.Read => (Post.Reader, Post.Reader),
        Opcode.Convert => (Post.Converter, Post.Converter),
        Opcode.Write => (Post.Writer, Post.Writer),
        Opcode.Receive => (Post.Receiver, Post.Receiver),
        Opcode.Send => (Post.Sender, Post.Sender),
        Opcode.Add or Opcode.ReceiveAdd or Opcode.Activate or Opcode.Accumulate => (Post.Vector, Post.Vector),
        Opcode.Halt or Opcode.Loop => (Post.Count, Post.Sampler),
    };

    private string? Begin(Post unit, in Activity activity, out Operation operation)
    {
        string? wrong = Expect(unit, in activity, out operation);
        if (wrong is null)
        {
            queues[(int)unit].Pop();
        }

        return wrong;
    }

    // A column is read and converted slice after slice; its operation leaves the queue when the last begins.
    private string? Begin(Post unit, in Activity activity, ref int slices, out Operation operation)
    {
        string? wrong = Expect(unit, in activity, out operation);
        if (wrong is not null)
        {
            return wrong;
        }

        slices = (slices + 1) % timing.Slices;
        if (slices == 0)
        {
            queues[(int)unit].Pop();
        }

        return null;
    }

    private string? Expect(Post unit, in Activity activity, out Operation operation)
    {
        OperationQueue queue = queues[(int)unit];
        operation = queue.Count > 0 ? queue.Head : default;
        return queue.Count == 0 ? Lose($"its instruction has not been fetched: the {Name(unit)} has nothing to do")
            : Is(in operation, in activity) ? null
            : Lose($"the {Name(unit)}'s next operation is {Text(in operation)}");
    }

    private string? BesideRead(in Activity activity) => Is(in reading, in activity) && activity.Start == readStart
        ? null
        : Lose($"the crossbars read {Text(in reading)} since {readStart}");

    private static bool Is(in Operation operation, in Activity activity) =>
        operation.Instruction == activity.Instruction && operation.Column == activity.Column && operation.Sample == activity.Sample && operation.Input == activity.Input;

    private string Lose(string what)
    {
        IsLost = true;
        pending.Clear();
        return what;
    }

    private string Text(in Operation operation) =>
        FormattableString.Invariant($"instruction {operation.Instruction} ({operation.Opcode}), column {operation.Column}, sample {operation.Sample}, input {operation.Input}");

    private static string Name(Post unit) => unit switch
    {
        Post.Sampler => "sampler",
        Post.Scaler => "scaler",
        Post.Reader => "crossbar",
        Post.Converter => "adc",
        Post.Vector => "vector unit",
        Post.Receiver => "receiver",
        Post.Writer => "writer",
        _ => "sender",
    };
}

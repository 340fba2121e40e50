using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Policy: send one column's words at a time, a flit a flit time, each when every destination of the channel has given a
/// credit and the router has room; the latch is empty again when the last flit has left.
/// </summary>
internal sealed class Sender : Unit
{
    private readonly TileTiming timing;
    private readonly Outlet outlet;
    private readonly int[] partialSumWords;
    private readonly long[] words = new long[Program.StatisticsWords];
    private Operation current;
    private bool isSending;
    private int count;
    private int sent;
    private int flitWords;

    public Sender(Tile tile, TileTiming timing, Outlet outlet)
        : base(tile, Units.Sender, timing.QueueDepth)
    {
        this.timing = timing;
        this.outlet = outlet;
        partialSumWords = [.. tile.Program.Sends.Select(tile.Machine.Program.WordsOfPartialSum)];
    }

    /// <inheritdoc/>
    public override string Name => "sender";

    /// <summary>The credits of a channel, one number a destination.</summary>
    public ReadOnlySpan<int> CreditsOf(int channel) => outlet.CreditsOf(channel);

    /// <summary>A credit has come back.</summary>
    public void OnCredit(int packed) => outlet.OnCredit(packed);

    /// <inheritdoc/>
    public override void TryStart(Picoseconds now)
    {
        if (!IsReady() || (!isSending && !TakeWords()))
        {
            return;
        }

        if (!outlet.HasCredit(current.Channel))
        {
            Wait(StallCause.Credit, WaitFor.OutgoingCredit, current.Channel);
            return;
        }

        if (!outlet.HasRoom)
        {
            Wait(StallCause.Network, WaitFor.RouterBuffer);
            return;
        }

        flitWords = Math.Min(timing.WordsPerFlit, count - sent);
        outlet.TakeCredit(current.Channel);
        Report(ActivityKind.Inject, in current, now, timing.Flit, 1);
        IsBusy = true;
        Tile.Schedule(timing.OnEdge(now + timing.Flit), TileEvent.SenderDone);
    }

    /// <summary>The flit is in the router; after the last one the latch is empty.</summary>
    public void OnDone(Picoseconds now)
    {
        IsBusy = false;
        outlet.Inject(now, current.Channel, words.AsSpan(sent, flitWords));
        sent += flitWords;
        if (sent < count)
        {
            return;
        }

        isSending = false;
        BlockState block = Tile.Blocks[current.Pair];
        if (current.Source == OperandSource.Statistics)
        {
            block.SquareSum.Free(current.Column);
        }

        Latches(block).Free(current.Column);
        Begin();
    }

    private bool TakeWords()
    {
        current = Queue.Head;
        BlockState block = Tile.Blocks[current.Pair];
        LatchFile latches = Latches(block);
        if (!latches.IsFull(current.Column))
        {
            Wait(StallCause.SourceEmpty, Resource(current.Source));
            return false;
        }

        long word = latches.Peek(current.Column);
        sent = 0;
        if (current.Source == OperandSource.Statistics)
        {
            long squares = block.SquareSum.Peek(current.Column);
            words[0] = word & 0xFFFF;
            words[1] = word >> 16;
            words[2] = squares & 0xFFFF;
            words[3] = (squares >> 16) & 0xFFFF;
            words[4] = squares >> 32;
            count = Program.StatisticsWords;
        }
        else if (current.Source == OperandSource.PartialSum && partialSumWords[current.Channel] == 2)
        {
            words[0] = word & 0xFFFF;
            words[1] = word >> 16;
            count = 2;
        }
        else
        {
            words[0] = word;
            count = 1;
        }

        isSending = true;
        return true;
    }

    private LatchFile Latches(BlockState block) => current.Source switch
    {
        OperandSource.Statistics => block.Sum,
        OperandSource.Output => block.Output,
        OperandSource.PartialSum or OperandSource.Latch => block.PartialSum,
    };

    private static WaitFor Resource(OperandSource source) => source switch
    {
        OperandSource.Statistics => WaitFor.StatisticsBank,
        OperandSource.Output => WaitFor.OutputLatch,
        OperandSource.PartialSum or OperandSource.Latch => WaitFor.PartialSumLatch,
    };
}

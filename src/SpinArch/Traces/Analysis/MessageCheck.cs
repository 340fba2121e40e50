using System.Collections.Immutable;
using SpinArch.Components.Port;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sender;
using SpinArch.Components.Vector;
using SpinArch.Components.Windows;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Every word sent to a tile, and every flit sent to the port, is received, once, and not before it was sent.</summary>
internal sealed class MessageCheck(TracePlaces places, ArchitectureSpec spec) : TraceCheck(places)
{
    private readonly int flitWords = new TileTiming(spec).WordsPerFlit;
    private readonly long[] sent = new long[places.Sites.Tiles + 1];
    private readonly long[] received = new long[places.Sites.Tiles + 1];
    private readonly int[] left = new int[places.Sites.Tiles];
    private readonly PortTurns turns = PortTurns.Of(places.Program);
    private int portSend;
    private int portTurn;
    private int portLeft = -1;

    /// <inheritdoc/>
    public override string Name => "every word sent is received once, and not before";

    /// <inheritdoc/>
    public override void Close()
    {
        for (int place = 0; place < sent.Length; place++)
        {
            if (sent[place] != received[place])
            {
                string name = Places.NameOf(place == 0 ? Places.Sites.Port : place - 1);
                Report(FormattableString.Invariant($"{name}: {sent[place]} {(place == 0 ? "flits" : "words")} were sent to it, {received[place]} received"));
            }
        }
    }

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        if (activity.Kind == PortComponent.PortSend)
        {
            PortSend();
        }
        else if (activity.Kind == SenderComponent.Inject)
        {
            Inject(in activity);
        }
        else if (activity.Kind == ReceiverComponent.ReceiveVector || activity.Kind == VectorComponent.ReceiveWord
            || activity.Kind == WindowComponent.StoreMap)
        {
            Receive(in activity, activity.Tile + 1, activity.Items);
        }
        else if (activity.Kind == PortComponent.PortReceive)
        {
            Receive(in activity, 0, 1);
        }
    }

    private void PortSend()
    {
        ImmutableArray<PortSend> streams = Places.Program.Port.Sends;
        portLeft = portLeft < 0 ? turns.Words(portSend, portTurn) : portLeft;
        int words = Math.Min(flitWords, portLeft);
        Deliver(streams[portSend].Destinations, words);
        portLeft -= words;
        while (portLeft == 0)
        {
            portSend = (portSend + 1) % streams.Length;
            portTurn = portSend == 0 ? (portTurn + 1) % turns.Count : portTurn;
            portLeft = turns.Words(portSend, portTurn);
        }
    }

    private void Inject(in Activity activity)
    {
        TileProgram tile = Places.Program.Tiles[activity.Tile];
        if (activity.Instruction < 0 || tile.Code[activity.Instruction].Opcode != Opcode.Send)
        {
            Report(in activity, "its instruction is no send");
            return;
        }

        Instruction send = tile.Code[activity.Instruction];
        ref int rest = ref left[activity.Tile];
        SendChannel channel = tile.Sends[tile.SendChannelOf(in send, activity.Sample)];
        rest = rest == 0 ? Words(channel, send.Source) : rest;
        int words = Math.Min(flitWords, rest);
        rest -= words;
        Deliver(channel.Destinations, words);
    }

    private int Words(SendChannel channel, OperandSource source) => source switch
    {
        OperandSource.Statistics => Program.StatisticsWords,
        OperandSource.PartialSum => Places.Program.WordsOfPartialSum(channel),
        OperandSource.Output or OperandSource.Latch => 1,
    };

    private void Deliver(ImmutableArray<ChannelDestination> destinations, int words)
    {
        foreach (ChannelDestination destination in destinations)
        {
            sent[destination.Tile + 1] += destination.Tile < 0 ? 1 : words;
        }
    }

    private void Receive(in Activity activity, int place, int amount)
    {
        received[place] += amount;
        if (received[place] > sent[place])
        {
            Report(in activity, FormattableString.Invariant($"{received[place]} are received, {sent[place]} have been sent"));
        }
    }
}

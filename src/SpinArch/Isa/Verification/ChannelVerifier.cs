using System.Collections.Immutable;
using System.Numerics;
using SpinArch.Files;

namespace SpinArch.Isa.Verification;

/// <summary>Channels over the whole chip: each receive end has one sender, both ends name each other, carry the same kind of word and as many of them.</summary>
internal sealed class ChannelVerifier
{
    private readonly Program program;
    private readonly ImmutableArray<ChannelUse> uses;
    private readonly string place;

    // By tile (the port last) and receive channel: who sends into it.
    private readonly string?[][] senders;

    private ChannelVerifier(Program program, ImmutableArray<ChannelUse> uses, string place)
    {
        this.program = program;
        this.uses = uses;
        this.place = place;
        senders = [.. program.Tiles.Select(tile => new string?[tile.Receives.Length]), new string?[program.Port.Receives.Length]];
    }

    public static void Verify(Program program, ImmutableArray<ChannelUse> uses, string place)
    {
        var verifier = new ChannelVerifier(program, uses, place);
        int times = program.Port.Sends.All(send => verifier.HasEnds(send)) ? PortTurns.Of(program).Times : 1;
        for (int send = 0; send < program.Port.Sends.Length; send++)
        {
            verifier.VerifyPortSend(program.Port.Sends[send], times, FormattableString.Invariant($"{place}: port send {send}"));
        }

        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            for (int send = 0; send < program.Tiles[tile].Sends.Length; send++)
            {
                verifier.VerifySend(tile, send, FormattableString.Invariant($"{place}: tile {tile}, send channel {send}"));
            }
        }

        verifier.VerifyEveryEndHasASender();
        verifier.VerifyOutputs();
    }

    private static string Node(int tile) => tile == -1 ? "the port" : FormattableString.Invariant($"tile {tile}");

    private void VerifyPortSend(PortSend send, int times, string where)
    {
        ProgramVerifier.Range(where, "the first row", send.RowBase, 0, program.InputWords - 1);
        ProgramVerifier.Range(where, "the words", send.Words, 1, program.InputWords - send.RowBase);
        foreach (ChannelDestination end in Ends(send.Destinations, -1, where))
        {
            if (end.Tile == -1)
            {
                throw new InputException(where, "the port sends to itself");
            }

            ReceiveChannel receive = program.Tiles[end.Tile].Receives[end.Channel];
            ChannelUse use = uses[end.Tile];
            string to = FormattableString.Invariant($"tile {end.Tile}, receive channel {end.Channel}");
            Opcode taker = TakerOf(end);
            BlockMap? map = taker == Opcode.ReceiveMap
                ? BlockMap.Of(program, program.Tiles[end.Tile], use.Pair[end.Channel]) : null;
            int words = receive.Words * (map?.Places ?? 1);
            if (words != send.Words)
            {
                throw new InputException(where, FormattableString.Invariant($"sends {send.Words} words, {to} expects {words}"));
            }

            VerifyWords(use, end.Channel, taker, (BigInteger)send.Words * program.Inputs * times, where, to);
            if (map is not null)
            {
                int value = InputChannel(map, map.FirstChannel + receive.RowBase, use.Pair[end.Channel]) * map.Places;
                if (value != send.RowBase)
                {
                    throw new InputException(where,
                        FormattableString.Invariant($"sends network inputs from {send.RowBase} on, {to} takes those from {value} on"));
                }

                continue;
            }

            LayerBlock block = program.Tiles[end.Tile].Blocks[use.Pair[end.Channel]];
            if (block.RowBase + receive.RowBase != send.RowBase)
            {
                throw new InputException(where, FormattableString.Invariant($"sends network inputs from {send.RowBase} on, {to} fills row {block.RowBase + receive.RowBase} of the layer"));
            }
        }
    }

    private void VerifySend(int tile, int channel, string where)
    {
        ChannelUse use = uses[tile];
        if (use.Source[channel] is not { } source)
        {
            throw new InputException(where, "no instruction sends on it");
        }

        foreach (ChannelDestination end in Ends(program.Tiles[tile].Sends[channel].Destinations, tile, where))
        {
            string to = FormattableString.Invariant($"{Node(end.Tile)}, receive channel {end.Channel}");
            if ((end.Tile == -1) != (source == OperandSource.Statistics))
            {
                throw new InputException(where, $"carries {OperandText.Sources[(int)source]} to {Node(end.Tile)}; the port takes stat, and stat goes nowhere else");
            }

            if (end.Tile == -1)
            {
                VerifyResult(use, channel, program.Port.Receives[end.Channel], where, to);
            }
            else
            {
                bool isVector = source == OperandSource.Output;
                int words = isVector ? 1 : program.Tiles[end.Tile].Receives[end.Channel].Words;
                if (!isVector && words != program.WordsOfPartialSum(program.Tiles[tile].Sends[channel]))
                {
                    throw new InputException(where, FormattableString.Invariant($"{to} takes partial sums of {words} words, its first destination others; all ends of a channel take the same"));
                }

                VerifyWords(uses[end.Tile], end.Channel, isVector ? TakerOf(end) : Opcode.ReceiveAdd, use.Sent[channel] * words, where, to);
            }
        }
    }

    private void VerifyResult(ChannelUse use, int channel, PortReceive receive, string where, string to)
    {
        (int first, int last) = use.Columns[channel];
        long end = (long)receive.ColumnBase + receive.Columns;
        if (first < receive.ColumnBase || last >= end)
        {
            throw new InputException(where, FormattableString.Invariant($"sends outputs {first} to {last}, {to} takes {receive.ColumnBase} to {end - 1}"));
        }

        BigInteger expected = (BigInteger)receive.Columns * program.Inputs;
        if (use.Sent[channel] != expected)
        {
            throw new InputException(where, FormattableString.Invariant($"sends {use.Sent[channel]} results, {to} expects {expected} ({receive.Columns} columns for each of {program.Inputs} inputs)"));
        }
    }

    // Channel of the network's input that a channel of a stage's map is, -1 where it is none.
    private static int InputChannel(BlockMap map, int channel, int block)
    {
        foreach (StageSource source in map.Stage.Sources)
        {
            if (source.Stage < 0 && (map.Stage.Kind != StageKind.Add || source.Operand == block)
                && channel >= source.Channel && channel < source.Channel + source.Channels)
            {
                return source.SourceChannel + channel - source.Channel;
            }
        }

        return -1;
    }

    // Whether a stream's ends are there at all.
    private bool HasEnds(PortSend send) => !send.Destinations.IsEmpty && send.Destinations.All(end =>
        end.Tile >= 0 && end.Tile < program.Tiles.Length && end.Channel >= 0 && end.Channel < program.Tiles[end.Tile].Receives.Length);

    // Whatever else takes from a channel takes no results.
    private Opcode TakerOf(ChannelDestination end) =>
        uses[end.Tile].TakenBy[end.Channel] == Opcode.ReceiveMap ? Opcode.ReceiveMap : Opcode.Receive;

    private static void VerifyWords(ChannelUse use, int channel, Opcode taker, BigInteger sent, string where, string to)
    {
        if (use.TakenBy[channel] != taker)
        {
            string kind = taker == Opcode.ReceiveAdd ? "partial sums" : "input vectors";
            throw new InputException(where, $"carries {kind} to {to}, which no {InstructionTable.Default.Name(taker)} takes");
        }

        if (use.Received[channel] != sent)
        {
            throw new InputException(where, FormattableString.Invariant($"sends {sent} words over the whole run, {to} takes {use.Received[channel]}"));
        }
    }

    /// <summary>Checks that the ends exist, name the sender, and have no other; notes them as sent to.</summary>
    private ImmutableArray<ChannelDestination> Ends(ImmutableArray<ChannelDestination> ends, int sender, string where)
    {
        if (ends.IsEmpty)
        {
            throw new InputException(where, "has no destination");
        }

        foreach (ChannelDestination end in ends)
        {
            ProgramVerifier.Range(where, "the destination tile", end.Tile, -1, program.Tiles.Length - 1);
            string?[] taken = senders[end.Tile == -1 ? program.Tiles.Length : end.Tile];
            if ((uint)end.Channel >= (uint)taken.Length)
            {
                throw new InputException(where, FormattableString.Invariant($"goes to channel {end.Channel} of {Node(end.Tile)}, which has {taken.Length} receive channels"));
            }

            if (taken[end.Channel] is { } other)
            {
                throw new InputException(where, FormattableString.Invariant($"goes to channel {end.Channel} of {Node(end.Tile)}, into which {other} sends already"));
            }

            int stated = end.Tile == -1 ? program.Port.Receives[end.Channel].Source : program.Tiles[end.Tile].Receives[end.Channel].Source;
            if (stated != sender)
            {
                throw new InputException(where, FormattableString.Invariant($"goes to channel {end.Channel} of {Node(end.Tile)}, which expects words from {Node(stated)}"));
            }

            taken[end.Channel] = where[(place.Length + 2)..];
        }

        return ends;
    }

    private void VerifyEveryEndHasASender()
    {
        for (int node = 0; node < senders.Length; node++)
        {
            int channel = Array.IndexOf(senders[node], null);
            if (channel >= 0)
            {
                string name = node == program.Tiles.Length ? "port" : FormattableString.Invariant($"tile {node}");
                throw new InputException(place, FormattableString.Invariant($"{name}, receive channel {channel}: nobody sends to it"));
            }
        }
    }

    private void VerifyOutputs()
    {
        bool[] covered = new bool[program.OutputWords];
        for (int index = 0; index < program.Port.Receives.Length; index++)
        {
            PortReceive receive = program.Port.Receives[index];
            string where = FormattableString.Invariant($"{place}: port receive {index}");
            ProgramVerifier.Range(where, "the first column", receive.ColumnBase, 0, program.OutputWords - 1);
            ProgramVerifier.Range(where, "the columns", receive.Columns, 1, program.OutputWords - receive.ColumnBase);
            covered.AsSpan(receive.ColumnBase, receive.Columns).Fill(true);
        }

        int missing = Array.IndexOf(covered, false);
        if (missing >= 0)
        {
            throw new InputException(place, FormattableString.Invariant($"output {missing} of the network reaches no receive channel of the port"));
        }
    }
}

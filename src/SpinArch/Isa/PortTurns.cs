using System.Collections.Immutable;

namespace SpinArch.Isa;

/// <summary>
/// In which order the port sends the words of an input. Vectors go stream after stream. Maps go place after place: at each, every stream
/// sends its channels, so that no tile waits for words behind those of another. A map that is one stream goes in one turn. Where tiles take
/// an input anew for every sample, all of this is repeated so often.
/// </summary>
internal sealed class PortTurns
{
    private readonly ImmutableArray<PortSend> _sends;
    private readonly int[] _places;
    private readonly int _once;

    private PortTurns(Program program)
    {
        _sends = program.Port.Sends;
        _places = [.. _sends.Select(send => PlacesOf(program, send))];
        bool isOne = _places.Count(places => places > 0) == 1;
        _once = isOne ? 1 : _places.Append(1).Max();
        Times = TimesOf(program);
        Count = _once * Times;
    }

    /// <summary>Turns of an input.</summary>
    public int Count { get; }

    /// <summary>How often each input is sent.</summary>
    public int Times { get; }

    /// <summary>The turns of a program's port.</summary>
    public static PortTurns Of(Program program) => new(program);

    /// <summary>Words that a stream sends in a turn.</summary>
    public int Words(int send, int turn) => _places[send] == 0 || _once == 1
        ? (turn % _once == 0 ? _sends[send].Words : 0) : _sends[send].Words / _once;

    /// <summary>Which value of an input a word is.</summary>
    /// <param name="send">The stream.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="word">Word of the turn, from 0.</param>
    public int Element(int send, int turn, int word)
    {
        int places = _places[send];
        if (places == 0)
        {
            return _sends[send].RowBase + word;
        }

        int channels = _sends[send].Words / places;
        int place = Math.DivRem((turn % _once * channels) + word, channels, out int channel);
        return _sends[send].RowBase + (channel * places) + place;
    }

    // Whoever receives an input inside the loop over samples takes it so often.
    private static int TimesOf(Program program)
    {
        foreach (PortSend send in program.Stages.IsEmpty ? [] : program.Port.Sends)
        {
            ChannelDestination end = send.Destinations[0];
            TileProgram tile = program.Tiles[end.Tile];
            _ = LoopNest.TryRead(tile.Code, out LoopNest nest);
            for (int index = 0; index < tile.Code.Length; index++)
            {
                Instruction instruction = tile.Code[index];
                if (instruction.Opcode is Opcode.Receive or Opcode.ReceiveMap
                    && end.Channel >= instruction.Channel && end.Channel < instruction.ChannelsEnd
                    && nest.Around[index].Any(loop => tile.Code[loop].Counts == LoopCounts.Samples))
                {
                    return program.Samples;
                }
            }
        }

        return 1;
    }

    // Places of the map that a stream is a part of; 0 where it is a vector.
    private static int PlacesOf(Program program, PortSend send)
    {
        foreach (ChannelDestination end in send.Destinations)
        {
            TileProgram tile = program.Tiles[end.Tile];
            foreach (Instruction instruction in tile.Code)
            {
                if (instruction.Opcode == Opcode.ReceiveMap && end.Channel >= instruction.Channel && end.Channel < instruction.ChannelsEnd)
                {
                    return MapLane.Of(program, tile)[(end.Channel - instruction.Channel) % instruction.RangeLength].Places;
                }
            }
        }

        return 0;
    }
}
